// Turns a file of another producer into a data folder, and says what became of every row: read = accepted + refused +
// left out. The rules of a producer are a value of their own (import_ucdp, import_acled, import_gtd, import_mapped);
// here is what they share. What is made is read back with the reader that serves: a row that it refuses is refused here.
//
// Costs about 20 us a row of 1 KB, and the memory of the file and of the folder at once.
#pragma once

#include "geo/areas.hpp"
#include "geo/csv_rows.hpp"
#include "geo/folder_files.hpp"
#include "geo/import_record.hpp"
#include "geo/import_text.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace yaad::geo {

// More rows than this refused, and the file is most likely not what it is taken for.
inline constexpr std::size_t kMaxRefusedPercent = 5;

struct ImportRules {
  std::vector<std::string> required;  // columns without which the file is another one
  // Fills the record, or says why there is none.
  std::function<std::optional<NotTaken>(const ImportRow&, ImportedRecord&)> read;
  std::map<std::string, std::string> title;  // of the dataset, by language
  std::string licence, attribution, contact;
  Encoding encoding = Encoding::detect;
};

struct ImportOptions {
  std::size_t max_rows = kMaxCsvRows;  // more, and nothing is imported
  // Told now and then how many rows are read, and how many there are.
  std::function<void(std::size_t read, std::size_t all)> progress;
};

struct RowAccount {
  std::size_t line = 0;
  std::string id;               // of the record, where there is one
  std::optional<NotTaken> why;  // none: accepted
};

struct ImportReport {
  std::size_t read = 0, accepted = 0, refused = 0, left_out = 0;  // read is the sum of the others, always
  std::vector<RowAccount> rows;                                   // by line
  std::map<std::string, std::size_t> reasons;                     // of those not taken
  bool was_windows_1252 = false;
  std::size_t signs_replaced = 0;
  bool too_many_refused() const { return refused * 100 > read * kMaxRefusedPercent; }
};

struct Imported {
  FolderFiles files;
  ImportReport report;
};

// Fails (bad_data) where the file as a whole is none that can be read, or a required column is missing.
Result<Imported> import_table(std::string bytes, const ImportRules& rules, const Areas& areas,
                              const ImportOptions& options);

// One row for each row of the file: line, outcome, id, column, reason, value.
std::string report_csv(const ImportReport& report);

// Writes a new folder whole or not at all: it is made beside `folder` and takes its name. Fails (unreadable) where
// there is something under that name other than an empty folder, or the disk refuses.
Result<bool> write_new_folder(const std::string& folder, const FolderFiles& files);

}  // namespace yaad::geo
