// A file that is sent piece by piece, with the hash by which a reader can tell that all of it came.
// The file is read twice, once for its hash. It may be taken away from its folder meanwhile: open, it stays.
#pragma once

#include "server/body_stream.hpp"

#include <memory>
#include <string>

namespace yaad::server {

struct SentFile {
  std::shared_ptr<BodyStream> stream;
  std::string sha256_base64;  // as Repr-Digest has it (RFC 9530)
};

// Throws std::system_error when the file cannot be read.
SentFile open_and_digest(const std::string& path);

}  // namespace yaad::server
