#include "geo/field_parsers.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace yaad::geo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view t) { return !t.empty() && std::all_of(t.begin(), t.end(), is_digit); }
bool ascii(std::string_view t) {
  return std::all_of(t.begin(), t.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
std::string_view trimmed(std::string_view t) {
  while (!t.empty() && t.front() == ' ') t.remove_prefix(1);
  while (!t.empty() && t.back() == ' ') t.remove_suffix(1);
  return t;
}

Error bad(std::string_view text, std::string why) {
  return {Errc::bad_text, quoted(text) + ' ' + std::move(why), {}, {}};
}

// "killed" for killed_low, killed and killed_high; blank for columns that have no bounds beside them.
std::string_view bounded_figure(std::string_view field) {
  if (field.substr(0, 7) == "injured") return "injured";
  return field.substr(0, 6) == "killed" && field != "killed_perpetrators" ? "killed" : std::string_view();
}

std::string count_cure(std::string_view t, std::string_view field) {
  const std::string_view figure = bounded_figure(field);
  const std::string name(figure);
  if (t.empty() || !ascii(t)) return "write the digits 0-9";
  if (t.front() == ' ' || t.back() == ' ') return "take the space away";
  if (t.front() == '-' && all_digits(t.substr(1))) return "it cannot be negative; leave it blank where it is not known";
  std::string digits;
  std::copy_if(t.begin(), t.end(), std::back_inserter(digits), [](char c) { return c != ',' && c != '\''; });
  if (all_digits(digits) && digits.size() < t.size()) return "write " + digits;
  const std::size_t point = t.find('.');
  if (point != std::string_view::npos && all_digits(t.substr(0, point)) &&
      t.substr(point + 1).find_first_not_of('0') == std::string_view::npos) {
    return "write " + std::string(t.substr(0, point));
  }
  if (!figure.empty() && std::count_if(t.begin(), t.end(), is_digit) > 0 &&
      t.find_first_of("-~/+><") != std::string_view::npos) {
    return "use " + name + "_low and " + name + "_high";
  }
  if (std::none_of(t.begin(), t.end(), is_digit))
    return "leave it blank where no number is stated; words belong in note";
  return "write it in plain digits";
}

std::string decimal_cure(std::string_view t) {
  if (!ascii(t)) return "write decimal degrees in the digits 0-9, as 30.1841";
  if (t.find_first_not_of("0123456789,-") == std::string_view::npos && std::count(t.begin(), t.end(), ',') == 1) {
    std::string point(t);
    std::replace(point.begin(), point.end(), ',', '.');
    return "write " + point + ", with a point";
  }
  if (t.find_first_of("NSEWnsew'\"") != std::string_view::npos) {
    return "write decimal degrees without a letter, as 30.1841; south and west are negative";
  }
  return "write decimal degrees, as 30.1841";
}

}  // namespace

Result<std::uint32_t> parse_count(std::string_view t, std::string_view field) {
  if (!all_digits(t)) return bad(t, "is not a whole number (" + count_cure(t, field) + ')');
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
  if (error != std::errc() || value > kMaxCount) return bad(t, "is larger than 10,000,000 (a typing error?)");
  return value;
}

Result<double> parse_decimal(std::string_view t) {
  const std::string_view digits = t.substr(0, 1) == "-" ? t.substr(1) : t;
  const std::size_t point = digits.find('.');
  const bool shaped = point == std::string_view::npos
                          ? all_digits(digits)
                          : all_digits(digits.substr(0, point)) && all_digits(digits.substr(point + 1));
  double value = 0;
  if (shaped) {
    const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value, std::chars_format::fixed);
    if (error == std::errc() && end == t.data() + t.size()) return value;
  }
  return bad(t, "is not a decimal number (" + decimal_cure(t) + ')');
}

bool is_id(std::string_view t) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  return !t.empty() && t.size() <= 64 && std::all_of(t.begin(), t.end(), allowed);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    parts.emplace_back(trimmed(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

namespace {

// The part between "//" and the path.
std::string_view authority(std::string_view url) {
  const std::size_t start = url.find("//") + 2;
  return url.substr(start, url.find_first_of("/?#", start) - start);
}

bool has_prefix(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  return std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                    [](char want, char c) { return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c); });
}

}  // namespace

std::string url_fault(std::string_view url) {
  if (!has_prefix(url, "http://") && !has_prefix(url, "https://")) {
    const std::string scheme = url.find(':') < 20 ? std::string(url.substr(0, url.find(':') + 1)) : std::string();
    return quoted(url) + " is not a web address" + (scheme.empty() ? "" : " (" + quoted(scheme) + " is not allowed)") +
           " (write http:// or https:// in front)";
  }
  if (url.size() > kMaxUrlLength) return "the address is longer than 2048 characters";
  if (!ascii(url))
    return quoted(url) + " has signs outside ASCII (copy the address from the browser, which encodes them)";
  if (url.find_first_of(" \n\\<>\"`{}|^") != std::string_view::npos)
    return quoted(url) + " has a space or a sign that no address has (encode it with %)";
  if (authority(url).find('@') != std::string_view::npos)
    return quoted(url) + " holds a user name (take away what stands before the @)";
  if (url_host(url).empty()) return quoted(url) + " has no host";
  return {};
}

std::string_view url_host(std::string_view url) {
  const std::string_view a = authority(url);
  if (!a.empty() && a.front() == '[')
    return a.substr(0, a.find(']') == std::string_view::npos ? a.size() : a.find(']') + 1);
  return a.substr(0, a.find(':'));
}

bool is_ip_address(std::string_view host) {
  if (host.empty()) return false;
  if (host.front() == '[') return true;
  // Browsers read 1.2.3.4, 0x7f.1 and 2130706433 all as addresses: the last part decides (WHATWG URL, section 3.5).
  const std::string_view last = host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
  if (all_digits(last)) return true;
  return last.size() > 2 && (last.substr(0, 2) == "0x" || last.substr(0, 2) == "0X") &&
         last.substr(2).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

}  // namespace yaad::geo
