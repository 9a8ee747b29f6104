#include "server/command_line.hpp"

#include "geo/check.hpp"
#include "geo/format.hpp"
#include "geo/gazetteer.hpp"
#include "geo/json_writer.hpp"
#include "server/client_address.hpp"
#include "server/embed_origins.hpp"
#include "server/embedded.hpp"
#include "server/export_command.hpp"
#include "server/import_command.hpp"
#include "server/load.hpp"
#include "server/loader_process.hpp"
#include "server/painter_process.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>

namespace yaad::server {
namespace {

struct Option {
  std::string_view name;
  std::string_view value;     // blank: a switch
  std::string_view commands;  // those that have it
  std::string_view help;
};

constexpr std::array kOptions{
    Option{
        "--data", "DIR", "serve export geocode",
        "the folder of records (export needs it, serve needs it or --source; geocode takes data/ if it is not given)"},
    Option{"--source", "TABLE", "serve",
           "a table in place of --data: a file (csv, geojson, gpkg, fgb, shp, xlsx, ods) or PG:dbname=… "
           "tables=schema.view"},
    Option{"--listen", "ADDRESS:PORT", "serve", "where to answer; 127.0.0.1:8080 if it is not given"},
    Option{"--ops", "ADDRESS:PORT|off", "serve",
           "where /healthz, /readyz and /metrics answer; 127.0.0.1:9464 if it is not given"},
    Option{"--threads", "N", "serve", "threads that answer; one a core if it is not given"},
    Option{"--public-url", "URL", "serve",
           "how readers reach the server, for absolute links; http://<listen> if it is not given"},
    Option{"--hosts", "LIST", "serve",
           "names this server answers to, with commas: map.example,127.0.0.1; another Host is 421; any if it is not "
           "given"},
    Option{"--embed-origins", "LIST", "serve",
           "sites that may show /embed in a frame, with commas: https://ngo.example,https://*.ngo.example, * or none; "
           "* if "
           "it is not given"},
    Option{"--drafts", "", "serve export", "also serve records whose status is draft"},
    Option{"--rate", "", "serve", "limit each address to 200 requests a second, 2,000 at once"},
    Option{"--trusted-proxies", "LIST", "serve",
           "addresses and networks, with commas, whose X-Forwarded-For is believed; none if it is not given"},
    Option{"--drain-delay", "SECONDS", "serve",
           "go on accepting this long after SIGTERM, while /readyz says so already; 0 if it is not given"},
    Option{"--server-timing", "", "serve", "say in each answer how long it took (Server-Timing)"},
    Option{"--log-requests", "", "serve", "a line for each request: route, status, bytes, time; never who or what"},
    Option{"--reload-every", "SECONDS", "serve",
           "look at the folder this often and load it again when it changed; SIGHUP loads it in any case"},
    Option{"--state", "DIR", "serve",
           "keep the last good folder here: a start with a bad one serves it, and one that lost a tenth is refused"},
    Option{"--accept-shrink", "", "serve", "serve a folder although it lost more than a tenth of its rows"},
    Option{"--load-timeout", "SECONDS", "serve", "how long reading the folder may take; 600 if it is not given"},
    Option{"--loader-memory", "MIB", "serve",
           "how much memory reading the folder may take; half of the machine's if it is not given"},
    Option{
        "--memory-limit", "MIB", "serve",
        "above four fifths of it caches are dropped and files refused; that of the control group if it is not given"},
    Option{"--work-budget", "MILLISECONDS", "serve",
           "processor time that one answer may take; 100 if it is not given, more is 503; files have none"},
    Option{"--max-rows", "N", "serve", "rows that a file of the folder may have; 50 million if it is not given"},
    Option{"--format", "csv|geojson|geojsonl|gpkg|fgb|kml|shp|xlsx|ods", "export", "what to write (required)"},
    Option{"--crs", "EPSG:N", "export", "coordinates in this system; longitude and latitude if it is not given"},
    Option{"--geometry", "point|area", "export", "area: records known only to an area carry its polygon"},
    Option{"--hxl", "", "export", "a second row of HXL tags (csv, xlsx)"},
    Option{"--area", "CODES", "export", "countries, provinces, districts, with commas: PK-BA"},
    Option{"--bbox", "W,S,E,N", "export", "a rectangle in degrees; after --bbox= where it begins with a minus"},
    Option{"--datetime", "WINDOW", "export", "2013, 2013-02-16, 2013-01/2013-03, ../2009"},
    Option{"--attack-type", "CODES", "export", "how, with commas"},
    Option{"--target-type", "CODES", "export", "what was attacked, with commas"},
    Option{"--community", "CODES", "export", "whom, with commas"},
    Option{"--actor", "CODES", "export", "who is held responsible, with commas"},
    Option{"--precision", "P1…P8", "export", "the coarsest place"},
    Option{"--date-precision", "D1…D5", "export", "the coarsest date"},
    Option{"--killed", "RANGE", "export", "5.., ..10 or 5..10"},
    Option{"--q", "WORDS", "export", "words in place, summary or actor"},
    Option{"--filter", "CQL2", "export", "an expression over any property, as \"killed >= 50\""},
    Option{"--bbox-crs", "URI", "export", "the system in which --bbox is written"},
    Option{"--from", "ucdp|acled|gtd|csv", "import serve",
           "whose table it is (required by import and --source); csv is any table, with --mapping"},
    Option{"--mapping", "FILE", "import serve",
           "what the columns of the table mean (JSON; geo/MAPPING.md describes it)"},
    Option{"--encoding", "utf-8|windows-1252", "import serve", "how its text is encoded; found out if it is not given"},
    Option{"--strict", "", "check", "warnings also end with 1"},
    Option{"--format", "text|json", "check", "one line a finding, or JSON"},
};

struct Command {
  std::string_view name, operands, help;
  std::size_t operand_count;
};
constexpr std::array kCommands{
    Command{"serve", "", "serve the map and the data", 0},
    Command{"check", "DIR", "find faults in a folder of records; 0 none, 1 errors, 66 unreadable", 1},
    Command{"format", "DIR", "write the tables of a folder in their canonical form, in place", 1},
    Command{"export", "FILE",
            "write a file of records; 0 written, 1 the folder cannot be served, 64 a bad option, 66 unreadable, 73 not "
            "written",
            1},
    Command{"import", "FILE NEW_DIR",
            "turn a file of another producer into a new folder of records; NEW_DIR.report.csv says what became of each "
            "row; 0 written, 1 more than 5 % refused, 66 unreadable",
            2},
    Command{"geocode", "TEXT", "find a place of the dataset by any of its names", 1},
};

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != list.npos; at = list.find(word, at + 1))
    if ((at == 0 || list[at - 1] == ' ') && (at + word.size() == list.size() || list[at + word.size()] == ' '))
      return true;
  return false;
}

