// SPDX-License-Identifier: Apache-2.0
#include "yiping/counts.hpp"

namespace yiping {
namespace {

constexpr Counter kCounters[] = {
    {"pending", &Counts::pending},
    {"unrated", &Counts::unrated},
    {"late", &Counts::late},
    {"voided", &Counts::voided},
    {"mistaken", &Counts::mistaken},
    {"malicious", &Counts::malicious},
    {"corrected", &Counts::corrected},
    {"bad_replied", &Counts::bad_replied},
    {"bad_reachable", &Counts::bad_reachable},
    {"bad_unreachable", &Counts::bad_unreachable},
    {"bad_rectified", &Counts::bad_rectified},
    {"bad_closed", &Counts::bad_closed},
    {"named_bad", &Counts::named_bad},
    {"named_bad_closed", &Counts::named_bad_closed},
    {"call_back_answers", &Counts::call_back_answers},
    {"call_back_satisfied", &Counts::call_back_satisfied},
    {"rechecked", &Counts::rechecked},
    {"cross_province_offered", &Counts::cross_province_offered},
    {"cross_province_used", &Counts::cross_province_used},
    {"integrated_offered", &Counts::integrated_offered},
    {"integrated_used", &Counts::integrated_used},
    {"one_thing_offered", &Counts::one_thing_offered},
    {"one_thing_used", &Counts::one_thing_used},
};

using Levels = std::array<std::int64_t, 5>;

std::int64_t good_of(const Levels& levels) { return levels[0] + levels[1] + levels[2]; }

std::int64_t sum_of(const Levels& levels) { return good_of(levels) + levels[3] + levels[4]; }

/// Adds a record `times` (1 or -1): the one place that knows which counts an event touches.
class Entry {
 public:
  Entry(Counts& counts, const Record& record, std::int64_t times)
      : counts_(counts), record_(record), times_(times) {}

  void apply() {
    switch (record_.outcome) {
      case Outcome::pending:
        count(counts_.pending);
        break;
      case Outcome::unrated:
        count(counts_.unrated);
        break;
      case Outcome::late:
        count(counts_.unrated);
        count(counts_.late);
        break;
      case Outcome::rated:
        rating();
        break;
      case Outcome::defaulted:
        if (record_.level) count(counts_.defaults[static_cast<std::size_t>(*record_.level)]);
        break;
      case Outcome::voided:
        count(counts_.voided);
        return;
    }
    offers();
  }

 private:
  void count(std::int64_t& counter) const { counter += times_; }

  void rating() {
    if (!record_.level) return;
    if (record_.corrected) count(counts_.corrected);
    switch (record_.ruling) {
      case Ruling::mistaken:
        count(counts_.mistaken);
        return;
      case Ruling::malicious:
        count(counts_.malicious);
        return;
      case Ruling::none:
        break;
    }
    count(counts_.levels[static_cast<std::size_t>(*record_.level)]);
    if (is_bad(*record_.level)) bad();
  }

  void bad() {
    const bool named = record_.way != RatingWay::anonymous;
    const bool called = record_.call_back == CallBack::done;
    const bool to_call = named && record_.call_back == CallBack::none;
    if (record_.replied) count(counts_.bad_replied);
    if (called || to_call) count(counts_.bad_reachable);
    if (record_.call_back == CallBack::unreachable) count(counts_.bad_unreachable);
    if (record_.rectified) count(counts_.bad_rectified);
    if (record_.rectified && called) count(counts_.bad_closed);
    if (record_.rectified && record_.rechecked) count(counts_.rechecked);
    if (named) count(counts_.named_bad);
    if (named && record_.rectified && called) count(counts_.named_bad_closed);
    if (called && record_.answer) answer(*record_.answer);
  }

  void answer(CallBackAnswer given) {
    count(counts_.call_back_answers);
    if (given != CallBackAnswer::dissatisfied) count(counts_.call_back_satisfied);
  }

  void offers() {
    offer(record_.cross_province, counts_.cross_province_offered, counts_.cross_province_used);
    offer(record_.integrated, counts_.integrated_offered, counts_.integrated_used);
    offer(record_.one_thing, counts_.one_thing_offered, counts_.one_thing_used);
  }

  void offer(Provision made, std::int64_t& offered, std::int64_t& used) const {
    if (made != Provision::none) count(offered);
    if (made == Provision::used) count(used);
  }

  Counts& counts_;
  const Record& record_;
  std::int64_t times_;
};

void combine(Counts& to, const Counts& part, std::int64_t times) {
  for (const Counter& counter : kCounters) to.*counter.value += times * (part.*counter.value);
  for (std::size_t i = 0; i < to.levels.size(); ++i) {
    to.levels[i] += times * part.levels[i];
    to.defaults[i] += times * part.defaults[i];
  }
}

}  // namespace

Status Record::check() const {
  const bool needed = outcome == Outcome::rated || outcome == Outcome::defaulted;
  const bool allowed = needed || outcome == Outcome::late;
  if (level.has_value() ? !allowed : needed) return Error{ErrorCode::bad_value, "/level"};
  const bool rated = outcome == Outcome::rated;
  // 误评 and 恶意 are rulings about bad ratings; a good one has no case to rule in.
  if (ruling != Ruling::none && !(rated && is_bad(*level))) {
    return Error{ErrorCode::bad_value, "/ruling"};
  }
  if (corrected && !rated) return Error{ErrorCode::bad_value, "/corrected"};
  if (answer && call_back != CallBack::done) return Error{ErrorCode::bad_value, "/answer"};
  if (rechecked && !rectified) return Error{ErrorCode::bad_value, "/rechecked"};
  return {};
}

std::int64_t Counts::good() const { return good_of(levels); }

std::int64_t Counts::bad() const { return levels[3] + levels[4]; }

std::int64_t Counts::rated() const { return sum_of(levels); }

std::int64_t Counts::filled() const { return sum_of(defaults); }

std::int64_t Counts::filled_good() const { return good_of(defaults); }

void Counts::add(const Record& record) { Entry(*this, record, 1).apply(); }

void Counts::remove(const Record& record) { Entry(*this, record, -1).apply(); }

void Counts::move(const Record& from, const Record& to) {
  remove(from);
  add(to);
}

void Counts::merge(const Counts& part) { combine(*this, part, 1); }

void Counts::subtract(const Counts& part) { combine(*this, part, -1); }

std::span<const Counter> counters() { return kCounters; }

}  // namespace yiping
