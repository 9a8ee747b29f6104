#include "server/single_flight.hpp"

namespace yaad::server {

Flights::Lead Flights::board(const std::string& key, std::function<void()> landed) {
  const std::lock_guard lock(mutex_);
  const auto [place, first] = waiting_.try_emplace(key);
  if (!first) {
    place->second.push_back(std::move(landed));
    return nullptr;
  }
  return lead_of(key);
}

Flights::Lead Flights::board(const std::string& key) {
  const std::lock_guard lock(mutex_);
  return waiting_.try_emplace(key).second ? lead_of(key) : nullptr;
}

bool Flights::is_joined(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto place = waiting_.find(key);
  return place != waiting_.end() && !place->second.empty();
}

Flights::Lead Flights::lead_of(const std::string& key) {
  return {static_cast<void*>(this), [flights = shared_from_this(), key](void*) { flights->land(key); }};
}

void Flights::land(const std::string& key) {
  std::vector<std::function<void()>> waited;
  {
    const std::lock_guard lock(mutex_);
    const auto place = waiting_.find(key);
    waited = std::move(place->second);
    waiting_.erase(place);
  }
  for (const auto& landed : waited) landed();
}

}  // namespace yaad::server
