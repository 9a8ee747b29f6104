#include "server/command_line.hpp"
#include "server/listener.hpp"

#include <catch2/catch.hpp>

using namespace yaad::server;

TEST_CASE("serve takes its options with a blank or an equals sign") {
  const Arguments a = parse_arguments({"serve", "--data", "d", "--listen=127.0.0.1:9000", "--ops", "off", "--threads",
                                       "3", "--public-url", "https://a.example/", "--drafts"});
  CHECK(a.error.empty());
  CHECK(a.serve.data == "d");
  CHECK(a.serve.listen == "127.0.0.1:9000");
  CHECK(a.serve.ops == "off");
  CHECK(a.serve.threads == 3);
  CHECK(a.serve.public_url == "https://a.example");
  CHECK(a.serve.drafts);
}

TEST_CASE("what limits, delays and tells more is off unless asked for") {
  const Arguments plain = parse_arguments({"serve", "--data", "d"});
  CHECK_FALSE((plain.serve.rate || plain.serve.server_timing || plain.serve.log_requests || plain.serve.ops_asked));
  CHECK(plain.serve.drain_delay_s == 0);
  const Arguments all =
      parse_arguments({"serve", "--data", "d", "--rate", "--trusted-proxies", "10.0.0.0/8,::1", "--drain-delay=5",
                       "--server-timing", "--log-requests", "--ops", "127.0.0.1:9464"});
  CHECK(all.error.empty());
  CHECK((all.serve.rate && all.serve.server_timing && all.serve.log_requests && all.serve.ops_asked));
  CHECK(all.serve.trusted_proxies == "10.0.0.0/8,::1");
  CHECK(all.serve.drain_delay_s == 5);
}

TEST_CASE("N4: what cannot be understood is one line that says what to change") {
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"sreve"},
                                                       {"serve"},
                                                       {"serve", "--data"},
                                                       {"serve", "--data", "d", "--nothing"},
                                                       {"serve", "--data", "d", "extra"},
                                                       {"serve", "--data", "d", "--threads", "0"},
                                                       {"serve", "--data", "d", "--threads", "many"},
                                                       {"serve", "--data", "d", "--public-url", "a.example"},
                                                       {"serve", "--data", "d", "--drafts=yes"},
                                                       {"serve", "--data", "d", "--trusted-proxies", "proxy.example"},
                                                       {"serve", "--data", "d", "--drain-delay", "-1"},
                                                       {"serve", "--data", "d", "--drain-delay", "soon"},
                                                       {"check"},
                                                       {"check", "a", "b"},
                                                       {"check", "a", "--format", "xml"},
                                                       {"check", "a", "--listen", "127.0.0.1:1"},
                                                       {"geocode"},
                                                       {"serve", "--data", "d", "--source", "t.csv"},
                                                       {"serve", "--source", "t.csv"},
                                                       {"serve", "--source", "t.csv", "--from", "csv"},
                                                       {"import", "t.csv", "d"},
                                                       {"import", "--from", "ucdp", "t.csv"},
                                                       {"import", "--from", "someone", "t.csv", "d"},
                                                       {"import", "--from", "csv", "t.csv", "d"},
                                                       {"import", "--from", "ucdp", "--mapping", "m", "t.csv", "d"},
                                                       {"import", "--from", "ucdp", "--encoding", "x", "t.csv", "d"}};
  for (const auto& arguments : wrong) {
    const Arguments a = parse_arguments(arguments);
    CHECK_FALSE(a.error.empty());
    CHECK(a.error.find('\n') == std::string::npos);
  }
}

TEST_CASE("a table is served in place of a folder where it is said whose it is") {
  const Arguments a =
      parse_arguments({"serve", "--source", "PG:dbname=x tables=y", "--from", "csv", "--mapping", "m.json"});
  CHECK(a.error.empty());
  CHECK(a.source.table == "PG:dbname=x tables=y");
  CHECK(a.source.from == "csv");
  CHECK(a.source.mapping == "m.json");
  CHECK(parse_arguments({"import", "--from", "gtd", "t.csv", "d"}).error.empty());
}

