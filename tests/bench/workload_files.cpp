// The workload in files: its own CSV, the list of requests, and the data folder that the program serves.
#include "tests/bench/workload.hpp"

#include "tests/bench/asked.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>

namespace yaad::bench {
namespace {

constexpr std::string_view kColumns = "id,lon,lat,t,fatalities,injured,attack_type,actor,precision";
constexpr std::string_view kRequestColumns = "i,z,x,y,t0,t1,kind,atk_mask,act_mask";

// Text that goes to a file a megabyte at a time.
class Writer {
 public:
  explicit Writer(const std::string& path) : path_(path), file_(path, std::ios::binary) {}
  ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Writer& text(std::string_view t) {
    buffer_ += t;
    return *this;
  }
  template <class Number>
  Writer& number(Number n) {
    std::array<char, 32> digits{};
    buffer_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr);
    return *this;
  }
  Writer& degrees(double d) {
    std::array<char, 400> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), d, std::chars_format::fixed).ptr;
    buffer_.append(digits.data(), end);
    return *this;
  }
  Writer& comma() { return text(","); }
  void end_row() {
    buffer_ += '\n';
    if (buffer_.size() > kFull) flush();
  }
  void close() {
    flush();
    file_.close();
    if (!file_) throw std::runtime_error("cannot write " + path_);
  }

 private:
  static constexpr std::size_t kFull = std::size_t{1} << 20;
  void flush() {
    file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }
  std::string path_;
  std::ofstream file_;
  std::string buffer_;
};

// The fields of one line of a CSV without quotes, each read as what it is to be.
class Fields {
 public:
  Fields(std::string_view line, const std::string& path, std::size_t number)
      : rest_(line), where_(path + ':' + std::to_string(number)) {}
  std::string_view text() {
    const std::size_t end = std::min(rest_.find(','), rest_.size());
    const std::string_view field = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return field;
  }
  template <class Number>
  Number number(Number least, Number most) {
    const std::string_view field = text();
    Number value{};
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !(value >= least && value <= most))
      throw std::runtime_error(where_ + ": \"" + std::string(field) + "\" is no number of this column");
    return value;
  }

 private:
  std::string_view rest_;
  std::string where_;
};

// Calls row(fields) for each line under a header that must be the given one.
template <class OnRow>
void read_lines(const std::string& path, std::string_view header, OnRow row) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::string line;
  const auto next = [&] {
    if (!std::getline(file, line)) return false;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return true;
  };
  if (!next() || line != header) throw std::runtime_error(path + ": the first line is not " + std::string(header));
  for (std::size_t number = 2; next(); ++number)
    if (!line.empty() && !row(Fields(line, path, number))) return;
}

void write_info(const Workload& w, const std::string& folder, std::string_view title) {
  Writer json(folder + "/dataset.json");
  json.text(R"({"title": {"en": ")").text(title).text(R"("}, "licence": "CC0 1.0", "attribution": "made up")");
  if (w.size() > 0) {
    const auto [west, east] = std::minmax_element(w.lon.begin(), w.lon.end());
    const auto [south, north] = std::minmax_element(w.lat.begin(), w.lat.end());
    json.text(R"(, "extent": [)").degrees(*west).comma().degrees(*south).comma().degrees(*east).comma();
    json.degrees(*north).text("]");
  }
  json.text("}\n").close();
}

void write_groups(const std::string& folder) {
  Writer csv(folder + "/actors.csv");
  csv.text("code,name").end_row();
  for (unsigned g = 0; g < kGroups; ++g) csv.text(group_code(g)).text(",Group ").number(g).end_row();
  csv.close();
}

}  // namespace

