#include "geo/csv_rows.hpp"

#include "geo/layer_reader.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

using namespace yaad::geo;
using yaad::test::Random;

namespace {

using Fields = std::vector<std::string>;

std::string error_of(std::string_view bytes) {
  const auto table = read_csv(bytes);
  return table.has_error() ? table.error().detail : "";
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A table of three columns whose fields hold all that quoting is for.
std::vector<Fields> random_table(Random& random, std::uint32_t rows) {
  const Fields words{"",   "Quetta", "a, b", "he said \"no\"", "two\nlines", "مچھ، بلوچستان", " spaces ",
                     "\"", "1,400",  "🕯"};
  std::vector<Fields> table{{"id", "title", "note"}};
  for (std::uint32_t r = 0; r < rows; ++r) {
    Fields fields{"r" + std::to_string(r)};
    for (int i = 0; i < 2; ++i) fields.push_back(words[random.below(static_cast<std::uint32_t>(words.size()))]);
    table.push_back(fields);
  }
  return table;
}

std::string written(const std::vector<Fields>& table, const char* line_end) {
  std::string out;
  for (const Fields& fields : table) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out += ',';
      append_csv_field(out, fields[i]);
    }
    out += line_end;
  }
  return out;
}

// Twenty rows on a line each, some of their fields quoted.
std::string twenty_rows() {
  std::string text = "id,title,note\n";
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    text +=
        "r" + n + (i % 3 == 0 ? ",\"A title, quoted\"," : ",Plain,") + (i % 4 == 0 ? "\"says \"\"no\"\"\"\n" : "x\n");
  }
  return text;
}

}  // namespace

TEST_CASE("What is written is read back, field for field, with LF or CRLF, with a BOM or without") {
  Random random(21);
  for (int round = 0; round < 60; ++round) {
    const auto table = random_table(random, 20);
    for (const char* line_end : {"\n", "\r\n"}) {
      for (const char* bom : {"", "\xEF\xBB\xBF"}) {
        const auto read = read_csv(bom + written(table, line_end));
        REQUIRE(read.has_value());
        REQUIRE(read->header == table[0]);
        REQUIRE(read->rows.size() == table.size() - 1);
        for (std::size_t i = 0; i < read->rows.size(); ++i) REQUIRE(read->rows[i].fields == table[i + 1]);
        REQUIRE(read->rows_read == read->rows.size());
        REQUIRE(read->final_newline);
      }
    }
  }
}

TEST_CASE("OGR reads the same rows and the same text from a good file") {
  Random random(22);
  for (int round = 0; round < 10; ++round) {
    const std::string bytes = written(random_table(random, 30), "\n");
    const auto ours = read_csv(bytes);
    const auto theirs = read_layer(std::as_bytes(std::span(bytes)), LayerFormat::csv);
    REQUIRE(ours.has_value());
    REQUIRE(theirs.has_value());
    REQUIRE(theirs->columns == ours->header);
    REQUIRE(theirs->features.size() == ours->rows.size());
    for (std::size_t i = 0; i < ours->rows.size(); ++i) REQUIRE(theirs->features[i].values == ours->rows[i].fields);
  }
}

TEST_CASE("A row is known by the line it begins on, also after fields of several lines") {
  const auto table = read_csv("id,note\na,\"one\ntwo\nthree\"\nb,x\n\nc,\"\r\n\"\nd,y\n");
  REQUIRE(table.has_value());
  std::vector<std::size_t> lines;
  for (const CsvRow& row : table->rows) lines.push_back(row.line);
  CHECK(lines == std::vector<std::size_t>{2, 5, 7, 9});
  CHECK(table->rows[0].fields[1] == "one\ntwo\nthree");
  CHECK(table->rows[2].fields[1] == "\n");
  CHECK(table->blank_lines == std::vector<std::size_t>{6});
}

TEST_CASE("Fields are quoted only where they must be") {
  const auto field = [](std::string_view text) {
    std::string out;
    append_csv_field(out, text);
    return out;
  };
  CHECK(field("Alamdar Road") == "Alamdar Road");
  CHECK(field("") == "");
  CHECK(field(" x ") == " x ");
  CHECK(field("a;b'c") == "a;b'c");
  CHECK(field("a,b") == "\"a,b\"");
  CHECK(field("a\nb") == "\"a\nb\"");
  CHECK(field("a\rb") == "\"a\rb\"");
  CHECK(field("\"") == "\"\"\"\"");
}

