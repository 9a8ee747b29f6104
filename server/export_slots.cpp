#include "server/export_slots.hpp"

#include "server/client_address.hpp"

namespace yaad::server {

ExportSlots::Taken ExportSlots::take(const boost::asio::ip::address& client) {
  const auto counted = counted_address(client);
  {
    const std::lock_guard lock(room_->mutex);
    if (room_->clients.contains(counted)) return {nullptr, Refusal::one_a_client};
    if (room_->clients.size() >= room_->most) return {nullptr, Refusal::all_taken};
    room_->clients.insert(counted);
  }
  // Only the end of this object is of use, so what it points at does not matter.
  return {std::shared_ptr<const void>(room_.get(),
                                      [room = room_, counted](const void*) {
                                        const std::lock_guard lock(room->mutex);
                                        room->clients.erase(counted);
                                      }),
          Refusal::all_taken};
}

}  // namespace yaad::server
