#include "server/producers.hpp"

#include "geo/file_bytes.hpp"
#include "geo/layer_reader.hpp"
#include "geo/layer_table.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace yaad::server {
namespace {

namespace fs = std::filesystem;

struct ProducerRules {
  std::string_view name;
  geo::ImportRules (*rules)(const geo::Areas&);
};
constexpr std::array kProducers{ProducerRules{"ucdp", geo::ucdp_rules}, ProducerRules{"acled", geo::acled_rules},
                                ProducerRules{"gtd", geo::gtd_rules}};
// The table is described by a mapping file.
constexpr std::string_view kMappedProducer = "csv";

geo::Error unreadable(std::string detail) { return {geo::Errc::unreadable, std::move(detail), "", {}}; }

geo::Result<std::string> read_file(const std::string& path) {
  const fs::path file(path);
  const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  auto bytes = geo::read_regular_file(folder, file.filename().string());
  if (!bytes) return unreadable(path + ' ' + bytes.error().detail);
  if (!*bytes) return unreadable("there is no file " + path + " that can be read");
  return std::move(**bytes);
}

}  // namespace

bool is_producer(std::string_view name) {
  return name == kMappedProducer ||
         std::any_of(kProducers.begin(), kProducers.end(), [&](const ProducerRules& p) { return p.name == name; });
}

geo::Result<geo::ImportRules> rules_of(const TableSource& source, const geo::Areas& areas) {
  geo::ImportRules rules;
  if (source.from == kMappedProducer) {
    const auto text = read_file(source.mapping);
    if (!text) return text.error();
    const auto mapping = geo::parse_mapping(*text);
    if (!mapping) return unreadable(source.mapping + ": " + mapping.error().detail);
    rules = geo::mapped_rules(*mapping, areas);
  }
  for (const ProducerRules& producer : kProducers)
    if (producer.name == source.from) rules = producer.rules(areas);
  if (!source.encoding.empty())
    rules.encoding = source.encoding == "utf-8" ? geo::Encoding::utf8 : geo::Encoding::windows_1252;
  return rules;
}

geo::Result<std::string> table_text(const TableSource& source) {
  if (!geo::is_database(source.table) && fs::path(source.table).extension() == ".csv") {
    auto text = read_file(source.table);
    if (!text) return text.error();
    if (const std::string what = geo::disguise(*text); !what.empty())
      return unreadable(source.table + " is " + what + ", not CSV");
    return text;
  }
  const auto layer =
      geo::is_database(source.table) ? geo::read_layer_of_database(source.table) : geo::read_layer_file(source.table);
  if (!layer) return unreadable(layer.error().detail);
  return geo::table_of(*layer);
}

std::string shown(const TableSource& source) { return geo::is_database(source.table) ? "the database" : source.table; }

std::string state_name(const TableSource& source) {
  constexpr std::size_t kDigits = 16;
  return geo::is_database(source.table) ? "database-" + geo::hex(geo::stable_hash(source.table), kDigits)
                                        : source.table;
}

std::string look_of(const TableSource& source) {
  std::string text;
  for (const std::string* path : {&source.table, &source.mapping}) {
    struct stat info {};
    if (!geo::is_database(*path) && ::stat(path->c_str(), &info) == 0)
      text += std::to_string(info.st_ino) + ' ' + std::to_string(info.st_size) + ' ' +
              std::to_string(info.st_mtim.tv_sec) + ' ' + std::to_string(info.st_mtim.tv_nsec);
    text += '\n';
  }
  return text;
}

}  // namespace yaad::server
