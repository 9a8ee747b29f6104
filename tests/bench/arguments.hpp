// `--name value` pairs of the benchmark's programs, which tests/bench/run calls.
// A name that no one asks for is not noticed; a word that is no pair is.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace yaad::bench {

class Arguments {
 public:
  Arguments(int count, char** words) {
    for (int i = 1; i < count; i += 2) {
      const std::string_view name = words[i];
      if (name.substr(0, 2) != "--" || i + 1 == count)
        throw std::runtime_error("write --name value, not " + std::string(name));
      given_[std::string(name.substr(2))] = words[i + 1];
    }
  }
  std::string text(const std::string& name) const {
    const auto at = given_.find(name);
    return at == given_.end() ? std::string() : at->second;
  }
  std::uint64_t number(const std::string& name, std::uint64_t otherwise) const {
    const std::string value = text(name);
    if (value.empty()) return otherwise;
    std::uint64_t n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc() || end != value.data() + value.size())
      throw std::runtime_error("--" + name + " is not a whole number: " + value);
    return n;
  }

 private:
  std::map<std::string, std::string> given_;
};

}  // namespace yaad::bench
