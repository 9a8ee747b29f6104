// Cursors of lists: what is read was written by us for this filter, in its one spelling; anything else is refused.
#include "server/cursor.hpp"
#include "tests/fuzz/target.hpp"

#include <cstring>
#include <string>

using namespace yaad::server;
using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

// The bytes as the cursor a client sends.
void check_as_sent(std::string_view text, std::string_view filter) {
  const auto read = read_cursor(text, filter);
  if (!read) {
    claim(read.error().parameter == "cursor", "a refusal names its parameter");
    return;
  }
  claim(read->filter == filter, "a cursor belongs to its filter");
  claim(write_cursor(*read) == text, "a cursor has one spelling");
  const geo::Dataset none;
  claim(first_behind(*read, none) == 0, "an empty list has nothing before a cursor");
}

// The bytes as the parts of one that we write.
void check_as_written(std::string_view text) {
  Cursor cursor;
  cursor.filter = "datetime=2013";
  if (text.size() >= sizeof cursor.first) {
    std::memcpy(&cursor.first, text.data(), sizeof cursor.first);
    text.remove_prefix(sizeof cursor.first);
  }
  cursor.version = text.substr(0, std::min<std::size_t>(text.size(), 24));
  cursor.id = text.substr(cursor.version.size(), 64);
  if ((cursor.version + cursor.id).find('\n') != std::string::npos) return;
  const std::string written = write_cursor(cursor);
  const auto read = read_cursor(written, cursor.filter);
  claim(read.has_value() && read->version == cursor.version && read->first == cursor.first && read->id == cursor.id,
        "a cursor that we wrote is read as it was written");
  claim(!read_cursor(written, "datetime=2014"), "a cursor of another filter is refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  check_as_sent(text, "");
  check_as_sent(text, "datetime=2013");
  check_as_written(text);
  return 0;
}
