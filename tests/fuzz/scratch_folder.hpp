// A data folder in memory's file system, made once a process, for targets whose door is a folder.
// Written anew for each input; gone when the process ends in order.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace yaad::fuzz {

class ScratchFolder {
 public:
  ScratchFolder() {
    const bool in_memory = std::filesystem::is_directory("/dev/shm");
    std::string name = std::string(in_memory ? "/dev/shm" : "/tmp") + "/yaad-fuzz-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  void write(std::string_view name, std::string_view bytes) const {
    std::ofstream out(path_ + '/' + std::string(name), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void remove(std::string_view name) const { std::filesystem::remove(path_ + '/' + std::string(name)); }

 private:
  std::string path_;
};

}  // namespace yaad::fuzz
