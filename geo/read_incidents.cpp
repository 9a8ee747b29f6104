// incidents.csv: each row becomes a record with its place, its codes and its sources linked, or says why not.
#include "geo/field_parsers.hpp"
#include "geo/read_tables.hpp"
#include "geo/utf8.hpp"

#include <memory>
#include <string_view>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace yaad::geo {
namespace {

// Often enough for a line every few seconds, seldom enough to cost nothing.
constexpr std::size_t kRowsBetweenReports = 50'000;

void read_figure(Row& row, const std::string& name, Figure& figure) {
  figure.low = row.count(name + "_low");
  figure.best = row.count(name);
  figure.high = row.count(name + "_high");
  if (figure.low && figure.high && *figure.low > *figure.high) {
    row.refuse(name + "_low", std::to_string(*figure.low) + " is more than " + name + "_high, " +
                                  std::to_string(*figure.high) + " (swap the two)");
    return;
  }
  const bool under = figure.best && figure.low && *figure.best < *figure.low;
  const bool over = figure.best && figure.high && *figure.best > *figure.high;
  if (under || over) {
    row.refuse(name, std::to_string(*figure.best) + " is outside " + name + "_low to " + name + "_high, " +
                         (figure.low ? std::to_string(*figure.low) : "..") + " to " +
                         (figure.high ? std::to_string(*figure.high) : "..") +
                         " (the best figure lies between the bounds)");
  }
}

std::vector<ActorIndex> read_groups(Row& row, std::string_view column, const Linkable<ActorIndex>& actors) {
  std::vector<ActorIndex> found;
  for (const std::string& code : row.list(column))
    if (const auto index = row.link(column, code, actors.table, actors.index)) found.push_back(*index);
  return found;
}

// The point, its exactness and its areas, from the place or from the row's own coordinates.
class Where {
 public:
  Where(Row& row, const Links& links, const Areas& areas, const Dataset& data)
      : row_(row), links_(links), areas_(areas), data_(data) {}

  void read(Incident& i) {
    const bool own = !row_["lat"].empty() || !row_["lon"].empty();
    const bool named = !row_["place"].empty();
    if (own && named) return row_.refuse("place", "both place and lat/lon are given (keep one)");
    if (!own && !named)
      return row_.refuse("place", "neither place nor lat and lon is given (a record without a place is a statistic)");
    stated_ = row_.code<PlacePrecision>(kPlacePrecisions, "geo_precision");
    own ? from_coordinates(i) : from_place(i);
    if (row_.is_refused()) return;
    if (i.precision == PlacePrecision::country && i.country.empty()) {
      return row_.refuse("geo_precision", "P8 without a country (a record without a country is a statistic)");
    }
    if (is_area(i.precision)) keep_area_only(i);
  }

 private:
  void from_place(Incident& i) {
    const auto index = row_.link("place", std::string(row_["place"]), links_.places.table, links_.places.index);
    if (!index) {
      // Without places.csv there is no point to serve; one finding about that file says why.
      if (links_.places.table.state() == TableState::broken)
        row_.refuse("place", "places.csv cannot be read (see its own line)");
      return;
    }
    const Place& place = data_.places[*index];
    if (stated_ && is_area(place.precision) && coarseness(*stated_) < coarseness(place.precision)) {
      return row_.refuse("geo_precision", std::string(name_of(kPlacePrecisions, *stated_)) +
                                              " is finer than the place " + quoted(place.id) +
                                              ", which is a whole area (" +
                                              std::string(name_of(kPlacePrecisions, place.precision)) +
                                              ": name a finer place, or leave geo_precision blank)");
    }
    i.place = *index;
    i.at = place.at;
    i.precision = stated_.value_or(place.precision);
    i.country = place.country;
    i.area = place.area;
    i.district = place.district_code;
    i.radius_m = std::max(read_radius(row_, i.precision), is_area(place.precision) ? 0.0 : place.radius_m);
  }

