#include "geo/import_tables.hpp"

#include "geo/csv_rows.hpp"
#include "geo/import_text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::string_view kIncidents =
    "id,date,date_as_stated,place,geo_precision,killed_low,killed,killed_high,injured_low,injured,injured_high,"
    "killed_perpetrators,attack_type,target_type,community,actor,actor_by,claimed_by,perpetrators,summary,status,"
    "sensitivity,sources,note\n";
constexpr std::string_view kPlaces = "id,name,lat,lon,precision,area,district,country,basis\n";
constexpr std::string_view kSources = "id,title,publisher,author,url,published,quote,lang,kind\n";
constexpr std::string_view kActors = "code,name\n";

// An id is 64 characters at most: a readable part, and a hash that tells equal names apart.
constexpr std::size_t kIdPart = 40, kHashDigits = 8, kSourceDigits = 16;

void append_row(std::string& out, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) out += ',';
    append_csv_field(out, field);
    first = false;
  }
  out += '\n';
}

std::string row_of(std::initializer_list<std::string_view> fields) {
  std::string row;
  append_row(row, fields);
  return row;
}

void append_item(std::string& list, std::string_view item) {
  if (!list.empty()) list += ';';
  list += item;
}

}  // namespace

std::uint32_t NamedRows::add(std::string id, std::string row) {
  const std::string wanted = id;
  for (unsigned next = 2;; ++next) {
    const auto [found, is_new] = by_id_.emplace(id, static_cast<std::uint32_t>(rows_.size()));
    if (is_new) {
      rows_.emplace_back(std::move(id), std::move(row));
      return found->second;
    }
    if (rows_[found->second].second == row) return found->second;
    id = wanted + '-' + std::to_string(next);
  }
}

const std::string& ImportTables::refer(Table table, std::uint32_t row) {
  references_.push_back({table, row});
  return named_[table].id(row);
}

std::string ImportTables::refer_to_actors(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    std::string code = id_part(name, kIdPart);
    if (code.empty()) code = "group-" + hex(stable_hash(name), kHashDigits);
    append_item(list, refer(actors, named_[actors].add(std::move(code), row_of({name}))));
  }
  return list;
}

std::string ImportTables::refer_to_sources(const std::vector<ImportedSource>& all) {
  std::string list;
  for (const ImportedSource& s : all) {
    std::string row = row_of({s.title, s.publisher, s.author, s.url, s.published, s.quote, s.lang, s.kind});
    std::string id = s.id.empty() ? "source-" + hex(stable_hash(row), kSourceDigits) : s.id;
    append_item(list, refer(sources, named_[sources].add(std::move(id), std::move(row))));
  }
  return list;
}

void ImportTables::add(std::size_t line, const ImportedRecord& r) {
  Record record;
  record.line = line;
  record.begin = text_.size();
  record.id_size = r.id.size();
  record.references = references_.size();

  const ImportedPlace& p = r.place;
  const std::string_view precision = name_of(kPlacePrecisions, p.precision);
  std::string place = row_of({p.name, p.lat, p.lon, precision, p.area, p.district, p.country, p.basis});
  std::string place_id = id_part(p.name, kIdPart);
  place_id += (place_id.empty() ? "place-" : "-") + hex(stable_hash(place), kHashDigits);
  const std::string place_of = refer(places, named_[places].add(std::move(place_id), std::move(place)));

  const std::string by = refer_to_actors(r.actors), claimed = refer_to_actors(r.claimed_by);
  const std::string cited = refer_to_sources(r.sources);
  append_row(text_, {r.id,
                     r.date,
                     r.date_as_stated,
                     place_of,
                     "",
                     r.killed_low,
                     r.killed,
                     r.killed_high,
                     r.injured_low,
                     r.injured,
                     r.injured_high,
                     r.killed_perpetrators,
                     r.attack_type,
                     r.target_type,
                     r.community,
                     by,
                     r.actor_by,
                     claimed,
                     r.perpetrators,
                     r.summary,
                     r.status,
                     r.sensitivity,
                     cited,
                     r.note});
  record.size = text_.size() - record.begin;
  record.reference_count = references_.size() - record.references;
  records_.push_back(record);
}

FolderFiles ImportTables::files(std::string dataset_json) const {
  std::array<std::string, tables> named{std::string(kPlaces), std::string(kSources), std::string(kActors)};
  std::string incidents(kIncidents);
  incidents.reserve(text_.size() + incidents.size());
  std::array<std::vector<bool>, tables> used;
  for (std::size_t t = 0; t < tables; ++t) used[t].resize(named_[t].size());
  for (const Record& record : records_) {
    if (record.dropped) continue;
    incidents.append(text_, record.begin, record.size);
    for (std::size_t i = 0; i < record.reference_count; ++i) {
      const Reference& to = references_[record.references + i];
      used[to.table][to.row] = true;
    }
  }
  for (std::size_t t = 0; t < tables; ++t) {
    for (std::uint32_t i = 0; i < named_[t].size(); ++i) {
      if (used[t][i]) named[t] += named_[t].id(i) + ',' + named_[t].row(i);
    }
  }
  const auto bytes = [](std::string text) { return std::make_shared<const std::string>(std::move(text)); };
  FolderFiles folder{"the imported folder", {}};
  for (const std::string_view name : folder_file_names()) folder.files.push_back({std::string(name), nullptr, ""});
  const auto put = [&](std::string_view name, std::string text) {
    std::find_if(folder.files.begin(), folder.files.end(), [&](const FolderFile& f) { return f.name == name; })->bytes =
        bytes(std::move(text));
  };
  put("incidents.csv", std::move(incidents));
  put("places.csv", std::move(named[places]));
  put("sources.csv", std::move(named[sources]));
  put("actors.csv", std::move(named[actors]));
  put("dataset.json", std::move(dataset_json));
  return folder;
}

}  // namespace yaad::geo
