#include "server/folder_pack.hpp"

#include "geo/file_bytes.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <utility>

namespace yaad::server {
namespace {

// The letters of the frames, in the order in which they come. 'N' comes in place of all that follow it.
constexpr char kFormat = 'Y', kProgress = 'P', kNone = 'N', kFolder = 'D', kFile = 'F', kBytes = 'B', kFault = 'X',
               kAccount = 'A', kUnconfined = 'U', kEnd = 'E';
constexpr std::string_view kFormatName = "yaad folder 1";
constexpr std::size_t kMaxWords = std::size_t{64} << 10;  // of names, faults and accounts
constexpr std::size_t kSlice = std::size_t{1} << 20;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kLengthBytes = 8;

class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("SHA-256 is not available");
  }
  void feed(std::string_view bytes) {
    if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) throw std::runtime_error("SHA-256 failed");
  }
  std::string end() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1) throw std::runtime_error("SHA-256 failed");
    return {bytes.begin(), bytes.begin() + size};
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

geo::Error broken(std::string why) { return {geo::Errc::bad_data, std::move(why), {}, {}}; }

struct Frame {
  char letter = 0;
  std::string bytes;
};

class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  geo::Result<Frame> next() {
    std::string head;
    if (!append(head, 1 + kLengthBytes)) return broken("it ends before it is whole");
    Frame frame{head[0], {}};
    std::uint64_t length = 0;
    for (std::size_t i = kLengthBytes; i > 0; --i) length = length << 8 | static_cast<unsigned char>(head[i]);
    if (length > (frame.letter == kBytes ? geo::kMaxFileBytes : kMaxWords)) return broken("a part of it is too long");
    if (frame.letter == kEnd) expected_ = hash_.end();
    else hash_.feed(head);
    if (!append(frame.bytes, length)) return broken("it ends before it is whole");
    if (frame.letter != kEnd) hash_.feed(frame.bytes);
    return frame;
  }
  // Whether this frame, the last one, is the hash of all before it, and nothing follows.
  bool ends_well(const Frame& frame) {
    char more = 0;
    return frame.letter == kEnd && frame.bytes.size() == kHashBytes && frame.bytes == expected_ &&
           source_(&more, 1) == 0;
  }

 private:
  // Room for all that is announced: pages of it that nothing is written to cost nothing.
  bool append(std::string& text, std::uint64_t length) {
    text.reserve(length);
    while (text.size() < length) {
      const std::size_t wanted = std::min<std::uint64_t>(buffer_.size(), length - text.size());
      const std::ptrdiff_t n = source_(buffer_.data(), wanted);
      if (n <= 0) return false;
      text.append(buffer_.data(), static_cast<std::size_t>(n));
    }
    return true;
  }
  const Source& source_;
  std::vector<char> buffer_ = std::vector<char>(kSlice);
  Hash hash_;
  std::string expected_;
};

// Numbers follow what stands before them, each after a space: "incidents.csv 187 186 1".
std::string to_text(std::size_t number) { return ' ' + std::to_string(number); }

bool parse_numbers(std::string_view text, std::initializer_list<std::size_t*> numbers) {
  for (std::size_t* number : numbers) {
    if (text.empty() || text[0] != ' ') return false;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), *number);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return text.empty();
}

bool parse_account(std::string_view text, geo::FileAccount& account) {
  const auto names = geo::folder_file_names();
  account.file = text.substr(0, text.find(' '));
  return std::find(names.begin(), names.end(), account.file) != names.end() &&
         parse_numbers(text.substr(account.file.size()), {&account.read, &account.accepted, &account.refused}) &&
         account.read == account.accepted + account.refused;
}

// One file: its name, then its bytes, or why it is not read, or nothing where there is none.
geo::Result<Frame> read_files(Reader& reader, geo::FolderFiles& folder, Frame frame) {
  for (const std::string_view name : geo::folder_file_names()) {
    if (frame.letter != kFile || frame.bytes != name) return broken("a file of it is missing");
    geo::FolderFile& file = folder.files.emplace_back();
    file.name = name;
    auto next = reader.next();
    if (next && (next->letter == kBytes || next->letter == kFault)) {
      if (next->letter == kFault) file.fault = std::move(next->bytes);
      else file.bytes = std::make_shared<const std::string>(std::move(next->bytes));
      next = reader.next();
    }
    if (!next) return next;
    frame = std::move(*next);
  }
  return frame;
}

}  // namespace

