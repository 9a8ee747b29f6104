#include "geo/mvt_reader.hpp"

#include <protozero/pbf_reader.hpp>

#include <variant>

namespace yaad::geo {
namespace {

using Value = std::variant<std::monostate, std::string_view, std::uint64_t>;

std::string_view view(const protozero::data_view& data) { return {data.data(), data.size()}; }

Value read_value(protozero::pbf_reader message) {
  Value value;
  while (message.next()) switch (message.tag()) {
      case 1: value = view(message.get_view()); break;
      case 4: value = static_cast<std::uint64_t>(message.get_int64()); break;
      case 5: value = message.get_uint64(); break;
      case 7: value = std::uint64_t{message.get_bool() ? 1U : 0U}; break;
      default: message.skip();
    }
  return value;
}

// Section 4.3: commands of an id (1 move, 2 line, 7 close) and a count, each with as many pairs of steps.
void read_geometry(protozero::iterator_range<protozero::pbf_reader::const_uint32_iterator> commands, double extent,
                   MvtFeature& feature) {
  std::int64_t x = 0, y = 0;
  for (auto at = commands.begin(); at != commands.end();) {
    const std::uint32_t id = *at & 7U, count = *at >> 3U;
    ++at;
    if (id == 7) continue;  // rings are closed as they are
    for (std::uint32_t i = 0; i < count && at != commands.end(); ++i) {
      x += protozero::decode_zigzag32(*at++);
      if (at == commands.end()) break;
      y += protozero::decode_zigzag32(*at++);
      if (id == 1) feature.lines.emplace_back();
      if (!feature.lines.empty())
        feature.lines.back().push_back({static_cast<double>(x) / extent, static_cast<double>(y) / extent});
    }
  }
}

MvtLayerRead read_layer(const protozero::pbf_reader& message) {
  MvtLayerRead layer;
  std::vector<std::string_view> keys;
  std::vector<Value> values;
  double extent = 4096;
  // Features may stand before the keys and values that they name.
  for (auto part = message; part.next();) switch (part.tag()) {
      case 1: layer.name = view(part.get_view()); break;
      case 3: keys.push_back(view(part.get_view())); break;
      case 4: values.push_back(read_value(part.get_message())); break;
      case 5: extent = part.get_uint32(); break;
      default: part.skip();
    }
  for (auto part = message; part.next(2);) {
    MvtFeature& feature = layer.features.emplace_back();
    for (auto member = part.get_message(); member.next();) switch (member.tag()) {
        case 2: {
          const auto tags = member.get_packed_uint32();
          for (auto tag = tags.begin(); tag != tags.end();) {
            const std::uint32_t key = *tag++;
            if (tag == tags.end()) break;
            const std::uint32_t value = *tag++;
            if (key >= keys.size() || value >= values.size()) continue;
            if (const auto* text = std::get_if<std::string_view>(&values[value]))
              feature.texts.emplace_back(keys[key], *text);
            else if (const auto* number = std::get_if<std::uint64_t>(&values[value]))
              feature.numbers.emplace_back(keys[key], *number);
          }
          break;
        }
        case 3: feature.kind = static_cast<MvtGeometry>(member.get_enum() & 3); break;
        case 4: read_geometry(member.get_packed_uint32(), extent, feature); break;
        default: member.skip();
      }
  }
  return layer;
}

}  // namespace

std::string_view MvtFeature::text(std::string_view name) const {
  for (const auto& [key, value] : texts)
    if (key == name) return value;
  return {};
}

std::uint64_t MvtFeature::number(std::string_view name) const {
  for (const auto& [key, value] : numbers)
    if (key == name) return value;
  return 0;
}

std::vector<MvtLayerRead> read_mvt(std::string_view tile) {
  std::vector<MvtLayerRead> layers;
  for (protozero::pbf_reader message(tile.data(), tile.size()); message.next(3);)
    layers.push_back(read_layer(message.get_message()));
  return layers;
}

}  // namespace yaad::geo
