// SPDX-License-Identifier: Apache-2.0
// Which items are shown, enabled and required, and which page that leaves.
#include "yiping/condition.hpp"
#include "yiping/session.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

ConditionValue value_of(const Questionnaire& questionnaire, const Item& item,
                        const Answer& answer) {
  ConditionValue value;
  if (answer.rating) value.text = name_of(*answer.rating);
  if (item.kind == Item::Kind::text && !normalise(answer.text).empty()) value.text = answer.text;
  if (item.has_options()) {
    value.list = &questionnaire.lists[item.list];
    value.ticks = &answer.ticks;
    for (std::size_t i = 0; i < value.list->codes.size(); ++i) {
      if (answer.ticked(i)) value.text = value.list->codes[i].code;
    }
  }
  if (item.kind == Item::Kind::contact && value.text.empty()) value.text = kRatingWays[0];
  value.given = !value.text.empty();
  return value;
}

}  // namespace

RatingWay Session::way() const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (questionnaire_->items[i].kind != Item::Kind::contact || !is_enabled(i)) continue;
    for (const RatingWay way : {RatingWay::call_back, RatingWay::named}) {
      if (answers_[i].ticked(static_cast<std::size_t>(way))) return way;
    }
  }
  return RatingWay::anonymous;
}

void Session::refresh() {
  const auto& items = questionnaire_->items;
  std::array<ConditionValue, kMaxItems> values;
  const auto says = [&](const std::optional<CborValue>& condition) {
    return !condition || holds(*condition, items, values.data());
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    flags_[i] = 0;
    const bool waits = i > 0 && !level();
    if (waits || (item.beside && way() == RatingWay::anonymous) || !says(item.shown_if)) continue;
    flags_[i] = kShown;
    if (!says(item.enabled_if)) continue;
    flags_[i] = kShown | kEnabled;
    values[i] = value_of(*questionnaire_, item, answers_[i]);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const bool may = item.required_if.has_value() || item.kind == Item::Kind::level;
    if (may && is_enabled(i) && says(item.required_if)) flags_[i] |= kNeeded;
  }
  // A page that has lost its items gives way to the one before it. The first has the level.
  while (page_ > 0 && !shows_section(page_)) --page_;
}

bool Session::shows_section(std::size_t section) const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (questionnaire_->items[i].section == section && is_shown(i)) return true;
  }
  return false;
}

std::optional<SensitiveText> Session::sensitive_text() const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (questionnaire_->items[i].beside || !is_enabled(i)) continue;
    if (const auto span = next_sensitive(answers_[i].text, 0)) return SensitiveText{i, span->kind};
  }
  return std::nullopt;
}

}  // namespace yiping
