// What a target of tests/fuzz is made of: one function over bytes from outside, which claims what must hold for any of
// them. A claim that fails ends the process and says which; libFuzzer keeps the bytes, the replay names the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// The name is libFuzzer's. Always 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace yaad::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void claim(bool holds, const char* words) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", words);
  std::abort();
}

}  // namespace yaad::fuzz
