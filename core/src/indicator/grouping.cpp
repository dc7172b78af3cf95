// SPDX-License-Identifier: Apache-2.0
#include "yiping/grouping.hpp"

namespace yiping {
namespace {

constexpr RaterKind kRaterKinds[] = {RaterKind::natural_person, RaterKind::organisation};
constexpr Round kRounds[] = {Round::first, Round::follow_up};

template <typename Kind, typename Kinds>
std::optional<Kind> named(const Kinds& kinds, std::string_view name) {
  for (const Kind kind : kinds) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Grouping grouping) {
  switch (grouping) {
    case Grouping::item:
      return "item";
    case Grouping::org:
      return "org";
    case Grouping::platform:
      return "platform";
    case Grouping::staff:
      return "staff";
    case Grouping::window:
      return "window";
    case Grouping::channel:
      return "channel";
    case Grouping::rater_kind:
      return "rater_kind";
    case Grouping::round:
      return "round";
    case Grouping::area:
      return "area";
  }
  return "";
}

std::string_view name_of(RaterKind kind) {
  switch (kind) {
    case RaterKind::natural_person:
      return "natural_person";
    case RaterKind::organisation:
      return "organisation";
  }
  return "";
}

std::string_view name_of(Round round) {
  switch (round) {
    case Round::first:
      return "first";
    case Round::follow_up:
      return "follow_up";
  }
  return "";
}

std::optional<Grouping> grouping_named(std::string_view name) {
  return named<Grouping>(kGroupings, name);
}

std::optional<RaterKind> rater_kind_named(std::string_view name) {
  return named<RaterKind>(kRaterKinds, name);
}

std::optional<Round> round_named(std::string_view name) { return named<Round>(kRounds, name); }

}  // namespace yiping
