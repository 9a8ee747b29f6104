// The tables of a data folder while an import fills them: records with the places, sources and groups they name, each
// of these written once however many records name it. Ids are made from what a row says, so that importing a file
// again, or a later version of it, gives the same ids. Costs the memory of the text that is written.
#pragma once

#include "geo/folder_files.hpp"
#include "geo/import_record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yaad::geo {

// Rows of one table that others refer to, in the order in which they were first named.
class NamedRows {
 public:
  // The row whose text is `row`, under `id` or, where another row has that id already, the id with a number behind it.
  std::uint32_t add(std::string id, std::string row);
  const std::string& id(std::uint32_t i) const { return rows_[i].first; }
  const std::string& row(std::uint32_t i) const { return rows_[i].second; }
  std::size_t size() const { return rows_.size(); }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
};

class ImportTables {
 public:
  void add(std::size_t line, const ImportedRecord& record);
  std::size_t size() const { return records_.size(); }
  // The line of the file that the nth record was read from, and its id.
  std::size_t line(std::size_t n) const { return records_[n].line; }
  std::string_view id(std::size_t n) const {
    return std::string_view(text_).substr(records_[n].begin, records_[n].id_size);
  }
  // Takes a record out again, with all that only it names.
  void drop(std::size_t n) { records_[n].dropped = true; }
  bool is_dropped(std::size_t n) const { return records_[n].dropped; }

  // incidents.csv holds the records that are not dropped, in order, each on one line.
  FolderFiles files(std::string dataset_json) const;

 private:
  enum Table : std::uint8_t { places, sources, actors, tables };
  struct Reference {
    Table table;
    std::uint32_t row;
  };
  struct Record {
    std::size_t line = 0, begin = 0, size = 0, id_size = 0;  // of its row in text_
    std::size_t references = 0, reference_count = 0;
    bool dropped = false;
  };
  const std::string& refer(Table table, std::uint32_t row);
  std::string refer_to_actors(const std::vector<std::string>& names);
  std::string refer_to_sources(const std::vector<ImportedSource>& all);

  std::string text_;  // rows of incidents.csv
  std::vector<Record> records_;
  std::vector<Reference> references_;
  NamedRows named_[tables];
};

}  // namespace yaad::geo