  void from_coordinates(Incident& i) {
    i.precision = stated_.value_or(PlacePrecision::town);
    i.radius_m = read_radius(row_, i.precision);
    const auto at = read_coordinates(row_);
    if (!at) return;
    i.at = *at;
    if (const Area* a = areas_.point_in(*at, AreaLevel::country)) i.country = a->code;
    if (const Area* a = areas_.point_in(*at, AreaLevel::province)) i.area = a->code;
    if (const Area* a = areas_.point_in(*at, AreaLevel::district)) i.district = a->code;
  }

  // A record known to its province has no district, whatever point stands for it.
  static void keep_area_only(Incident& i) {
    i.radius_m = 0;
    if (i.precision != PlacePrecision::district) i.district.clear();
    if (i.precision == PlacePrecision::country) i.area.clear();
  }

  Row& row_;
  const Links& links_;
  const Areas& areas_;
  const Dataset& data_;
  std::optional<PlacePrecision> stated_;
};

void read_codes(Row& row, const Links& links, Incident& i) {
  if (row["attack_type"].empty()) row.refuse("attack_type", "is blank (write other where no source says)");
  i.attack_type = row.code<AttackType>(kAttackTypes, "attack_type").value_or(AttackType::other);
  i.target_type = row.code<TargetType>(kTargetTypes, "target_type");
  for (const std::string& name : row.list("community"))
    if (const auto c = row.code<Community>(kCommunities, "community", name)) i.communities.insert(*c);
  i.actors = read_groups(row, "actor", links.actors);
  i.actor_by = row.code<ActorBy>(kActorBy, "actor_by").value_or(ActorBy::unknown);
  i.claimed_by = read_groups(row, "claimed_by", links.actors);
  i.perpetrators = row.code<Perpetrators>(kPerpetrators, "perpetrators").value_or(Perpetrators::unknown);
  i.status = row.code<Status>(kStatuses, "status").value_or(Status::published);
  const auto sensitivity = row.code<Sensitivity>(kSensitivities, "sensitivity").value_or(Sensitivity::open);
  if (sensitivity != Sensitivity::open) {
    row.refuse("sensitivity",
               quoted(row["sensitivity"]) +
                   " is not served (`redact` does not exist yet: only public records may stand in a served folder)");
  }
}

void read_sources_of(Row& row, const Linkable<SourceIndex>& sources, Incident& i) {
  const auto ids = row.list("sources");
  if (ids.empty() && sources.table.state() == TableState::present && row["sources"].empty()) {
    row.refuse("sources", "is blank (name the rows of sources.csv this record rests on)");
  }
  for (const std::string& id : ids)
    if (const auto index = row.link("sources", id, sources.table, sources.index)) i.sources.push_back(*index);
}

void read_incident(Row& row, const std::string& id, const Links& links, const Areas& areas, const Dataset& data,
                   Incident& i) {
  i.id = id;
  i.date = row.date("date", &i.span);
  i.date_as_stated = row.text("date_as_stated", kMaxName);
  Where(row, links, areas, data).read(i);
  read_figure(row, "killed", i.killed);
  read_figure(row, "injured", i.injured);
  i.killed_perpetrators = row.count("killed_perpetrators");
  read_codes(row, links, i);
  i.summary = row.text("summary", kMaxSentence);
  i.summary_ur = row.text("summary_ur", kMaxSentence);
  i.summary_fa = row.text("summary_fa", kMaxSentence);
  read_sources_of(row, links.sources, i);
  i.note = row.text("note", kMaxParagraph);
}

// Room for all records at once, on huge pages where there are many: every page is written while it is read, and asking
// for a million small ones costs a fifth of the reading. A wish, not a need.
void reserve(std::vector<Incident>& incidents, std::size_t count) {
  incidents.reserve(count);
#ifdef __linux__
  constexpr std::size_t kHugePage = std::size_t{2} << 20;
  // Whole pages only: what lies beside the records in the first and the last is not ours.
  std::size_t bytes = incidents.capacity() * sizeof(Incident);
  void* begin = incidents.data();
  if (std::align(kHugePage, kHugePage, begin, bytes) != nullptr)
    ::madvise(begin, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
}

// Puts the records into the order of the list, and their lines with them, moving each once: a record is large, and
// a second vector of them would be the peak of memory.
void put_in_order(std::vector<Incident>& incidents, std::vector<std::size_t>& lines) {
  struct Key {
    Day first;
    IncidentIndex at;
  };
  std::vector<Key> order;
  order.reserve(incidents.size());
  for (const Incident& i : incidents) order.push_back({i.span.first(), static_cast<IncidentIndex>(order.size())});
  std::sort(order.begin(), order.end(),
            [](const Key& a, const Key& b) { return a.first < b.first || (a.first == b.first && a.at < b.at); });
  // By id within a day only: most comparisons are of two numbers.
  for (auto day = order.begin(); day != order.end();) {
    const auto end = std::find_if(day, order.end(), [&](const Key& k) { return k.first != day->first; });
    for (auto key = day; key != end; ++key) __builtin_prefetch(&incidents[key->at].id);
    std::sort(day, end, [&](const Key& a, const Key& b) { return incidents[a.at].id < incidents[b.at].id; });
    day = end;
  }
  // Along each circle of the permutation: what belongs at `to` stands at order[to]. A record is half a kilobyte that
  // nothing has touched for a while, so those of the next steps are asked for while this one is moved.
  constexpr std::size_t kStepsAhead = 8, kCacheLine = 64;
  for (IncidentIndex start = 0; start < order.size(); ++start) {
    if (order[start].at == start) continue;
    Incident first = std::move(incidents[start]);
    const std::size_t first_line = lines[start];
    IncidentIndex to = start, ahead = order[start].at;
    const auto look_ahead = [&] {
      if (ahead == start) return;
      const auto* bytes = reinterpret_cast<const char*>(&incidents[ahead]);
      for (std::size_t at = 0; at < sizeof(Incident); at += kCacheLine) __builtin_prefetch(bytes + at, 1);
      __builtin_prefetch(&lines[ahead], 1);
      ahead = order[ahead].at;
    };
    for (std::size_t step = 0; step < kStepsAhead; ++step) look_ahead();
    for (IncidentIndex from = order[to].at; from != start; from = order[to].at) {
      look_ahead();
      incidents[to] = std::move(incidents[from]);
      lines[to] = lines[from];
      order[to].at = to;
      to = from;
    }
    incidents[to] = std::move(first);
    lines[to] = first_line;
    order[to].at = to;
  }
}

}  // namespace

void read_incidents(TableFile& table, const Links& links, const Areas& areas, const ReadOptions& options,
                    LoadedFolder& out) {
  if (table.state() != TableState::present) return;
  out.all_incident_ids = table.csv().faults.empty();
  const auto repeated = table.repeated("id");
  const std::size_t expected = table.csv().rows_read;
  std::vector<Incident>& incidents = out.dataset.incidents;
  reserve(incidents, expected);  // also where none is kept: whether they would fit is judged too
  out.lines.incidents.reserve(expected);
  CsvCursor csv_rows = table.rows();
  for (std::size_t read = 0; const CsvFields* csv_row = csv_rows.next(); ++read) {
    if (options.progress && read % kRowsBetweenReports == 0) options.progress(read, expected);
    Row row(table, *csv_row, out.report);
    const std::string id = row.id("id", repeated);
    if (row["status"] == name_of(kStatuses, Status::retracted)) {
      // A tombstone is its id: nothing else of a record that was taken back is read or judged.
      if (!row.is_refused()) out.dataset.retracted.push_back(id);
      continue;
    }
    // Where it will stand, for it is half a kilobyte to move; taken back where it is not served.
    Incident& incident = incidents.emplace_back();
    read_incident(row, id, links, areas, out.dataset, incident);
    if (row.is_refused()) {
      out.refused_incidents.push_back(id);
      incidents.pop_back();
    } else if (incident.status == Status::draft && !options.drafts) {
      ++out.report.drafts;
      out.drafts.push_back(id);
      incidents.pop_back();
    } else if (options.records) {
      out.lines.incidents.push_back(row.line());
    } else {
      incidents.pop_back();
    }
  }
  put_in_order(incidents, out.lines.incidents);
  std::sort(out.refused_incidents.begin(), out.refused_incidents.end());
  std::sort(out.drafts.begin(), out.drafts.end());
}

}  // namespace yaad::geo
