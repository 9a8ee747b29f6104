#include "geo/word_index.hpp"

#include "geo/dataset.hpp"
#include "geo/fold.hpp"
#include "geo/patience.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace yaad::geo {
namespace {

constexpr std::uint32_t kRecordsALook = 16;  // a record costs a sixteenth of what others count as a step
constexpr std::size_t kAnswersKept = 8;      // of 125 KB for a million records

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Words by number, in the order in which they were met.
class Numbers {
 public:
  // Appends the numbers of the words of this text.
  void add_words(std::string_view text, std::vector<std::uint32_t>& numbers) {
    if (text.empty()) return;
    const std::string folded = fold(text);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      numbers.push_back(number_of(std::string_view(folded).substr(at, end - at)));
      at = end + 1;
    }
  }
  const std::vector<std::string_view>& words() const { return words_; }

 private:
  std::uint32_t number_of(std::string_view word) {
    if (const auto known = numbers_.find(word); known != numbers_.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(words_.size());
    words_.push_back(numbers_.emplace(word, number).first->first);
    return number;
  }
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> numbers_;
  std::vector<std::string_view> words_;
};

// Of places and actors, whose names are folded once and not for each record.
using Named = std::vector<std::vector<std::uint32_t>>;

Named words_of_places(const Dataset& dataset, Numbers& numbers) {
  Named named(dataset.places.size());
  for (std::size_t i = 0; i < named.size(); ++i) {
    const Place& place = dataset.places[i];
    for (const std::string* name : {&place.name, &place.name_ur, &place.name_fa, &place.name_ps})
      numbers.add_words(*name, named[i]);
    for (const std::string& alias : place.aliases) numbers.add_words(alias, named[i]);
  }
  return named;
}

Named words_of_actors(const Dataset& dataset, Numbers& numbers) {
  Named named(dataset.actors.size());
  for (std::size_t i = 0; i < named.size(); ++i) numbers.add_words(dataset.actors[i].name, named[i]);
  return named;
}

}  // namespace

WordIndex::WordIndex(const Dataset& dataset) : records_(dataset.incidents.size()) {
  Numbers numbers;
  const Named of_places = words_of_places(dataset, numbers), of_actors = words_of_actors(dataset, numbers);
  std::vector<std::uint32_t> said, of_record;  // record after record; of one
  std::vector<std::uint64_t> ends;
  ends.reserve(records_);
  for (const Incident& incident : dataset.incidents) {
    of_record.clear();
    for (const std::string* text : {&incident.summary, &incident.summary_ur, &incident.summary_fa})
      numbers.add_words(*text, of_record);
    const auto add = [&](const std::vector<std::uint32_t>& words) {
      of_record.insert(of_record.end(), words.begin(), words.end());
    };
    if (incident.place) add(of_places[*incident.place]);
    for (const ActorIndex actor : incident.actors) add(of_actors[actor]);
    std::sort(of_record.begin(), of_record.end());
    of_record.erase(std::unique(of_record.begin(), of_record.end()), of_record.end());
    said.insert(said.end(), of_record.begin(), of_record.end());
    ends.push_back(said.size());
  }

  for (const std::string_view word : numbers.words()) {
    begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    words_.append(word).append(1, ' ');
  }
  begins_.push_back(static_cast<std::uint32_t>(words_.size()));

  // From the words of each record to the records of each word, by counting.
  first_of_.assign(numbers.words().size() + 1, 0);
  for (const std::uint32_t word : said) ++first_of_[word + 1];
  for (std::size_t i = 1; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
  std::vector<std::uint64_t> next(first_of_.begin(), first_of_.end() - 1);
  records_saying_.resize(said.size());
  std::uint64_t at = 0;
  for (std::size_t record = 0; record < records_; ++record)
    for (; at < ends[record]; ++at) records_saying_[next[said[at]]++] = static_cast<std::uint32_t>(record);
}

void WordIndex::insert_those_saying(const std::string& word, RecordSet& into) const {
  for (std::size_t at = words_.find(word); at != std::string::npos;) {
    const auto behind = std::upper_bound(begins_.begin(), begins_.end(), static_cast<std::uint32_t>(at));
    const auto number = static_cast<std::size_t>(behind - begins_.begin()) - 1;
    for (std::uint64_t i = first_of_[number]; i < first_of_[number + 1]; ++i) into.insert(records_saying_[i]);
    look_up(1 + static_cast<std::uint32_t>(first_of_[number + 1] - first_of_[number]) / kRecordsALook);
    at = words_.find(word, *behind);  // each word once
  }
}

std::shared_ptr<const RecordSet> WordIndex::saying(const std::vector<std::string>& words) const {
  {
    const std::lock_guard lock(mutex_);
    for (auto answer = answers_.begin(); answer != answers_.end(); ++answer) {
      if (answer->first != words) continue;
      answers_.splice(answers_.begin(), answers_, answer);
      return answers_.front().second;
    }
  }
  auto said = std::make_shared<RecordSet>(records_, true);
  for (const std::string& word : words) {
    RecordSet those(records_, false);
    insert_those_saying(word, those);
    said->keep(those);
  }
  const std::lock_guard lock(mutex_);
  answers_.emplace_front(words, said);
  if (answers_.size() > kAnswersKept) answers_.pop_back();
  return said;
}

std::size_t WordIndex::bytes() const {
  return words_.capacity() + begins_.capacity() * sizeof(std::uint32_t) + first_of_.capacity() * sizeof(std::uint64_t) +
         records_saying_.capacity() * sizeof(std::uint32_t);
}

}  // namespace yaad::geo
