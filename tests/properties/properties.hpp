// SPDX-License-Identifier: Apache-2.0
// A property is a law that holds for whatever RapidCheck makes up. Values are made by code that
// picks (`made_by`), so that each pick shrinks. What makes long runs: README.md.
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace yiping::test {

/// How many times the usual hundred cases are tried.
enum class Times : int { usual = 1, ten = 10, hundred = 100 };

/// Fails the test with the smallest counter-example found when the law does not hold.
void check_law(const rc::detail::Property& law, Times times);

template <typename Law>
void for_all(Law law, Times times = Times::usual) {
  check_law(rc::detail::toProperty(std::move(law)), times);
}

/// What `make` returns, each pick in it shrinking on its own.
template <typename Make>
auto made_by(Make make) {
  return rc::gen::exec(std::move(make));
}

/// From `least` to `most`, as likely in small cases as in large ones; shrinks to `least`.
template <typename Number>
Number pick(Number least, Number most) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(least, most + 1));
}

/// An index of something that has `count` members; or, of an enum, a member.
inline std::size_t pick_index(std::size_t count) { return pick<std::size_t>(0, count - 1); }

template <typename Enum>
Enum pick_of(std::size_t count) {
  return static_cast<Enum>(pick_index(count));
}

/// Once in `times`; shrinks to no.
inline bool once_in(std::size_t times) { return pick_index(times) == times - 1; }

/// One of a few; shrinks to the first.
template <typename List>
auto pick_from(const List& list) {
  return list[pick_index(std::size(list))];
}

/// 0 to `most` of them; shrinks by leaving out.
template <typename Value>
rc::Gen<std::vector<Value>> up_to(std::size_t most, rc::Gen<Value> one) {
  return rc::gen::resize(static_cast<int>(most),
                         rc::gen::container<std::vector<Value>>(std::move(one)));
}

}  // namespace yiping::test
