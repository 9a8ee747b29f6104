// Files that GDAL writes, whose first failure is remembered: several of its drivers do not look whether a write, the
// last part of one at closing, a seek or a question about a file went well, and make a file that opens and is not whole;
// one does not look whether its file could be made. What cannot be made is one that takes everything and keeps nothing.
// Costs one more call for each of GDAL's; what is written goes to the disk by blocks, as stdio does.
#pragma once

#include <string>

namespace yaad::geo {

// For files that are opened, written and closed on this thread while it lives; of two the inner one is told.
class WholeFiles {
 public:
  static constexpr const char* kPrefix = "/vsiwhole/";

  WholeFiles();
  ~WholeFiles();
  WholeFiles(const WholeFiles&) = delete;
  WholeFiles& operator=(const WholeFiles&) = delete;

  // The name by which GDAL is to open this absolute path.
  static std::string name_of(const std::string& path) { return kPrefix + path; }

  // The system's words for the first thing that failed; empty while nothing did. To be asked after the last close.
  const std::string& failure() const { return failure_; }

  void failed(int error);  // errno

 private:
  WholeFiles* const outer_;
  std::string failure_;
};

}  // namespace yaad::geo
