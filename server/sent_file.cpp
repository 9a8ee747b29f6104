#include "server/sent_file.hpp"

#include <openssl/evp.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace yaad::server {
namespace {

constexpr std::size_t kPiece = std::size_t{128} << 10U;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (file_ < 0) fail("an exported file cannot be opened");
  }
  ~OpenFile() { ::close(file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return file_; }

 private:
  int file_;
};

std::string read_at(int file, std::uint64_t offset) {
  std::string piece(kPiece, '\0');
  ssize_t n = 0;
  do n = ::pread(file, piece.data(), piece.size(), static_cast<off_t>(offset));
  while (n < 0 && errno == EINTR);
  if (n < 0) fail("an exported file cannot be read");
  piece.resize(static_cast<std::size_t>(n));
  return piece;
}

std::string base64(const std::array<unsigned char, EVP_MAX_MD_SIZE>& bytes, unsigned size) {
  std::array<unsigned char, std::size_t{2} * EVP_MAX_MD_SIZE> text{};
  const int length = EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

}  // namespace

SentFile open_and_digest(const std::string& path) {
  const auto file = std::make_shared<const OpenFile>(path);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not available");
  std::uint64_t length = 0;
  for (std::string piece = read_at(file->descriptor(), 0); !piece.empty();
       piece = read_at(file->descriptor(), length)) {
    if (EVP_DigestUpdate(digest.get(), piece.data(), piece.size()) != 1) throw std::runtime_error("SHA-256 failed");
    length += piece.size();
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(digest.get(), bytes.data(), &size) != 1) throw std::runtime_error("SHA-256 failed");
  const auto next = [file, offset = std::uint64_t{0}]() mutable {
    std::string piece = read_at(file->descriptor(), offset);
    offset += piece.size();
    return piece;
  };
  return {std::make_shared<BodyStream>(BodyStream{next, length}), base64(bytes, size)};
}

}  // namespace yaad::server
