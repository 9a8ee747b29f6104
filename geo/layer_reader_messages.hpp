// Collects what GDAL says on this thread instead of letting it write to stderr; for as long as this object lives.
// GDAL itself goes on after a failure and forgets it: ask after every call that matters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <cpl_error.h>

namespace yaad::geo {

class Messages {
 public:
  Messages() {
    CPLErrorReset();
    CPLPushErrorHandlerEx(&Messages::take, this);
  }
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;
  ~Messages() { CPLPopErrorHandler(); }

  // True once something failed; GDAL itself goes on and forgets.
  bool failed() const { return !failure_.empty() || CPLGetLastErrorType() >= CE_Failure; }
  std::string failure() const { return failure_.empty() ? "OGR failed without saying why" : failure_; }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  static void CPL_STDCALL take(CPLErr kind, CPLErrorNum /*number*/, const char* text) {
    auto& self = *static_cast<Messages*>(CPLGetErrorHandlerUserData());
    if (kind >= CE_Failure && self.failure_.empty()) self.failure_ = text;
    if (kind == CE_Warning) self.warnings_.emplace_back(text);
  }
  std::string failure_;
  std::vector<std::string> warnings_;
};

}  // namespace yaad::geo