TEST_CASE("J3: a BOM and CRLF are read; UTF-16, CR alone, semicolons and tabs are refused with what to save instead") {
  CHECK(read_csv("\xEF\xBB\xBFid,note\r\na,b\r\n")->header[0] == "id");
  CHECK(says(error_of(std::string_view("\xFF\xFEi\0d\0,\0", 8)), "UTF-16 (save it as CSV UTF-8)"));
  CHECK(says(error_of(std::string_view("\xFE\xFF\0i\0d\0,", 8)), "UTF-16"));
  CHECK(says(error_of(std::string_view("i\0d\0,\0n\0\n\0", 10)), "UTF-16"));
  CHECK(says(error_of(std::string_view("\0i\0d\0,\0n\0\n", 10)), "UTF-16"));
  CHECK(says(error_of("id,note\ra,b\r"), "CR alone (save it with LF or CRLF"));
  CHECK(says(error_of("id;note;date\na;b;c\n"), "semicolons (save it separated by commas)"));
  CHECK(says(error_of("id\tnote\na\tb\n"), "tabs (save it separated by commas)"));
  CHECK(says(error_of("sep=,\nid,note\n"), "twice") == false);
  CHECK(read_csv("id,note\na\rb,c\n")->faults.size() == 1);
}

TEST_CASE("J2: NUL and other control characters refuse their row, and no other") {
  for (const char c : {'\0', '\x01', '\x07', '\t', '\x1B', '\x7F'}) {
    const auto table = read_csv(std::string("id,note\na,x\nb,p") + c + "q\nc,y\n");
    REQUIRE(table.has_value());
    REQUIRE(table->rows.size() == 2);
    REQUIRE(table->faults.size() == 1);
    CHECK(table->faults[0].line == 3);
    CHECK(table->faults[0].field == "note");
    CHECK(says(table->faults[0].detail, "(U+00"));
  }
  CHECK(read_csv("id,note\na,p\xC2\x85q\n")->faults.size() == 1);  // C1
  CHECK(says(error_of(std::string_view("id,\0note\na,b\n", 13)), "NUL"));
}

TEST_CASE("J1: bytes of Windows-1252 refuse their row and are named with the cure") {
  const auto table = read_csv("id,note\na,x\nb,Qu\xE9tta\nc,\x93quoted\x94\n");
  REQUIRE(table->rows.size() == 1);
  REQUIRE(table->faults.size() == 2);
  CHECK(table->faults[0].detail ==
        "is not UTF-8 (byte 0xE9 after \"Qu\": probably saved as Windows-1252; save it as CSV UTF-8)");
  CHECK(says(table->faults[1].detail, "0x93"));
  CHECK(says(error_of("id,n\xE9te\na,b\n"), "not UTF-8"));
}

TEST_CASE("A row with a field too many or too few is refused by its line, and no field moves to its neighbour") {
  const auto table = read_csv("id,title,note\na,b,c\nb,too few\nc,d,e,f\nd,e,f\n");
  REQUIRE(table->rows.size() == 2);
  REQUIRE(table->faults.size() == 2);
  CHECK(table->faults[0].line == 3);
  CHECK(says(table->faults[0].detail, "2 fields where the first line names 3"));
  CHECK(table->faults[1].line == 4);
  CHECK(says(table->faults[1].detail, "is a comma not in quotes?"));
  CHECK(table->rows_read == 4);
}

TEST_CASE("A quote in a plain field, or text after a closing quote, refuses its row") {
  const auto table = read_csv("id,note\na,5\" nails\nb,\"x\"y\nc,z\n");
  REQUIRE(table->rows.size() == 1);
  REQUIRE(table->faults.size() == 2);
  CHECK(says(table->faults[0].detail, "write each quote twice"));
  CHECK(says(table->faults[1].detail, "text after a closing quote"));
}

TEST_CASE("A line inside a quoted field of a faulty row is never taken for a row") {
  const auto table = read_csv("id,title,note\na,5\" nails,\"one\nb,c,d\nend\"\ne,f,g\n");
  REQUIRE(table.has_error());
  CHECK(says(table.error().detail, "unbalanced quote in the row that begins at line 2"));
}

TEST_CASE("G11: a header with a column twice, without a name or over several lines refuses the file") {
  CHECK(says(error_of("id,note,id\na,b,c\n"), "the column \"id\" twice"));
  CHECK(says(error_of("id,,note\na,b,c\n"), "without a name (column 2)"));
  CHECK(says(error_of("id,\"no\nte\"\na,b\n"), "line break in the name"));
  CHECK(says(error_of(""), "empty"));
  CHECK(says(error_of("\xEF\xBB\xBF"), "empty"));
}

TEST_CASE("G1: a file cut anywhere but between two rows says so") {
  const std::string whole = twenty_rows();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = read_csv(std::string_view(whole).substr(0, size));
    INFO("cut to " << size << " bytes");
    if (size > 0 && whole[size - 1] == '\n') continue;
    REQUIRE((cut.has_error() || !cut->final_newline));
  }
}

