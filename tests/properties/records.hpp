// SPDX-License-Identifier: Apache-2.0
// Made-up events and their counts.
#pragma once

#include <ostream>
#include <span>
#include <vector>

#include "properties.hpp"
#include "yiping/counts.hpp"

namespace yiping {

/// What a counter-example shows; found by RapidCheck through the namespace.
inline void showValue(const Record& record, std::ostream& out) {
  out << "{outcome " << static_cast<int>(record.outcome);
  if (record.level) out << ", " << name_of(*record.level);
  out << ", ruling " << static_cast<int>(record.ruling) << ", " << name_of(record.way)
      << ", call-back " << static_cast<int>(record.call_back);
  if (record.answer) out << ", answer " << static_cast<int>(*record.answer);
  if (record.corrected) out << ", corrected";
  if (record.replied) out << ", replied";
  if (record.rectified) out << ", rectified";
  if (record.rechecked) out << ", rechecked";
  out << ", provisions " << static_cast<int>(record.cross_province)
      << static_cast<int>(record.integrated) << static_cast<int>(record.one_thing) << "}";
}

namespace test {

/// An event that passes its check; what would contradict is not picked. Bad ratings are frequent.
inline Record pick_record() {
  Record made;
  made.outcome = pick_of<Outcome>(6);
  const bool is_rated = made.outcome == Outcome::rated;
  if (is_rated || made.outcome == Outcome::defaulted || made.outcome == Outcome::late) {
    made.level = pick_of<Level>(5);
  }
  const bool is_bad_rating = is_rated && is_bad(*made.level);
  if (is_bad_rating && once_in(4)) made.ruling = pick_of<Ruling>(3);
  if (is_rated) made.corrected = once_in(8);
  made.way = pick_of<RatingWay>(3);
  made.replied = once_in(2);
  made.call_back = pick_of<CallBack>(4);
  made.rectified = once_in(2);
  if (once_in(2)) made.answer = pick_of<CallBackAnswer>(3);
  made.rechecked = once_in(3);
  made.cross_province = pick_of<Provision>(3);
  made.integrated = pick_of<Provision>(3);
  made.one_thing = pick_of<Provision>(3);
  return made;
}

inline rc::Gen<Record> records() {
  return rc::gen::suchThat(made_by(pick_record),
                           [](const Record& record) { return bool(record.check()); });
}

inline rc::Gen<std::vector<Record>> many_records(std::size_t most) {
  return up_to(most, records());
}

[[nodiscard]] inline Counts counts_of(std::span<const Record> records) {
  Counts counts;
  for (const Record& record : records) counts.add(record);
  return counts;
}

[[nodiscard]] inline Counts merged(Counts left, const Counts& right) {
  left.merge(right);
  return left;
}

}  // namespace test
}  // namespace yiping
