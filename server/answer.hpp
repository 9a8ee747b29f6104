// What a request becomes: a reply at once, or the word that it takes longer than a thread of sockets may be held.
// Asked again with the whole effort, on a thread of the pool, the same request becomes a reply.
#pragma once

#include "server/reply.hpp"
#include "server/request.hpp"
#include "server/single_flight.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace yaad::server {

enum class Effort : std::uint8_t { at_once, whole };

// What grows with the index is short whatever is asked; what reads record by record or draws a picture may take long (work_pool.hpp); a file
// takes longest, and a slot (export_slots.hpp).
enum class Work : std::uint8_t { indexed, scan, file };

// Requests of one key get one answer, which is kept: one of them makes it. A blank key: for this request alone.
struct Later {
  std::string key;
  std::shared_ptr<Flights> flights;  // none where the key is blank
  Work work = Work::indexed;
};

using Answer = std::variant<Reply, Later>;

// Answers one request; may throw, which becomes a 500 and a close. With the whole effort it is always a reply.
using Handler = std::function<Answer(const Request&, Effort)>;

}  // namespace yaad::server
