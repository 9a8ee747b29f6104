#include "geo/check_parts.hpp"
#include "geo/field_parsers.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace yaad::geo {
namespace {

constexpr const char* kFile = "sources.csv";

// What is short enough to quote without the publisher's leave.
constexpr std::size_t kMaxQuoteWords = 25;

// A mark of a cut is no word.
std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find_first_not_of(" \n", at);
    if (start == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \n", start), text.size());
    const std::string_view word = text.substr(start, end - start);
    if (word != "[…]" && word != "…" && word != "[...]" && word != "...") ++words;
    at = end;
  }
  return words;
}

// Rows of a dataset and pages of an encyclopedia bear no date of their own; their address says which edition.
bool is_dated(SourceKind kind) { return kind != SourceKind::dataset && kind != SourceKind::encyclopedia; }

// A passage without an address says in its title why there is none.
bool says_why_no_url(std::string_view title) {
  constexpr std::array<std::string_view, 3> reasons{"seed text", "through a mirror", "in print"};
  return std::any_of(reasons.begin(), reasons.end(),
                     [&](std::string_view r) { return title.find(r) != std::string_view::npos; });
}

}  // namespace

void check_sources(const LoadedFolder& folder, Findings& out) {
  const auto& sources = folder.dataset.sources;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& s = sources[i];
    const std::size_t line = folder.lines.sources[i];
    const auto look = [&](const char* field, std::string detail) { warn(out, kFile, line, field, std::move(detail)); };
    if (s.title.empty()) look("title", "is blank (a reader is shown nothing to follow)");
    if (s.quote.empty())
      look("quote", "is blank: nothing shows what the source states (quote at most 25 words, exactly)");
    if (const std::size_t words = count_words(s.quote); words > kMaxQuoteWords) {
      look("quote", "has " + std::to_string(words) + " words (quote at most 25; mark what is cut with […])");
    }
    if (s.published.empty() && is_dated(s.kind)) {
      look("published", "is blank: a source without a date (write what is known, as 2013 or ../2013)");
    }
    if (s.url.empty() && !says_why_no_url(s.title)) {
      look("url",
           "is blank: a source without an address (give one, or say in title: seed text, read through a mirror, in "
           "print)");
    }
    for (const auto& [field, url] : {std::pair{"url", &s.url}, std::pair{"archived", &s.archived}}) {
      if (!url->empty() && is_ip_address(url_host(*url))) {
        look(field, quoted(*url) + " has a bare network address as its host (give the site's name, or leave it blank)");
      }
    }
  }
}

}  // namespace yaad::geo
