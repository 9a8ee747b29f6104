#include "server/entity_tag.hpp"

namespace yaad::server {

bool matches_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    while (!list.empty() && (list[0] == ' ' || list[0] == ',' || list[0] == '\t')) list.remove_prefix(1);
    if (list.starts_with('*')) return true;
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) return false;
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == tag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

void make_not_modified(Reply& reply) {
  reply.status = 304;
  reply.body = nullptr;
  std::erase_if(reply.fields, [](const auto& f) { return f.first == "Content-Type" || f.first == "Content-Encoding"; });
}

}  // namespace yaad::server
