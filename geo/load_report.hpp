// What a reading of a folder found: one finding a fault, and for each file how many rows were read and refused.
// Plain lists that grow with the faults, not with the rows; nothing here decides what is a fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

enum class Severity : std::uint8_t { error, warning };

// One line of `yaad check`: incidents.csv:41: killed: "12-15" is not a whole number (use killed_low and killed_high)
struct Finding {
  Severity severity = Severity::error;
  std::string file;
  std::size_t line = 0;  // 0: the file as a whole
  std::string field;     // blank: the row as a whole
  std::string detail;
  friend bool operator==(const Finding&, const Finding&) = default;
};
std::string to_text(const Finding& finding);

struct FileAccount {
  std::string file;
  std::size_t read = 0, accepted = 0, refused = 0;  // read = accepted + refused, always
};

struct LoadReport {
  std::vector<FileAccount> files;
  std::vector<Finding> findings;             // errors first, then by file and line
  std::vector<std::string> unknown_columns;  // "incidents.csv: victim_names": reported, never served
  std::size_t withheld = 0;                  // records that dataset.json says are kept back
  std::size_t drafts = 0;                    // accepted rows that are not served because they are drafts
  bool servable = true;                      // false: see the first finding

  void error(std::string_view file, std::size_t line, std::string_view field, std::string detail);
  void warn(std::string_view file, std::size_t line, std::string_view field, std::string detail);
};

// Errors before warnings, then by file and line; findings of one line stay in the order they were made.
void sort_findings(std::vector<Finding>& findings);

}  // namespace yaad::geo
