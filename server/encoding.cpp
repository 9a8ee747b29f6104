#include "server/encoding.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

namespace yaad::server {
namespace {

constexpr int kGzipLevel = 6;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// A qvalue in thousandths, "0.5" -> 500; 0 for what cannot be read, so that nonsense never wins.
int thousandths(std::string_view q) {
  if (q.empty() || q.size() > 5 || (q[0] != '0' && q[0] != '1')) return 0;
  int value = (q[0] - '0') * 1000;
  if (q.size() > 1 && q[1] != '.') return 0;
  int weight = 100;
  for (std::size_t i = 2; i < q.size(); ++i, weight /= 10) {
    if (q[i] < '0' || q[i] > '9') return 0;
    value += (q[i] - '0') * weight;
  }
  return value <= 1000 ? value : 0;
}

}  // namespace

Coding negotiate(std::string_view accept_encoding) {
  int gzip_q = -1, identity_q = -1, any_q = -1;
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    const std::string_view item = trimmed(accept_encoding.substr(0, comma));
    accept_encoding = comma == accept_encoding.npos ? std::string_view() : accept_encoding.substr(comma + 1);
    const auto semicolon = item.find(';');
    const std::string_view coding = trimmed(item.substr(0, semicolon));
    int q = 1000;
    if (semicolon != item.npos) {
      const std::string_view parameter = trimmed(item.substr(semicolon + 1));
      q = parameter.size() > 2 && same_word(parameter.substr(0, 2), "q=") ? thousandths(parameter.substr(2)) : 0;
    }
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) gzip_q = q;
    else if (same_word(coding, "identity")) identity_q = q;
    else if (coding == "*") any_q = q;
  }
  if (gzip_q < 0) gzip_q = std::max(any_q, 0);
  return gzip_q > 0 && gzip_q >= identity_q ? Coding::gzip : Coding::identity;
}

std::string gzip(std::string_view bytes) {
  // A compressor is 300 KB of tables: one a thread, kept.
  thread_local const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kGzipLevel), libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  if (out.empty()) throw std::runtime_error("gzip failed");
  return out;
}

GzipTwin::GzipTwin(std::string member) {
  std::call_once(made_, [&] { member_ = std::make_shared<const std::string>(std::move(member)); });
}

std::shared_ptr<const std::string> GzipTwin::of(std::string_view body) const {
  std::call_once(made_, [&] { member_ = std::make_shared<const std::string>(gzip(body)); });
  return member_;
}

std::string gunzip(std::span<const std::byte> member) {
  if (member.size() < 18) throw std::runtime_error("not a gzip member");
  // The last four bytes of a member are its length (RFC 1952 section 2.3.1).
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length |= std::to_integer<std::size_t>(member[member.size() - 4 + i]) << (8 * i);
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  if (!decompressor) throw std::bad_alloc();
  std::string out(length, '\0');
  std::size_t written = 0;
  if (libdeflate_gzip_decompress(decompressor.get(), member.data(), member.size(), out.data(), out.size(), &written) !=
          LIBDEFLATE_SUCCESS ||
      written != length)
    throw std::runtime_error("not a gzip member");
  return out;
}

}  // namespace yaad::server
