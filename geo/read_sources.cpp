// sources.csv and actors.csv: what other rows refer to, with nothing above them.
#include "geo/field_parsers.hpp"
#include "geo/read_tables.hpp"
#include "geo/utf8.hpp"

#include <limits>
#include <string_view>

namespace yaad::geo {
namespace {

bool is_language(std::string_view t) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return (t.size() == 2 || t.size() == 3) && std::all_of(t.begin(), t.end(), letter);
}

struct ActorRow {
  Actor actor;
  std::string parent;
  std::size_t line = 0;
};

// Takes back rows whose parent is unknown or whose parents lead in a circle, until every parent stands.
void judge_parents(std::vector<ActorRow>& rows, TableFile& table, LoadReport& report) {
  const auto find = [&rows](const std::string& code) -> const ActorRow* {
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const ActorRow& r) { return r.actor.code == code; });
    return it == rows.end() ? nullptr : &*it;
  };
  const auto fault = [&](const ActorRow& row) -> std::string {
    std::size_t steps = 0;
    for (const ActorRow* up = &row; !up->parent.empty(); ++steps) {
      if (steps > rows.size())
        return quoted(row.parent) + " leads back to this group (a group cannot stand above itself)";
      const ActorRow* next = find(up->parent);
      if (next == nullptr && up == &row)
        return quoted(row.parent) + " is not among the accepted rows of actors.csv (add it there, or correct the code)";
      if (next == nullptr) return {};  // its own row is refused first
      up = next;
    }
    return {};
  };
  for (bool changed = true; changed;) {
    changed = false;
    std::vector<std::pair<std::size_t, std::string>> bad;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (std::string why = fault(rows[i]); !why.empty()) bad.emplace_back(i, std::move(why));
    for (auto it = bad.rbegin(); it != bad.rend(); ++it) {  // NOLINT(modernize-loop-convert): backwards
      const ActorRow& row = rows[it->first];
      report.error(table.file(), row.line, "parent", it->second);
      table.refused_ids.emplace(row.actor.code, row.line);
      --table.accepted;
      ++table.refused;
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(it->first));
      changed = true;
    }
  }
}

}  // namespace

void read_sources(Linkable<SourceIndex>& sources, LoadedFolder& out) {
  if (sources.table.state() != TableState::present) return;
  const auto repeated = sources.table.repeated("id");
  std::vector<std::pair<Source, std::size_t>> rows;
  CsvCursor csv_rows = sources.table.rows();
  while (const CsvFields* csv_row = csv_rows.next()) {
    Row row(sources.table, *csv_row, out.report);
    Source s;
    s.id = row.id("id", repeated);
    s.title = row.text("title", kMaxSentence);
    s.publisher = row.text("publisher", kMaxName);
    s.author = row.text("author", kMaxName);
    s.url = row.url("url");
    s.published = row.date("published", nullptr);
    s.quote = row.text("quote", kMaxSentence);
    s.lang = row["lang"];
    if (!s.lang.empty() && !is_language(s.lang))
      row.refuse("lang", quoted(s.lang) + " is not a language code (en, ur, fa, ps …)");
    s.kind = row.code<SourceKind>(kSourceKinds, "kind").value_or(SourceKind::newspaper);
    s.accessed = row.date("accessed", nullptr);
    s.archived = row.url("archived");
    s.graphic = row["graphic"] == "yes";
    if (!s.graphic && !row["graphic"].empty())
      row.refuse("graphic", quoted(row["graphic"]) + " is neither yes nor blank");
    if (!row.is_refused()) rows.emplace_back(std::move(s), row.line());
  }
  store_sorted(
      std::move(rows), [](const Source& a, const Source& b) { return a.id < b.id; }, out.dataset.sources,
      out.lines.sources);
  for (std::size_t i = 0; i < out.dataset.sources.size(); ++i)
    sources.index.emplace(out.dataset.sources[i].id, static_cast<SourceIndex>(i));
}

void read_actors(Linkable<ActorIndex>& actors, LoadedFolder& out) {
  if (actors.table.state() != TableState::present) return;
  const auto repeated = actors.table.repeated("code");
  std::vector<ActorRow> read;
  CsvCursor csv_rows = actors.table.rows();
  while (const CsvFields* csv_row = csv_rows.next()) {
    Row row(actors.table, *csv_row, out.report);
    ActorRow a;
    a.line = row.line();
    a.actor.code = row.id("code", repeated);
    a.actor.name = row.text("name", kMaxName);
    if (a.actor.name.empty()) row.refuse("name", "is blank (a group needs an English name)");
    a.actor.name_ur = row.text("name_ur", kMaxName);
    a.actor.name_fa = row.text("name_fa", kMaxName);
    a.actor.aliases = row.list("aliases");
    a.parent = row["parent"];
    if (read.size() >= std::numeric_limits<ActorIndex>::max())
      row.refuse("", "is one group more than the 65,535 that are read");
    if (!row.is_refused()) read.push_back(std::move(a));
  }
  judge_parents(read, actors.table, out.report);
  std::sort(read.begin(), read.end(), [](const ActorRow& a, const ActorRow& b) { return a.actor.code < b.actor.code; });
  for (std::size_t i = 0; i < read.size(); ++i) actors.index.emplace(read[i].actor.code, static_cast<ActorIndex>(i));
  for (ActorRow& a : read) {
    if (!a.parent.empty()) a.actor.parent = actors.index.at(a.parent);
    out.dataset.actors.push_back(std::move(a.actor));
    out.lines.actors.push_back(a.line);
  }
}

}  // namespace yaad::geo
