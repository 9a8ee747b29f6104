// What filters ask of every record, side by side: a question that reads all records reads five bytes of each here
// instead of a line of memory there, which is ten times as fast. Built once for a snapshot, after its dataset is finished;
// costs 9 bytes a record beside the words.
#pragma once

#include "geo/dataset.hpp"
#include "geo/word_index.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace yaad::geo {

struct RecordColumns {
  explicit RecordColumns(const Dataset& dataset);

  static constexpr std::uint32_t kNoFigure = ~std::uint32_t{0};

  // By record, as they stand in the dataset.
  std::vector<std::uint32_t> killed;  // what is counted (tally.hpp), or kNoFigure
  std::vector<DatePrecision> date_precision;
  std::vector<std::uint32_t> codes;  // where in all_codes
  // Country, area and district as they occur together: some hundreds.
  std::vector<std::array<std::string, 3>> all_codes;
  WordIndex words;
};

}  // namespace yaad::geo
