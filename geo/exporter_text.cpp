#include "geo/exporter_text.hpp"

#include "geo/utf8.hpp"

namespace yaad::geo {
namespace {

// XML 1.0 section 2.2: no control characters but these three, no surrogates, no U+FFFE and U+FFFF.
bool is_xml(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

void append_html(std::string& out, char32_t c) {
  switch (c) {
    case '<': out += "&lt;"; return;
    case '>': out += "&gt;"; return;
    case '&': out += "&amp;"; return;
    case '"': out += "&quot;"; return;
    default: append_utf8(out, c);
  }
}

// At a code point, and with room for the sign that something is missing.
std::string cut(std::string_view text) {
  constexpr std::string_view kMore = "…";
  if (text.size() <= kMostDbfBytes) return std::string(text);
  std::size_t end = kMostDbfBytes - kMore.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)).append(kMore);
}

}  // namespace

std::string safe_text(std::string_view text, ExportFormat format) {
  const bool sheet = format == ExportFormat::xlsx || format == ExportFormat::ods;
  if (format == ExportFormat::shp) return cut(text);
  if (!sheet && format != ExportFormat::kml) return std::string(text);
  std::string safe;
  // "of:=" is how OpenDocument itself writes a formula.
  if (sheet && (begins_formula(text) || text.starts_with("of:="))) safe += '\'';
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_at(text, at);
    if (is_xml(c.value)) {
      if (sheet) append_utf8(safe, c.value);
      else append_html(safe, c.value);
    }
    at += c.bytes;
  }
  return safe;
}

}  // namespace yaad::geo
