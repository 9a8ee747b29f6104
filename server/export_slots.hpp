// How many exports may be under way at once, and that one address has one of them. Files are made record by record and
// sent as slowly as their readers read: without a bound a few of them would take the machine.
// Safe from any thread. Holds as many addresses as there are slots.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <set>

namespace yaad::server {

inline constexpr std::size_t kExportSlots = 4;  // of a megabyte or two each, and a thread
inline constexpr int kExportRetrySeconds = 30;

class ExportSlots {
 public:
  enum class Refusal : std::uint8_t { all_taken, one_a_client };
  struct Taken {
    std::shared_ptr<const void> slot;  // free again when the last holder lets go; null where it was refused
    Refusal why = Refusal::all_taken;  // then
  };

  explicit ExportSlots(std::size_t most = kExportSlots) : room_(std::make_shared<Room>(most)) {}
  Taken take(const boost::asio::ip::address& client);

 private:
  struct Room {
    explicit Room(std::size_t n) : most(n) {}
    const std::size_t most;
    std::mutex mutex;
    std::set<boost::asio::ip::address> clients;
  };
  std::shared_ptr<Room> room_;  // slots may outlive this object
};

}  // namespace yaad::server
