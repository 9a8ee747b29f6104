// Which records say a word: the folded words of their summaries, places and actors (filter.hpp), each once, with the
// records that have it. A word that is asked for may be a part of one that is said, as `find` on the text would have it.
//
// Built once from a dataset: some 5 us a record in English, 15 us in Urdu and Persian, and 4 bytes for each word that a
// record has, about 100 in all. An answer looks at every different word once, then at the records of those that fit.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace yaad::geo {

struct Dataset;

// A set of records, a bit each.
class RecordSet {
 public:
  RecordSet(std::size_t records, bool all) : bits_((records + 63) / 64, all ? ~std::uint64_t{0} : 0) {}
  bool contains(std::size_t i) const { return (bits_[i / 64] >> (i % 64)) & 1U; }
  void insert(std::size_t i) { bits_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void keep(const RecordSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= other.bits_[i];
  }

 private:
  std::vector<std::uint64_t> bits_;
};

class WordIndex {
 public:
  explicit WordIndex(const Dataset& dataset);

  // Those that say every one of these folded words. The last few answers are kept, for one request asks many times.
  std::shared_ptr<const RecordSet> saying(const std::vector<std::string>& words) const;
  std::size_t bytes() const;

 private:
  void insert_those_saying(const std::string& word, RecordSet& into) const;

  std::size_t records_ = 0;
  std::string words_;                    // all, one space behind each
  std::vector<std::uint32_t> begins_;    // of each word in them, then their end
  std::vector<std::uint64_t> first_of_;  // of each word in records_saying_, then their end
  std::vector<std::uint32_t> records_saying_;

  using Answer = std::pair<std::vector<std::string>, std::shared_ptr<const RecordSet>>;
  mutable std::mutex mutex_;
  mutable std::list<Answer> answers_;  // the latest first
};

}  // namespace yaad::geo
