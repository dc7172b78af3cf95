// SPDX-License-Identifier: Apache-2.0
#include "http_load.hpp"

#include <chrono>
#include <random>
#include <utility>

#include "site.hpp"

namespace yiping::faults {
namespace {

constexpr unsigned kCitizens = 8;
constexpr int kServicesPerReport = 50;

void pause(std::mt19937& random) {
  std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
}

}  // namespace

void HttpLoad::start() {
  threads_.emplace_back([this] { report(); });
  for (unsigned i = 1; i <= kCitizens; ++i) {
    threads_.emplace_back([this, i] { rate(seed_ + i * 7'919U); });
  }
}

void HttpLoad::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void HttpLoad::abandon() {
  abandoned_ = true;
  stop();
}

void HttpLoad::report() {
  std::mt19937 random(seed_);
  BusinessSystem system(site_, seed_);
  while (!stopping_) {
    std::vector<Invitation> invitations = system.report(kServicesPerReport, ledger_);
    if (invitations.empty()) {
      pause(random);
      continue;
    }
    std::unique_lock lock(mutex_);
    for (Invitation& each : invitations) invitations_.push_back(std::move(each));
    changed_.notify_all();
    changed_.wait(lock, [this] { return stopping_ || invitations_.size() < options_.pool; });
  }
}

bool HttpLoad::take(Invitation& invitation) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !invitations_.empty(); });
  if (stopping_) return false;
  invitation = std::move(invitations_.front());
  invitations_.pop_front();
  if (invitations_.size() < options_.pool) changed_.notify_all();
  return true;
}

void HttpLoad::rate(unsigned seed) {
  Citizen citizen(site_, seed);
  Client client(site_.port());
  Invitation invitation;
  while (take(invitation)) {
    const Submission submission = citizen.rate(invitation);
    ledger_.attempt(submission.rating);
    // Some send an acknowledged rating once more, as a page does that lost track of itself.
    int wanted = citizen.random()() % 10 == 0 ? 2 : 1;
    while (wanted > 0 && !abandoned_) {
      if (send_once(client, submission, ledger_, options_.refusals)) {
        --wanted;
      } else {
        pause(citizen.random());
      }
    }
  }
}

}  // namespace yiping::faults
