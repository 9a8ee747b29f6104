// The kept answers that one thread gave last, as bytes that need no more work: found by what was asked, without a lock,
// an allocation or a look at the parameters. A tag that the client has is answered from here too.
//
// Of one thread and one edition: another edition empties it. What is not here is looked for where it is kept for all
// (tile_cache), which bounds what is worth keeping; here a slot is simply taken over by the next answer that falls on it.
#pragma once

#include "server/edition.hpp"
#include "server/encoding.hpp"
#include "server/reply.hpp"
#include "server/request.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace yaad::server {

inline constexpr std::size_t kReadySlots = 512;  // the tiles of some screens; with the next, 32 MiB a thread at most
inline constexpr std::size_t kMostReadyBytes = std::size_t{64} << 10U;  // larger answers are ruled by their bytes
inline constexpr std::size_t kMostReadyTarget = 512;                    // longer addresses are nobody's second request

class ReadyAnswers {
 public:
  // 200 or 304, or nothing: ask the handlers.
  std::optional<Reply> find(const Request& request, const Edition& edition);
  // Takes what a thread may send again (Reply::lasting), and not what was made for this request alone: a sweep over
  // addresses that nobody asks for twice costs nothing here, and pushes nothing out. Anything else is left alone.
  void keep(const Request& request, const Edition& edition, const Reply& reply);

 private:
  struct Entry {
    std::string target, tag;
    Coding coding = Coding::identity;
    std::string_view route;
    std::shared_ptr<const std::string> body;
    std::string fields, fields_of_304;
  };
  std::shared_ptr<const Entry>& slot_of(std::string_view target, Coding coding);

  std::weak_ptr<const geo::Snapshot> data_;  // weak: an old edition ends when its last request does
  std::string target_;                       // room for the one that is looked for
  std::array<std::shared_ptr<const Entry>, kReadySlots> slots_;
};

}  // namespace yaad::server
