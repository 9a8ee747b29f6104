#include "server/ready_answers.hpp"

#include "server/entity_tag.hpp"
#include "server/wire.hpp"

#include <functional>

namespace yaad::server {
namespace {

// Ranges are cut from an answer, and only these methods have one.
bool may_be_ready(const Request& request) {
  return (request.method == Method::get || request.method == Method::head) && request.range.empty() &&
         request.path.size() + request.query.size() < kMostReadyTarget;
}

void set_target(std::string& target, const Request& request) {
  target.assign(request.path).append(1, '?').append(request.query);
}

// True when both are of one edition; costs no lock and keeps nothing alive.
bool same_data(const std::weak_ptr<const geo::Snapshot>& a, const std::shared_ptr<const geo::Snapshot>& b) {
  return !a.owner_before(b) && !b.owner_before(a);
}

}  // namespace

std::shared_ptr<const ReadyAnswers::Entry>& ReadyAnswers::slot_of(std::string_view target, Coding coding) {
  const std::size_t hash = std::hash<std::string_view>()(target) + static_cast<std::size_t>(coding);
  return slots_[hash % kReadySlots];
}

std::optional<Reply> ReadyAnswers::find(const Request& request, const Edition& edition) {
  if (!may_be_ready(request)) return std::nullopt;
  if (!same_data(data_, edition.snapshot)) {
    data_ = edition.snapshot;
    slots_.fill(nullptr);
  }
  set_target(target_, request);
  const Coding coding = negotiate(request.accept_encoding);
  const auto& entry = slot_of(target_, coding);
  if (!entry || entry->coding != coding || entry->target != target_) return std::nullopt;
  edition.cache.count_hit();
  Reply reply;
  reply.route = entry->route;
  if (matches_tag(request.if_none_match, entry->tag)) {
    reply.status = 304;
    reply.ready_fields = {entry, &entry->fields_of_304};
    return reply;
  }
  // Owned through the entry, whose count no other thread touches.
  reply.ready_fields = {entry, &entry->fields};
  reply.body = {entry, entry->body.get()};
  return reply;
}

void ReadyAnswers::keep(const Request& request, const Edition& edition, const Reply& reply) {
  const std::string* tag = reply.find("ETag");
  if (!reply.lasting || reply.status != 200 || !reply.body || reply.body->size() > kMostReadyBytes || tag == nullptr ||
      !may_be_ready(request) || !same_data(data_, edition.snapshot))
    return;
  auto entry = std::make_shared<Entry>();
  set_target(entry->target, request);
  entry->tag = *tag;
  entry->coding = negotiate(request.accept_encoding);
  entry->route = reply.route;
  entry->body = reply.body;
  append_fields(entry->fields, reply);
  Reply unchanged = reply;
  make_not_modified(unchanged);
  append_fields(entry->fields_of_304, unchanged);
  slot_of(entry->target, entry->coding) = std::move(entry);
}

}  // namespace yaad::server