Workload read_workload(const std::string& path, std::size_t rows) {
  Workload out;
  read_lines(path, kColumns, [&](Fields f) {
    if (out.size() == rows) return false;
    f.text();  // the id: rows are known by their number
    out.lon.push_back(f.number(-180.0, 180.0));
    out.lat.push_back(f.number(-90.0, 90.0));
    out.t.push_back(f.number<std::int64_t>(-2208988800, 253402300799));  // the years 1900 to 9999
    out.killed.push_back(f.number(0U, 10'000'000U));
    out.injured.push_back(f.number(0U, 10'000'000U));
    out.attack.push_back(static_cast<std::uint8_t>(f.number(0U, kAttackKinds - 1)));
    out.group.push_back(static_cast<std::uint8_t>(f.number(0U, kGroups - 1)));
    out.precision.push_back(static_cast<std::uint8_t>(f.number(1U, 5U)));
    return true;
  });
  return out;
}

void write_workload(const Workload& w, const std::string& path) {
  Writer csv(path);
  csv.text(kColumns).end_row();
  for (std::size_t i = 0; i < w.size(); ++i) {
    csv.number(i).comma().degrees(w.lon[i]).comma().degrees(w.lat[i]).comma().number(w.t[i]).comma();
    csv.number(w.killed[i]).comma().number(w.injured[i]).comma().number(unsigned{w.attack[i]}).comma();
    csv.number(unsigned{w.group[i]}).comma().number(unsigned{w.precision[i]}).end_row();
  }
  csv.close();
}

std::vector<Request> read_requests(const std::string& path) {
  std::vector<Request> out;
  read_lines(path, kRequestColumns, [&](Fields f) {
    Request r;
    f.text();
    r.z = f.number(0, 30);
    r.x = f.number(0U, (1U << r.z) - 1);
    r.y = f.number(0U, (1U << r.z) - 1);
    if (const int finer = r.z - geo::kMaxZoom; finer > 0) {
      r.z = geo::kMaxZoom;
      r.x >>= finer;
      r.y >>= finer;
    }
    r.from = f.number<std::int64_t>(-2208988800, 253402300799);
    r.until = f.number<std::int64_t>(r.from + 1, 253402300800);
    r.window = f.text();
    r.attack_mask = f.number(0U, (1U << kAttackKinds) - 1);
    r.group_mask = f.number(0U, (1U << kGroups) - 1);
    out.push_back(std::move(r));
    return true;
  });
  return out;
}

void write_requests(const std::vector<Request>& requests, const std::string& path) {
  Writer csv(path);
  csv.text(kRequestColumns).end_row();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Request& r = requests[i];
    csv.number(i).comma().number(r.z).comma().number(r.x).comma().number(r.y).comma().number(r.from).comma();
    csv.number(r.until).comma().text(r.window).comma().number(r.attack_mask).comma().number(r.group_mask).end_row();
  }
  csv.close();
}

void write_folder(const Workload& w, const std::string& folder, std::string_view title) {
  write_info(w, folder, title);
  write_groups(folder);
  std::array<std::string, kGroups> groups;
  for (unsigned g = 0; g < kGroups; ++g) groups[g] = group_code(g);
  std::vector<std::string> days;  // text of a day, made once
  geo::Day first = 0;
  if (w.size() > 0) {
    const auto [least, most] = std::minmax_element(w.t.begin(), w.t.end());
    first = day_of_second(*least);
    for (geo::Day d = first; d <= day_of_second(*most); ++d) days.push_back(geo::iso(d));
  }
  Writer csv(folder + "/incidents.csv");
  csv.text("id,date,lat,lon,geo_precision,killed,injured,attack_type,actor").end_row();
  for (std::size_t i = 0; i < w.size(); ++i) {
    const std::string& date = days[static_cast<std::size_t>(day_of_second(w.t[i]) - first)];
    csv.text(date).text("-").number(i).comma().text(date).comma().degrees(w.lat[i]).comma().degrees(w.lon[i]).comma();
    csv.text(kPrecisionCodes[w.precision[i] - 1U]).comma().number(w.killed[i]).comma().number(w.injured[i]).comma();
    csv.text(kAttackCodes[w.attack[i]]).comma().text(groups[w.group[i]]).end_row();
  }
  csv.close();
}

}  // namespace yaad::bench