TEST_CASE("G3: one quote too many anywhere refuses its row or the file, and loses no other row silently") {
  const std::string whole = twenty_rows();
  const auto good = read_csv(whole);
  REQUIRE(good->rows.size() == 20);
  for (std::size_t at = 0; at <= whole.size(); ++at) {
    const auto read = read_csv(std::string(whole).insert(at, 1, '"'));
    INFO("a quote at byte " << at);
    if (read.has_error()) continue;
    REQUIRE(read->rows_read == 20 + (at == whole.size() ? 1 : 0));
    REQUIRE(read->faults.size() == 1);
    for (const CsvRow& row : read->rows) REQUIRE(row.fields == good->rows[row.line - 2].fields);
  }
}

TEST_CASE("G3: one quote taken away refuses its row or the file") {
  const std::string whole = twenty_rows();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (whole[at] != '"') continue;
    const auto read = read_csv(std::string(whole).erase(at, 1));
    INFO("the quote at byte " << at);
    REQUIRE((read.has_error() || (read->rows_read == 20 && read->faults.size() == 1)));
  }
}

TEST_CASE("G2, G14: whatever bytes are changed, every row is read or has its fault") {
  Random random(23);
  const std::string whole = twenty_rows();
  for (int round = 0; round < 20'000; ++round) {
    std::string torn = whole;
    for (std::uint32_t n = 1 + random.below(8); n > 0; --n) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(torn.size()));
      switch (random.below(4)) {
        case 0: torn.erase(at, 1 + random.below(3)); break;
        case 1: torn.insert(at, 1, "\",\n\r\0;"[random.below(6)]); break;
        default: torn[at] = static_cast<char>(random.below(256));
      }
    }
    const auto read = read_csv(torn);
    if (read.has_error()) {
      REQUIRE_FALSE(read.error().detail.empty());
      continue;
    }
    REQUIRE(read->rows_read == read->rows.size() + read->faults.size());
    for (const CsvRow& row : read->rows) REQUIRE(row.fields.size() == read->header.size());
    for (const CsvFault& fault : read->faults) REQUIRE((fault.line > 1 && !fault.detail.empty()));
    // Each line of the file is in the header, in a row, in a fault or blank.
    const auto lines =
        static_cast<std::size_t>(std::count(torn.begin(), torn.end(), '\n')) + (read->final_newline ? 0 : 1);
    std::size_t inside = 0;
    for (const CsvRow& row : read->rows)
      for (const std::string& field : row.fields)
        inside += static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
    const std::size_t accounted = 1 + read->rows_read + read->blank_lines.size() + inside;
    // A refused row may have run over lines of its own.
    REQUIRE((read->faults.empty() ? lines == accounted : lines >= accounted));
  }
}

TEST_CASE("G8: fields, rows, columns and runs of lines beyond any record are refused") {
  const std::string long_field(kMaxCsvFieldBytes + 1, 'a');
  CHECK(says(read_csv("id,note\na," + long_field + "\nb,x\n")->faults[0].detail, "longer than 64 KiB"));
  CHECK(read_csv("id,note\na," + long_field.substr(1) + "\n")->faults.empty());

  std::string wide = "c0", wide_row = "x";
  for (std::size_t i = 1; i < kMaxCsvColumns; ++i) wide += ",c" + std::to_string(i), wide_row += ",x";
  CHECK(read_csv(wide + "\n" + wide_row + "\n")->rows.size() == 1);
  CHECK(says(error_of(wide + ",more\n"), "more than 256 columns"));

  std::string long_row;
  for (std::size_t i = 0; i < kMaxCsvColumns; ++i) long_row += (i == 0 ? "" : ",") + std::string(5000, 'a');
  CHECK(says(read_csv(wide + "\n" + long_row + "\n")->faults[0].detail, "longer than 1 MiB"));

  const auto commas = read_csv("id,note\na," + std::string(10'000'000, ',') + "\nb,x\n");
  CHECK(commas->rows.size() == 1);
  CHECK(says(commas->faults[0].detail, "10000002 fields where the first line names 2"));

  std::string lines = "id,note\na,\"";
  for (std::size_t i = 0; i < kMaxCsvFieldLines; ++i) lines += "line\n";
  CHECK(says(error_of(lines + "end\"\n"), "more than 32 lines"));
}

TEST_CASE("A blank line in a table of one column is a row of its own; elsewhere it is none") {
  CHECK(read_csv("id\na\n\nb\n")->rows_read == 3);
  CHECK(read_csv("id,note\na,b\n\nb,c\n")->rows_read == 2);
}