constexpr unsigned kMostThreads = 256, kMostDrainDelay = 3600;

std::optional<unsigned> whole_number(std::string_view text, unsigned least, unsigned most) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) return std::nullopt;
  return number;
}

// The options that are whole numbers: whether this one could be set, or nothing where it is none of them.
std::optional<bool> set_number(ServeOptions& serve, std::string_view name, std::string_view value) {
  const auto number = [&](unsigned least, unsigned most, auto set) {
    const auto read = whole_number(value, least, most);
    if (read) set(*read);
    return read.has_value();
  };
  if (name == "--drain-delay") return number(0, kMostDrainDelay, [&](unsigned n) { serve.drain_delay_s = n; });
  if (name == "--threads") return number(1, kMostThreads, [&](unsigned n) { serve.threads = n; });
  if (name == "--reload-every")
    return number(1, 86'400, [&](unsigned n) { serve.reload_every = std::chrono::seconds(n); });
  if (name == "--load-timeout")
    return number(1, 86'400, [&](unsigned n) { serve.load_timeout = std::chrono::seconds(n); });
  if (name == "--loader-memory")
    return number(256, 16'777'216, [&](unsigned n) { serve.loader_memory = std::size_t{n} << 20; });
  if (name == "--memory-limit")
    return number(1, 16'777'216, [&](unsigned n) { serve.memory_limit = std::size_t{n} << 20; });
  if (name == "--work-budget")
    return number(1, 60'000, [&](unsigned n) { serve.work_budget = std::chrono::milliseconds(n); });
  if (name == "--max-rows") return number(1, geo::kMaxCsvRows, [&](unsigned n) { serve.max_rows = n; });
  return std::nullopt;
}

bool set_option(Arguments& a, std::string_view name, const std::string& value) {
  if (const auto set = set_number(a.serve, name, value)) return *set;
  if (name == "--data") a.serve.data = value;
  else if (name == "--source") a.source.table = value;
  else if (name == "--listen") a.serve.listen = value;
  else if (name == "--ops") {
    a.serve.ops = value;
    a.serve.ops_asked = true;
  } else if (name == "--trusted-proxies") {
    a.serve.trusted_proxies = value;
    return TrustedProxies::parse(value).has_value();
  } else if (name == "--rate") a.serve.rate = true;
  else if (name == "--server-timing") a.serve.server_timing = true;
  else if (name == "--log-requests") a.serve.log_requests = true;
  else if (name == "--public-url") {
    a.serve.public_url = value.substr(0, value.find_last_not_of('/') + 1);
    return a.serve.public_url.starts_with("http://") || a.serve.public_url.starts_with("https://");
  } else if (name == "--hosts") {
    auto hosts = HostNames::parse(value);
    if (hosts) a.serve.hosts = std::move(*hosts);
    return hosts.has_value();
  } else if (name == "--embed-origins") {
    auto ancestors = frame_ancestors(value);
    if (ancestors) a.serve.embed_ancestors = std::move(*ancestors);
    return ancestors.has_value();
  } else if (name == "--state") a.serve.state = value;
  else if (name == "--accept-shrink") a.serve.accept_shrink = true;
  else if (name == "--drafts") a.serve.drafts = true;
  else if (name == "--hxl") a.export_query.emplace_back("hxl", "1");
  else if (name == "--format" && a.command == "export") a.export_format = value;
  else if (name == "--from") {
    a.source.from = value;
    return is_producer(value);
  } else if (name == "--mapping") a.source.mapping = value;
  else if (name == "--encoding") {
    a.source.encoding = value;
    return value == "utf-8" || value == "windows-1252";
  } else if (name == "--strict") a.strict = true;
  else if (name == "--format") {
    a.json = value == "json";
    return value == "json" || value == "text";
  } else if (a.command == "export") {
    std::string parameter(name.substr(2));
    if (name != "--bbox-crs") std::replace(parameter.begin(), parameter.end(), '-', '_');
    a.export_query.emplace_back(std::move(parameter), value);
  }
  return true;
}

int check(const Arguments& a) {
  const auto areas = embedded_areas();
  const auto folder = geo::read_folder(a.operands[0], areas, {});
  if (!folder) {
    std::cerr << "yaad check: " << folder.error().detail << '\n';
    return kExitUnreadable;
  }
  const std::vector<geo::Finding> findings = geo::check(*folder, areas);
  const auto errors =
      std::count_if(findings.begin(), findings.end(), [](const auto& f) { return f.severity == geo::Severity::error; });
  if (a.json) {
    geo::JsonWriter json;
    json.begin_object().key("files").begin_array();
    for (const geo::FileAccount& file : folder->report.files)
      json.begin_object()
          .member("file", file.file)
          .member("read", file.read)
          .member("accepted", file.accepted)
          .member("refused", file.refused)
          .end_object();
    json.end_array().key("findings").begin_array();
    for (const geo::Finding& f : findings) {
      json.begin_object()
          .member("severity", f.severity == geo::Severity::error ? "error" : "warning")
          .member("file", f.file);
      json.member("line", f.line).text_member("field", f.field).member("detail", f.detail).end_object();
    }
    json.end_array().end_object();
    std::cout << json.text() << '\n';
  } else {
    for (const geo::Finding& f : findings)
      std::cout << (f.severity == geo::Severity::warning ? "warning: " : "") << geo::to_text(f) << '\n';
    for (const geo::FileAccount& file : folder->report.files)
      std::cout << file.file << ": " << file.read << " rows read = " << file.accepted << " accepted + " << file.refused
                << " refused\n";
    std::cout << errors << " errors, " << findings.size() - static_cast<std::size_t>(errors) << " warnings\n";
  }
  return errors > 0 || (a.strict && !findings.empty()) ? kExitDataErrors : kExitDone;
}

int format(const Arguments& a) {
  const auto written = geo::format_folder(a.operands[0], embedded_areas());
  if (!written) {
    std::cerr << "yaad format: " << written.error().detail << '\n';
    return written.error().code == geo::Errc::unreadable ? kExitUnreadable : kExitDataErrors;
  }
  for (const std::string& file : *written) std::cout << file << ": written\n";
  if (written->empty()) std::cout << "every table is in its canonical form already\n";
  return kExitDone;
}

int geocode(const Arguments& a) {
  constexpr std::size_t kMatches = 10;
  const auto areas = embedded_areas();
  const std::string data = a.serve.data.empty() ? "data" : a.serve.data;
  const auto folder = geo::read_folder(data, areas, {});
  if (!folder) {
    std::cerr << "yaad geocode: " << folder.error().detail << '\n';
    return kExitUnreadable;
  }
  const geo::Gazetteer gazetteer(folder->dataset, areas);
  const auto matches = gazetteer.find(a.operands[0], kMatches);
  if (matches.empty()) {
    std::cerr << "yaad geocode: no place of this dataset has a name like that\n";
    return kExitDataErrors;
  }
  for (const geo::GazetteerMatch& m : matches) {
    std::cout << m.id << '\t' << m.name << '\t' << geo::name_of(geo::kPlacePrecisions, m.precision) << '\t'
              << m.at.lat() << ',' << m.at.lon() << '\t';
    std::cout << (m.district.empty() ? m.area.empty() ? m.country : m.area : m.district) << '\t' << m.reason << ": "
              << m.matched << '\t' << m.incidents << " records\n";
  }
  return kExitDone;
}

// Appends: g++ 12 takes `" " + std::string(…)` for an overlap of what it copies (-Wrestrict).
std::string after_space(std::string_view word) {
  return word.empty() ? std::string() : std::string(1, ' ').append(word);
}

int usage(const std::string& what) {
  std::cerr << "yaad: " << what << "; yaad --help lists commands and options\n";
  return kExitUsage;
}

// What is wanting or stands beside what it excludes; blank where nothing does.
std::string missing_in(const Arguments& a, const Command& command) {
  if (a.operands.size() != command.operand_count)
    return a.command + (command.operand_count == 0
                            ? " takes no operand"
                            : (command.operand_count == 1 ? " takes one operand, " : " takes two operands, ") +
                                  std::string(command.operands));
  if (a.command == "import" && a.source.from.empty()) return "import needs --from, as --from ucdp";
  if ((a.source.from == "csv") == a.source.mapping.empty())
    return "--from csv needs --mapping FILE, and no other has one";
  if (a.command == "serve" && a.serve.data.empty() == a.source.table.empty())
    return "serve needs one of --data DIR and --source TABLE";
  if (a.command == "serve" && a.source.table.empty() != a.source.from.empty())
    return "--source TABLE needs --from, as --from csv --mapping FILE, and --data has none";
  if (a.command == "export" && (a.serve.data.empty() || a.export_format.empty()))
    return "export needs --data DIR and --format";
  return {};
}

}  // namespace

Arguments parse_arguments(const std::vector<std::string>& arguments) {
  Arguments a;
  if (arguments.empty()) {
    a.error = "no command";
    return a;
  }
  a.command = arguments[0];
  if (a.command == "--help" || a.command == "-h" || a.command == "help" || a.command == "--version") return a;
  const auto command =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == a.command; });
  if (command == kCommands.end()) {
    a.error = "unknown command " + a.command;
    return a;
  }
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--help" || word == "-h") {
      a.help = true;
      return a;
    }
    if (word.size() < 2 || word.substr(0, 2) != "--") {
      a.operands.push_back(word);
      continue;
    }
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto option = std::find_if(kOptions.begin(), kOptions.end(), [&](const Option& o) {
      return o.name == name && has_word(o.commands, a.command);
    });
    if (option == kOptions.end()) {
      a.error = a.command + " has no option " + name;
      return a;
    }
    std::string value = equals == word.npos ? "" : word.substr(equals + 1);
    if (!option->value.empty() && equals == word.npos && ++i < arguments.size()) value = arguments[i];
    if ((option->value.empty() != value.empty()) || !set_option(a, name, value)) {
      a.error = name + (option->value.empty() ? " takes no value" : " takes " + std::string(option->value));
      return a;
    }
  }
  a.error = missing_in(a, *command);
  return a;
}

