// SPDX-License-Identifier: Apache-2.0
#include "ledger.hpp"

#include <utility>

namespace yiping::faults {

void Ledger::attempt(const Rating& rating) {
  const std::lock_guard lock(mutex_);
  entries_[rating.digest].rating = rating;
}

void Ledger::acknowledge(const Rating& rating, int status, std::string_view receipt) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_.at(rating.digest);
  if (receipt != rating.receipt) faults_.push_back("another receipt for " + rating.submission);
  if (entry.acknowledged && status == 201) faults_.push_back("201 twice: " + rating.submission);
  if (entry.acknowledged) return;
  entry.acknowledged = true;
  ++acknowledged_;
  // A replay as the first answer: it was stored, and the reply that said so was lost.
  if (status == 200) ++recovered_;
}

void Ledger::retry() {
  const std::lock_guard lock(mutex_);
  ++retries_;
}

void Ledger::turn_away() {
  const std::lock_guard lock(mutex_);
  ++turned_away_;
}

void Ledger::confirm_service(const std::string& case_no) {
  const std::lock_guard lock(mutex_);
  services_.insert(case_no);
}

void Ledger::fault(std::string what) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(std::move(what));
}

std::int64_t Ledger::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return acknowledged_;
}

std::int64_t Ledger::answered() const {
  const std::lock_guard lock(mutex_);
  return acknowledged_ + turned_away_;
}

}  // namespace yiping::faults
