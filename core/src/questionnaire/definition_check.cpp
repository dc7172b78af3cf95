// SPDX-License-Identifier: Apache-2.0
// What whoever makes packs asks, once, and no browser pays for: whether a definition is one that
// people can answer. The reader alone refuses what a session could not hold.
#include <algorithm>

#include "cbor/field_reader.hpp"
#include "yiping/condition.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping {
namespace {

/// Wording that the view itself needs, beside what a questionnaire names.
constexpr std::string_view kCoreTexts[] = {
    "action.submit",          "action.retry",         "action.edit",
    "notice.unreachable",     "notice.rejected",      "announce.level_chosen",
    "announce.level_changed", "announce.sending",     "announce.stored",
    "announce.rejected",      "announce.unreachable", "announce.edit",
    "announce.closed",        "announce.undone",      "notice.carried_over",
    "error.level_missing",
};

/// Of questionnaires that ask for texts, that require something, that have pages.
constexpr std::string_view kTextTexts[] = {
    "error.text_too_long", "announce.review", "notice.sensitive", "kind.id_number", "kind.phone",
    "kind.bank_card",      "kind.plate",      "kind.email",       "kind.number",
};
constexpr std::string_view kRequiredTexts[] = {"error.answer_missing"};
constexpr std::string_view kPageTexts[] = {"action.next", "action.back"};

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && c != '_' && c != '-' && c != '.') return false;
  }
  return true;
}

Status fault(ErrorCode code, const char* group, std::size_t index, const char* name) {
  std::string path = "/questionnaire";
  put_key(path, group);
  put_index(path, static_cast<int>(index));
  if (name != nullptr) put_key(path, name);
  return Status(code, path);
}

template <typename T>
Status check_ids(const std::vector<T>& things, const char* group) {
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (!is_id(things[i].id)) return fault(ErrorCode::bad_value, group, i, "id");
    const auto same = [&](const T& other) { return other.id == things[i].id; };
    if (std::any_of(things.begin(), things.begin() + static_cast<std::ptrdiff_t>(i), same)) {
      return fault(ErrorCode::duplicate_id, group, i, "id");
    }
  }
  return {};
}

/// A code stands once in its list.
Status check_codes(const std::vector<OptionList>& lists) {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    std::vector<std::string_view> codes;
    for (const Option& option : lists[i].codes) codes.push_back(option.code);
    std::sort(codes.begin(), codes.end());
    if (std::adjacent_find(codes.begin(), codes.end()) != codes.end()) {
      return fault(ErrorCode::duplicate_id, "lists", i, "codes");
    }
  }
  return {};
}

/// The level once and whatever happens, sections in their order, one list of reasons and one
/// contact at most, the contact before what travels beside the document.
Status check_order(const Questionnaire& questionnaire) {
  bool has_reasons = false;
  bool has_contact = false;
  for (std::size_t i = 0; i < questionnaire.items.size(); ++i) {
    const Item& item = questionnaire.items[i];
    const bool reasons =
        item.kind == Item::Kind::multi && questionnaire.lists[item.list].is_reasons();
    const bool contact = item.kind == Item::Kind::contact;
    const bool second = (item.kind == Item::Kind::level && i > 0) || (reasons && has_reasons) ||
                        (contact && has_contact);
    if (second) return fault(ErrorCode::bad_value, "items", i, "kind");
    if (item.beside && !has_contact) return fault(ErrorCode::bad_value, "items", i, "beside");
    if (i > 0 && item.section < questionnaire.items[i - 1].section) {
      return fault(ErrorCode::bad_value, "items", i, "section");
    }
    has_reasons = has_reasons || reasons;
    has_contact = has_contact || contact;
  }
  const Item& level = questionnaire.items.front();
  if (level.shown_if || level.enabled_if) return fault(ErrorCode::bad_value, "items", 0, "kind");
  return {};
}

/// What shows or enables an item asks about items before it, so that nothing waits for itself.
Status check_conditions(const std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::span<const Item> earlier(items.data(), i);
    const struct {
      const char* name;
      const std::optional<CborValue>& condition;
      std::span<const Item> may_ask;
    } conditions[] = {{"shown_if", items[i].shown_if, earlier},
                      {"enabled_if", items[i].enabled_if, earlier},
                      {"required_if", items[i].required_if, items}};
    for (const auto& each : conditions) {
      if (!each.condition) continue;
      const auto status = check_condition(*each.condition, each.may_ask);
      if (!status) return fault(status.error().code, "items", i, each.name);
    }
  }
  return {};
}

/// Collects the first key that a locale does not have.
class TextCheck {
 public:
  explicit TextCheck(const Locale& locale) : locale_(&locale) {}

  void require(std::string_view key) {
    if (!missing_.empty()) return;
    if (locale_->find(key).empty()) missing_ = key;
  }

  void require(std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) require(key);
  }

  [[nodiscard]] Status status() const {
    if (missing_.empty()) return {};
    return Status(ErrorCode::missing_text, missing_);
  }

 private:
  const Locale* locale_;
  std::string missing_;
};

}  // namespace

Status check_definition(const Questionnaire& questionnaire) {
  if (!is_id(questionnaire.id)) return Status(ErrorCode::bad_value, "/questionnaire/id");
  if (auto status = check_ids(questionnaire.sections, "sections"); !status) return status;
  if (auto status = check_ids(questionnaire.lists, "lists"); !status) return status;
  if (auto status = check_ids(questionnaire.items, "items"); !status) return status;
  if (auto status = check_codes(questionnaire.lists); !status) return status;
  if (auto status = check_order(questionnaire); !status) return status;
  return check_conditions(questionnaire.items);
}

Status check_texts(const Questionnaire& questionnaire, const Locale& locale) {
  TextCheck check(locale);
  check.require(kCoreTexts);
  for (const Level level : kLevels) {
    if (questionnaire.offers(level)) check.require(wording_key("level.", name_of(level)));
  }
  check.require(questionnaire.title);
  if (!questionnaire.sections.empty()) check.require(kPageTexts);
  for (const Section& section : questionnaire.sections) check.require(section.title);
  for (const Item& item : questionnaire.items) {
    check.require(item.label);
    if (!item.hint.empty()) check.require(item.hint);
    if (item.kind == Item::Kind::text) check.require(kTextTexts);
    if (item.required_if) check.require(kRequiredTexts);
  }
  for (const OptionList& list : questionnaire.lists) {
    for (const Option& code : list.codes) check.require(reason_key(list, code));
  }
  return check.status();
}

}  // namespace yiping
