// One answer that many ask for at once is made once: the first makes it, the others wait for that.
// Knows keys only, never an answer: who waited looks again where answers are kept. Safe from any thread.
#pragma once

#include "server/keyed_hash.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace yaad::server {

class Flights : public std::enable_shared_from_this<Flights> {
 public:
  // Held by who makes the answer. When it goes, made or not, all who wait are called, on the thread where it goes.
  using Lead = std::shared_ptr<void>;

  // The lead, or none: then somebody makes it already, and `landed` is called once, when that has ended.
  Lead board(const std::string& key, std::function<void()> landed);
  // Whether anybody waits for it beside who makes it.
  bool is_joined(const std::string& key);
  // The lead, or none, for one who does not wait.
  Lead board(const std::string& key);

 private:
  Lead lead_of(const std::string& key);
  void land(const std::string& key);

  std::mutex mutex_;
  std::unordered_map<std::string, std::vector<std::function<void()>>, KeyedHash> waiting_;
};

}  // namespace yaad::server
