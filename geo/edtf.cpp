#include "geo/edtf.hpp"

#include "geo/edtf_hints.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace yaad::geo {
namespace {

// The longest sensible date, a set of a few days, has about 60 characters.
constexpr std::size_t kMaxLength = 256;
constexpr int kLastYear = 9999;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_qualifier(char c) { return c == '?' || c == '~' || c == '%'; }

// A date or the reason why it is none.
struct Parsed {
  Edtf date;
  bool unspecified = false;  // has X
  std::string fault;         // "" when it is a date
};
Parsed fault(std::string why) { return {{}, false, std::move(why)}; }

// Year, month (or season) and day as they are written: digits and X.
using Components = std::vector<std::string_view>;

std::string season_fault(int value) {
  if (value >= 25 && value <= 41) {
    return "has the sub-year group " + std::to_string(value) + " of level 2, which is not read (seasons are 21 to 24)";
  }
  return "has no such month (" + std::to_string(value) +
         "; months are 01 to 12, seasons 21 to 24; a span of years is 2013/2014)";
}

int value_of(std::string_view digits) {
  int v = 0;
  for (const char c : digits) v = v * 10 + (c - '0');
  return v;
}

std::size_t count_x(std::string_view t) { return static_cast<std::size_t>(std::count(t.begin(), t.end(), 'X')); }

Parsed year_span(std::string_view year, std::size_t unknown) {
  std::string low(year), high(year);
  for (std::size_t i = year.size() - unknown; i < year.size(); ++i) {
    low[i] = '0';
    high[i] = '9';
  }
  if (value_of(low) < 1) return fault("has a year before year 1 (years are 0001 to 9999)");
  return {{DateSpan::between(day_of({value_of(low), 1, 1}), day_of({value_of(high), 12, 31})), false, false},
          unknown > 0,
          {}};
}

Parsed season_span(int year, int season) {
  if (season > 24) return fault(season_fault(season));
  const int first_month = 3 * (season - 20);  // 21 is March to May
  if (season < 24) {
    const int last_month = first_month + 2;
    return {
        {DateSpan::between(day_of({year, first_month, 1}), day_of({year, last_month, days_in_month(year, last_month)})),
         false, false},
        false,
        {}};
  }
  if (year == kLastYear) return fault("reaches past year 9999");
  return {{DateSpan::between(day_of({year, 12, 1}), day_of({year + 1, 2, days_in_month(year + 1, 2)})), false, false},
          false,
          {}};
}

// Level 1 leaves digits open from the right only: the last one or two of a year, a whole month, a whole day.
Parsed span_of(const Components& parts) {
  const std::string_view year = parts[0];
  const std::size_t open_years = count_x(year);
  if (open_years > 0) {
    const bool at_the_end = year.substr(4 - open_years).find_first_not_of('X') == std::string_view::npos;
    if (open_years > 2 || !at_the_end || parts.size() > 1) {
      return fault(
          "leaves digits open as only level 2 does (write 201X or 20XX alone; leave the field blank where nothing is "
          "known)");
    }
    return year_span(year, open_years);
  }
  if (value_of(year) < 1) return fault("has a year before year 1 (years are 0001 to 9999)");
  if (parts.size() == 1) return year_span(year, 0);

  const int y = value_of(year);
  const std::string_view month = parts[1];
  const bool month_open = month == "XX";
  if (!month_open && count_x(month) > 0)
    return fault("leaves one digit of the month open, as only level 2 does (write 2013-XX)");
  if (parts.size() == 3 && count_x(parts[2]) == 1) {
    return fault("leaves one digit of the day open, as only level 2 does (write 2013-02-XX)");
  }
  if (month_open) {
    if (parts.size() == 3 && parts[2] != "XX")
      return fault("gives a day of an open month, as only level 2 does (write 2013-XX-XX)");
    Parsed p = year_span(year, 0);
    p.unspecified = true;
    return p;
  }
  const int m = value_of(month);
  if (m == 0) return fault("has month 00 (write " + std::string(year) + " where the month is not known)");
  if (m > 20) {
    if (parts.size() == 3) return fault("has a day after a season");
    return season_span(y, m);
  }
  if (m > 12) return fault(season_fault(m));
  const int last = days_in_month(y, m);
  if (parts.size() == 2 || parts[2] == "XX") {
    return {{DateSpan::between(day_of({y, m, 1}), day_of({y, m, last})), false, false}, parts.size() == 3, {}};
  }
  const int d = value_of(parts[2]);
  const std::string month_text = std::string(year) + "-" + std::string(month);
  if (d == 0) return fault("has day 00 (write " + month_text + " where the day is not known)");
  if (d > last) return fault("is no day of the calendar (" + month_text + " has " + std::to_string(last) + " days)");
  return {{DateSpan::day(day_of({y, m, d})), false, false}, false, {}};
}

// YYYY, YYYY-MM or YYYY-MM-DD in shape; the digits may be X.
std::optional<Components> components(std::string_view text) {
  Components parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('-', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    const bool digits = std::all_of(part.begin(), part.end(), [](char c) { return is_digit(c) || c == 'X'; });
    if (!digits || part.size() != (parts.empty() ? 4U : 2U) || parts.size() == 3) return std::nullopt;
    parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

// Level 1 has one sign of doubt, at the end, for the whole date.
Parsed parse_date(std::string_view text) {
  if (text.empty()) return fault("has an empty part");
  const char sign = is_qualifier(text.back()) && text.size() > 1 ? text.back() : '\0';
  const std::string_view bare = sign == '\0' ? text : text.substr(0, text.size() - 1);
  if (sign != '\0' && is_qualifier(bare.back())) {
    return fault("has two signs of doubt together (? is uncertain, ~ approximate, % both)");
  }
  const auto parts = components(bare);
  if (!parts) {
    std::string without(text);
    std::erase_if(without, is_qualifier);
    if (without.size() < bare.size() && components(without)) {
      return fault("has a sign of doubt inside the date, as only level 2 does (write it at the end, as 2013-02-16?)");
    }
    return fault(edtf_hint(text));
  }
  Parsed p = span_of(*parts);
  p.date.uncertain = sign == '?' || sign == '%';
  p.date.approximate = sign == '~' || sign == '%';
  return p;
}

Parsed between(const Parsed& from, const Parsed& to) {
  const Day first = from.date.span.first(), last = to.date.span.last();
  if (first > last) return fault("ends before it begins (" + iso(first) + " to " + iso(last) + ": swap the two)");
  return {{DateSpan::between(first, last), from.date.uncertain || to.date.uncertain,
           from.date.approximate || to.date.approximate},
          false,
          {}};
}

Parsed parse_interval(std::string_view text, std::size_t slash) {
  const std::string_view ends[2] = {text.substr(0, slash), text.substr(slash + 1)};
  if (ends[0].empty() && ends[1].empty())
    return fault("has nothing at either end (leave the field blank where no date is known)");
  const bool abbreviated =
      ends[0].size() >= 4 && (ends[1].size() == 1 || ends[1].size() == 2) && is_digit(ends[1].back());
  if (ends[1].find('/') != std::string_view::npos) return fault(edtf_hint(text));
  Parsed parts[2];
  for (int i = 0; i < 2; ++i) {
    if (ends[i].empty() || ends[i] == "..") continue;  // open: the sentinel of an unbounded span
    parts[i] = parse_date(ends[i]);
    if (!parts[i].fault.empty()) {
      if (i == 1 && abbreviated)
        return fault("is cut short after the / (write the second date in full, as 2013-02-16/2013-02-17)");
      // "16/02" and "n/a" are no intervals: what the whole text looks like says more than one half.
      return ends[i].size() < 4 ? fault(edtf_hint(text)) : parts[i];
    }
    if (parts[i].unspecified)
      return fault("leaves digits open inside an interval, as only level 2 does (write the first and the last day)");
  }
  return between(parts[0], parts[1]);
}

// [a,b] one of them, [a..b] one day of that range, {a,b} all of them: the span from the first to the last.
Parsed parse_set(std::string_view text) {
  const bool all_of = text.front() == '{';
  if (text.size() < 2 || text.back() != (all_of ? '}' : ']')) return fault("has a bracket that is not closed");
  const std::string_view inside = text.substr(1, text.size() - 2);
  const std::size_t dots = inside.find("..");
  if (dots != std::string_view::npos) {
    if (inside.find(',') != std::string_view::npos)
      return fault("mixes .. and , in a set, which is not read (write the dates with commas)");
    if (all_of) return fault("is every date of a range, which is not read as a set (write 2013-02-16/2013-02-20)");
    if (dots == 0 || dots + 2 == inside.size())
      return fault("is a set with an open end, which is not read (write ../2013 or 2013/..)");
    Parsed a = parse_date(inside.substr(0, dots)), b = parse_date(inside.substr(dots + 2));
    if (!a.fault.empty()) return a;
    if (!b.fault.empty()) return b;
    return between(a, b);
  }
  if (inside.find(',') == std::string_view::npos)
    return fault("is a set of fewer than two dates (write the date without brackets)");
  std::optional<DateSpan> span;
  Edtf out;
  for (std::size_t at = 0; at <= inside.size();) {
    const std::size_t end = std::min(inside.find(',', at), inside.size());
    Parsed p = parse_date(inside.substr(at, end - at));
    if (!p.fault.empty()) return p;
    const DateSpan s = p.date.span;
    span = span ? DateSpan::between(std::min(span->first(), s.first()), std::max(span->last(), s.last())) : s;
    out.uncertain |= p.date.uncertain;
    out.approximate |= p.date.approximate;
    at = end + 1;
  }
  out.span = *span;
  return {out, false, {}};
}

Parsed parse(std::string_view text) {
  if (text.size() > kMaxLength) return fault("is longer than 256 characters");
  if (text.front() == '[' || text.front() == '{') return parse_set(text);
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? parse_date(text) : parse_interval(text, slash);
}

}  // namespace

Result<Edtf> parse_edtf(std::string_view text) {
  if (text.empty()) return Edtf{};
  Parsed p = parse(text);
  if (p.fault.empty()) return p.date;
  return Error{Errc::bad_text, quoted(text) + ' ' + p.fault, {}, {}};
}

}  // namespace yaad::geo
