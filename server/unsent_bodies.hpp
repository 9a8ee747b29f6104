// Bodies that nothing but their connections hold, of one thread: how much they take, and who makes room for others.
// Without it, who reads slowly decides how much memory the server takes, and who asks next is refused for it.
#pragma once

#include "server/metrics.hpp"

#include <cstddef>
#include <set>

namespace yaad::server {

struct Connection;

// A thread. One body more may stand above it, however large, so that no page is too large to be asked for.
inline constexpr std::size_t kMostUnsentBytes = std::size_t{16} << 20U;

// Touched by the connections' own thread only.
class UnsentBodies {
 public:
  explicit UnsentBodies(Metrics& metrics, std::size_t most = kMostUnsentBytes) : metrics_(metrics), most_(most) {}

  // From here to the end of this the connection holds a body of this size.
  class Held {
   public:
    Held(Connection& connection, std::size_t bytes);
    ~Held();
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

   private:
    Connection& connection_;
  };

  // True when one more body may be held for this connection. Where there is no room, the address that holds the most
  // makes it: those of its connections are cut that have been reading longest. False where that would be the address
  // that asks: nobody gets more by asking more. Costs a comparison, and where room is made a look at every holder.
  bool has_room_for(const Connection& asking, std::size_t bytes);

 private:
  void make_room(const Connection& asking, std::size_t until);
  void hold(Connection& connection, std::size_t bytes);
  void release(Connection& connection);

  Metrics& metrics_;
  const std::size_t most_;
  std::size_t held_ = 0;
  std::set<Connection*> holders_;
};

}  // namespace yaad::server
