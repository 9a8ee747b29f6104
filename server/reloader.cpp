#include "server/reloader.hpp"

#include <exception>
#include <utility>

namespace yaad::server {

Reloader::Reloader(ReloadPlan plan, Editions& editions, std::shared_ptr<ReloadLog> log)
    : plan_(std::move(plan)),
      editions_(editions),
      log_(std::move(log)),
      loaded_look_(plan_.first_look),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Reloader::request() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  wake_.notify_all();
}

bool Reloader::stop(std::chrono::milliseconds patience) {
  thread_.request_stop();
  std::unique_lock lock(mutex_);
  return wake_.wait_for(lock, patience, [this] { return ended_; });
}

void Reloader::run(const std::stop_token& stop) {
  while (wait_for_reason(stop)) reload(stop);
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake_.notify_all();
}

// True when it is time to load, false when stopped. A changed folder is loaded once it has stood for one look: who
// copies files into it is not done between two of them.
bool Reloader::wait_for_reason(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto has_reason = [this] { return asked_; };
    if (plan_.every.count() == 0) wake_.wait(lock, stop, has_reason);
    else wake_.wait_for(lock, stop, plan_.every, has_reason);
    if (stop.stop_requested()) return false;
    const std::string look = plan_.every.count() > 0 ? plan_.look() : std::string();
    const bool settled = look != loaded_look_ && look == changed_look_;
    changed_look_ = look == loaded_look_ ? std::string() : look;
    if (!asked_ && !settled) continue;
    asked_ = false;
    loaded_look_ = look;
    changed_look_.clear();
    return true;
  }
}

void Reloader::reload(const std::stop_token& stop) {
  if (!editions_.wait_for_room(stop)) return;
  LoadOutcome outcome;
  try {
    const Loaded loaded = plan_.load(stop);
    if (stop.stop_requested()) return;
    outcome = {loaded.fault, loaded.why};
    if (loaded.snapshot) {
      editions_.put(std::make_unique<const Edition>(loaded.snapshot, plan_.site, log_));
      if (loaded.is_served) loaded.is_served();
      plan_.say("reloaded: version " + loaded.snapshot->version + ", " +
                std::to_string(loaded.snapshot->dataset.incidents.size()) + " attacks");
    } else {
      for (const std::string& line : first_findings(loaded.findings)) plan_.say(line);
    }
  } catch (const std::exception& error) {  // memory, mostly: what is served stays
    outcome = {LoadFault::internal, error.what()};
  }
  if (outcome.fault)
    plan_.say("the folder was not loaded, version " + editions_.now()->snapshot->version +
              " is still served: " + outcome.why);
  log_->record(std::move(outcome));
}

}  // namespace yaad::server
