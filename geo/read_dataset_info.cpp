// dataset.json: the dataset itself. Boost.JSON reads it, so depth and encoding are already bounded (32 levels, UTF-8).
#include "geo/edtf.hpp"
#include "geo/read_tables.hpp"
#include "geo/utf8.hpp"

#include <boost/json.hpp>

#include <array>
#include <string_view>

namespace yaad::geo {
namespace {

constexpr std::string_view kFile = "dataset.json";

class Info {
 public:
  explicit Info(LoadedFolder& out) : out_(out) {}

  void read(const boost::json::object& object) {
    for (const auto& member : object) {
      const std::string_view key(member.key().data(), member.key().size());
      const boost::json::value& value = member.value();
      DatasetInfo& info = out_.dataset.info;
      if (key == "title") {
        titles(value);
      } else if (key == "licence") {
        text(key, value, info.licence);
      } else if (key == "attribution") {
        text(key, value, info.attribution);
      } else if (key == "contact") {
        text(key, value, info.contact);
      } else if (key == "included") {
        text(key, value, info.included);
      } else if (key == "excluded") {
        text(key, value, info.excluded);
      } else if (key == "gaps") {
        text(key, value, info.gaps);
      } else if (key == "updated") {
        updated(value);
      } else if (key == "extent") {
        extent(value);
      } else if (key == "withheld") {
        withheld(value);
      } else {
        out_.report.unknown_columns.push_back(std::string(kFile) + ": " + std::string(key));
        out_.report.warn(kFile, 0, key, "is no member of this file (it is not read and not served)");
      }
    }
  }

 private:
  void fault(std::string_view field, std::string detail) { out_.report.error(kFile, 0, field, std::move(detail)); }

  void text(std::string_view field, const boost::json::value& value, std::string& into) {
    if (!value.is_string()) return fault(field, "is not a text");
    const std::string_view s(value.get_string().data(), value.get_string().size());
    if (std::string sign = forbidden_sign(s); !sign.empty()) return fault(field, "holds " + sign + " (take it away)");
    if (count_code_points(s) > kMaxSentence) return fault(field, "is longer than 1000 characters");
    into = s;
  }

  void titles(const boost::json::value& value) {
    if (!value.is_object()) return fault("title", "is not an object of languages, as {\"en\": \"…\"}");
    for (const auto& member : value.get_object())
      text("title", member.value(), out_.dataset.info.title[std::string(member.key())]);
  }

  void updated(const boost::json::value& value) {
    std::string day;
    text("updated", value, day);
    const auto date = parse_edtf(day);
    if (!date || !date->span.is_one_day() || iso(date->span.first()) != day)
      return fault("updated", quoted(day) + " is not a day, as 2026-11-24");
    out_.dataset.info.updated = day;
  }

  void extent(const boost::json::value& value) {
    std::array<double, 4> n{};
    const bool four = value.is_array() && value.get_array().size() == 4;
    for (std::size_t i = 0; four && i < 4; ++i) {
      boost::system::error_code error;
      n[i] = value.get_array()[i].to_number<double>(error);
      if (error) return fault("extent", "holds something that is no number");
    }
    const bool fits =
        four && n[0] >= -180 && n[0] <= 180 && n[2] >= -180 && n[2] <= 180 && n[1] >= -90 && n[3] <= 90 && n[1] <= n[3];
    if (!fits) return fault("extent", "is not [west, south, east, north] in degrees");
    out_.dataset.info.extent = Bbox{n[0], n[1], n[2], n[3]};
  }

  void withheld(const boost::json::value& value) {
    boost::system::error_code error;
    const auto n = value.to_number<std::uint32_t>(error);
    if (error) return fault("withheld", "is not a whole number");
    out_.report.withheld = n;
  }

  LoadedFolder& out_;
};

}  // namespace

void read_dataset_info(const FolderFile& file, LoadedFolder& out) {
  const auto broken = [&out](std::string detail) {
    out.report.servable = false;
    out.report.error(kFile, 0, "", std::move(detail));
  };
  if (!file.fault.empty()) return broken(file.fault);
  if (!file.bytes) return;
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(*file.bytes, error);
  if (error) return broken("is not JSON (" + error.message() + ')');
  if (!value.is_object()) return broken("is not a JSON object");
  Info(out).read(value.get_object());
}

}  // namespace yaad::geo
