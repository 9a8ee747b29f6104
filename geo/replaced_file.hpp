// A new file that takes the place of an old one at once: after a crash at any moment there is the one or the other, whole.
//
// It is written beside the old one under a name that begins with a dot, and taken away if it never takes its place.
// Costs two waits for the disk.
#pragma once

#include <string>
#include <string_view>

namespace yaad::geo {

class ReplacedFile {
 public:
  // With the rights of the old file, or for its owner only where there is none.
  ReplacedFile(const std::string& folder, const std::string& name);
  ~ReplacedFile();
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  // Each false with errno set when it failed, and from then on; the old file then stands as it was.
  bool write(std::string_view more);
  bool take_place();

  // What the name of such a file begins with, before it has taken its place.
  static std::string prefix(const std::string& name) { return '.' + name + '.'; }

 private:
  bool sync_folder() const;

  std::string folder_, path_, temporary_;
  int file_ = -1;
  bool whole_, done_ = false;
};

}  // namespace yaad::geo