class PackWriter::Stream {
 public:
  explicit Stream(Sink sink) : sink_(std::move(sink)) {}
  void frame(char letter, std::string_view bytes) {
    std::string head(1, letter);
    for (std::size_t i = 0; i < kLengthBytes; ++i) head += static_cast<char>(bytes.size() >> (8 * i) & 0xFF);
    put(head);
    put(bytes);
  }
  bool end() {
    const std::string hash = hash_.end();
    ended_ = true;
    frame(kEnd, hash);
    return good_;
  }

 private:
  void put(std::string_view bytes) {
    for (; good_ && !bytes.empty(); bytes.remove_prefix(std::min(kSlice, bytes.size()))) {
      const std::string_view slice = bytes.substr(0, kSlice);
      if (!ended_) hash_.feed(slice);
      good_ = sink_(slice);
    }
  }
  const Sink sink_;
  Hash hash_;
  bool good_ = true, ended_ = false;
};

PackWriter::PackWriter(Sink sink) : stream_(std::make_unique<Stream>(std::move(sink))) {
  stream_->frame(kFormat, kFormatName);
}
PackWriter::~PackWriter() = default;

void PackWriter::progress(std::size_t read, std::size_t all) {
  stream_->frame(kProgress, to_text(read) + to_text(all));
}

bool PackWriter::finish(const geo::Error& why) {
  stream_->frame(kNone, why.detail);
  return stream_->end();
}

bool PackWriter::finish(const FolderPack& pack) {
  stream_->frame(kFolder, pack.files.folder);
  for (const geo::FolderFile& file : pack.files.files) {
    stream_->frame(kFile, file.name);
    if (file.bytes) stream_->frame(kBytes, *file.bytes);
    else if (!file.fault.empty()) stream_->frame(kFault, file.fault);
  }
  for (const geo::FileAccount& account : pack.accounts)
    stream_->frame(kAccount,
                   account.file + to_text(account.read) + to_text(account.accepted) + to_text(account.refused));
  if (!pack.confined) stream_->frame(kUnconfined, "");
  return stream_->end();
}

geo::Result<FolderPack> read_pack(const Source& source, const OnProgress& on_progress) {
  Reader reader(source);
  auto frame = reader.next();
  if (!frame) return frame.error();
  if (frame->letter != kFormat || frame->bytes != kFormatName) return broken("it was written by another program");
  frame = reader.next();
  for (; frame && frame->letter == kProgress; frame = reader.next()) {
    std::size_t read = 0, all = 0;
    if (!parse_numbers(frame->bytes, {&read, &all})) return broken("a word about progress is wrong");
    if (on_progress) on_progress(read, all);
  }
  if (!frame) return frame.error();
  if (frame->letter == kNone) {
    const auto end = reader.next();
    if (!end) return end.error();
    if (!reader.ends_well(*end)) return broken("its hash is wrong");
    return geo::Error{geo::Errc::unreadable, frame->bytes, {}, {}};
  }
  FolderPack pack;
  if (frame->letter != kFolder) return broken("it names no folder");
  pack.files.folder = std::move(frame->bytes);
  frame = reader.next();
  if (frame) frame = read_files(reader, pack.files, std::move(*frame));
  while (frame && frame->letter == kAccount) {
    if (!parse_account(frame->bytes, pack.accounts.emplace_back())) return broken("an account of rows is wrong");
    frame = reader.next();
  }
  pack.confined = !frame || frame->letter != kUnconfined;
  if (!pack.confined) frame = reader.next();
  if (!frame) return frame.error();
  if (!reader.ends_well(*frame)) return broken("its hash is wrong");
  return pack;
}

}  // namespace yaad::server