TEST_CASE("O9: nothing of a connection stands in what a log may say or in the name of a copy") {
  const TableSource source{"PG:host=db.example user=reader password=secret tables=y", "csv", "m.json", ""};
  for (const std::string& text : {shown(source), state_name(source), look_of(source)})
    for (const char* word : {"db.example", "reader", "secret", "tables"}) CHECK(text.find(word) == std::string::npos);
  CHECK(state_name(source) != state_name({"PG:host=other", "csv", "m.json", ""}));
}

TEST_CASE("every command has help, and help names every option") {
  CHECK(parse_arguments({"serve", "--help"}).help);
  const std::string all = help_text("");
  for (const char* word :
       {"serve", "check", "format", "geocode", "--data", "--listen", "--ops", "--threads", "--public-url", "--drafts",
        "--rate", "--trusted-proxies", "--drain-delay", "--server-timing", "--log-requests", "--strict", "--format"}) {
    INFO(word);
    CHECK(all.find(word) != std::string::npos);
  }
  CHECK(help_text("check").find("--listen") == std::string::npos);
}

TEST_CASE("an address to listen on is a number and a port") {
  for (const char* text : {"127.0.0.1:8080", "[::1]:8080", "0.0.0.0:0"})
    CHECK(to_text(parse_endpoint(text).value()) == text);
  CHECK(to_text(parse_endpoint("localhost:80").value()) == "127.0.0.1:80");
  for (const char* text : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
                           "a.example:80", "127.0.0.1:80 "}) {
    INFO(text);
    CHECK_FALSE(parse_endpoint(text).has_value());
  }
}

TEST_CASE("B2: one address of IPv4 is one client; of IPv6, the /64 is") {
  const auto counted = [](const char* text) {
    return counted_address(boost::asio::ip::make_address(text)).to_string();
  };
  CHECK(counted("192.0.2.1") == "192.0.2.1");
  CHECK(counted("::ffff:192.0.2.1") == "192.0.2.1");
  CHECK(counted("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
}

TEST_CASE("A9: --hosts takes names and addresses without ports, in any case, and any Host is admitted without it") {
  const auto hosts = [](const std::string& list) { return parse_arguments({"serve", "--data", "d", "--hosts", list}); };
  CHECK(parse_arguments({"serve", "--data", "d"}).serve.hosts.admit("anything.example"));
  const HostNames known = hosts("Map.Example,127.0.0.1,[::1]").serve.hosts;
  for (const char* host :
       {"map.example", "MAP.EXAMPLE", "map.example:8080", "map.example.", "127.0.0.1:80", "[::1]:9", "[::1]", ""})
    CHECK(known.admit(host));
  for (const char* host : {"example", "a.map.example", "map.example.evil.example", "127.0.0.2", "[::2]", "localhost"})
    CHECK_FALSE(known.admit(host));
  for (const char* list : {"map.example:8080", "a,,b", ",", "a b", "https://map.example", "*", "a,", "[]", "[x]"})
    CHECK_FALSE(hosts(list).error.empty());
}

TEST_CASE("--max-rows and --work-budget take whole numbers above nothing") {
  const Arguments a = parse_arguments({"serve", "--data", "d", "--max-rows", "1000", "--work-budget=250"});
  CHECK(a.error.empty());
  CHECK(a.serve.max_rows == 1000);
  CHECK(a.serve.work_budget == std::chrono::milliseconds(250));
  for (const char* wrong : {"0", "-1", "many", "50000001", "1.5", ""}) {
    CHECK_FALSE(parse_arguments({"serve", "--data", "d", "--max-rows", wrong}).error.empty());
    CHECK_FALSE(parse_arguments({"serve", "--data", "d", "--work-budget", wrong}).error.empty());
  }
}
