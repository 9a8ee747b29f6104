// Builds the next edition beside the one that is served, on a thread of its own, when asked or when the folder changed.
//
// Any number of requests while one runs make one more run after it. A folder that cannot be served changes nothing but
// the log. Costs what loading costs, and the memory of a second edition while both stand.
#pragma once

#include "server/editions.hpp"
#include "server/load.hpp"
#include "server/reload_log.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace yaad::server {

struct ReloadPlan {
  std::function<Loaded(const std::stop_token&)> load;
  std::function<std::string()> look;  // another text when the folder changed; asked only where `every` is set
  std::string first_look;             // from before the folder was loaded first
  std::chrono::seconds every{0};      // 0: only when asked
  std::shared_ptr<const Site> site;
  std::function<void(const std::string&)> say;  // a line for the log
};

class Reloader {
 public:
  // The editions and the log must outlive it.
  Reloader(ReloadPlan plan, Editions& editions, std::shared_ptr<ReloadLog> log);
  void request();
  // Ends what runs as soon as it can be ended; false when it still runs after `patience`.
  bool stop(std::chrono::milliseconds patience);

 private:
  void run(const std::stop_token& stop);
  bool wait_for_reason(const std::stop_token& stop);
  void reload(const std::stop_token& stop);

  const ReloadPlan plan_;
  Editions& editions_;
  const std::shared_ptr<ReloadLog> log_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool asked_ = false;
  bool ended_ = false;
  std::string loaded_look_;   // the folder when it was last loaded
  std::string changed_look_;  // as it was found changed, one look ago; blank: not changed then
  std::jthread thread_;
};

}  // namespace yaad::server