std::string help_text(std::string_view command) {
  std::string text;
  for (const Command& c : kCommands) {
    if (!command.empty() && c.name != command) continue;
    text += "yaad " + std::string(c.name) + after_space(c.operands) + "\n    " + std::string(c.help) + '\n';
    for (const Option& o : kOptions)
      if (has_word(o.commands, c.name))
        text += "    " + std::string(o.name) + after_space(o.value) + "\n        " + std::string(o.help) + '\n';
  }
  if (command.empty()) text += "yaad --version | --help\n";
  return text;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() >= 2 && arguments[0] == kChildCommand)
    return run_as_loader({arguments.begin() + 1, arguments.end()});
  if (arguments.size() == 1 && arguments[0] == kPainterCommand) return run_as_painter();
  const Arguments a = parse_arguments(arguments);
  if (!a.error.empty()) return usage(a.error);
  if (a.command == "--version") {
    std::cout << "yaad " << YAAD_VERSION << '\n';
    return kExitDone;
  }
  if (a.help || a.command[0] == '-' || a.command == "help") {
    std::cout << help_text(a.help ? a.command : "");
    return kExitDone;
  }
  if (a.command == "check") return check(a);
  if (a.command == "format") return format(a);
  if (a.command == "geocode") return geocode(a);
  if (a.command == "export") return export_file(a);
  if (a.command == "import") return import(a);
  ServeOptions options = a.serve;
  options.source = a.source;
  return serve(options);
}

}  // namespace yaad::server
