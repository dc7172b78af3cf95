// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/condition.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxVersion = 65'535;
constexpr std::uint32_t kMaxTextLimit = 2'000;
constexpr std::size_t kHashSize = 64;
constexpr std::size_t kMinLevels = 2;

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

std::string_view read_id(FieldReader& fields) {
  const std::string_view id = fields.text("id");
  if (!is_id(id)) fields.fail(ErrorCode::bad_value, "id");
  return id;
}

/// 1 to `most`.
std::uint32_t read_count(FieldReader& fields, const char* name, std::uint32_t most) {
  const std::uint32_t value = fields.integer(name);
  if (value == 0 || value > most) fields.fail(ErrorCode::bad_value, name);
  return value;
}

/// An option of a question has neither level nor set.
void read_code(FieldReader& fields, const OptionList& list, Option& code) {
  code.code = fields.text("code");
  if (!list.is_reasons()) return fields.finish();
  code.level = level_named(fields.text("level"));
  if (!code.level) fields.fail(ErrorCode::unknown_level, "level");
  const std::string_view set = fields.text("set");
  if (set == "extension") {
    code.set = Option::Set::extension;
  } else if (set != "base") {
    fields.fail(ErrorCode::bad_value, "set");
  }
  fields.finish();
}

void read_list(FieldReader& fields, OptionList& list) {
  list.id = read_id(fields);
  list.version = fields.integer("version");
  if (list.version > kMaxVersion) fields.fail(ErrorCode::bad_value, "version");
  if (const auto codes = fields.need("codes", Kind::array)) {
    list.codes = std::vector<Option>(codes->size());
    CborValue::Cursor cursor(*codes);
    int index = 0;
    for (Option& code : list.codes) {
      FieldReader inner(fields, "codes", cursor.next(), index++);
      read_code(inner, list, code);
      for (const Option* other = list.codes.data(); other != &code; ++other) {
        if (other->code == code.code) inner.fail(ErrorCode::duplicate_id, "code");
      }
    }
  }
  fields.finish();
}

void read_kind(FieldReader& fields, Item& item) {
  const std::string_view name = fields.text("kind");
  for (const auto kind :
       {Item::Kind::level, Item::Kind::multi, Item::Kind::rating, Item::Kind::text,
        Item::Kind::single, Item::Kind::contact, Item::Kind::statement}) {
    if (name_of(kind) != name) continue;
    item.kind = kind;
    return;
  }
  fields.fail(ErrorCode::bad_value, "kind");
}

/// The list that an item names, and that fits its kind.
void read_options(FieldReader& fields, const std::vector<OptionList>& lists, Item& item) {
  const std::string_view id = fields.text("list");
  while (item.list < lists.size() && lists[item.list].id != id) ++item.list;
  bool fits = item.list < lists.size();
  if (fits && item.kind != Item::Kind::multi) fits = !lists[item.list].is_reasons();
  if (fits && item.kind == Item::Kind::contact) {
    const auto& codes = lists[item.list].codes;
    fits = codes.size() == kContactWays.size();
    for (std::size_t i = 0; fits && i < codes.size(); ++i) fits = codes[i].code == kContactWays[i];
  }
  if (!fits) fields.fail(ErrorCode::bad_value, "list");
}

/// Asks about the items before `item` only, so that no condition can wait for itself.
void check_earlier(FieldReader& fields, const char* name, const std::optional<CborValue>& condition,
                   std::span<const Item> earlier) {
  if (!condition) return;
  if (const auto status = check_condition(*condition, earlier); !status) {
    fields.fail(status.error().code, name);
  }
}

void read_section(FieldReader& fields, const std::vector<Section>& sections, Item& item) {
  if (sections.empty()) return;
  const std::string_view id = fields.text("section");
  while (item.section < sections.size() && sections[item.section].id != id) ++item.section;
  if (item.section == sections.size()) fields.fail(ErrorCode::bad_value, "section");
}

/// `earlier`: the items before it.
void read_item(FieldReader& fields, const Questionnaire& out, std::span<const Item> earlier,
               Item& item) {
  item.id = read_id(fields);
  read_kind(fields, item);
  item.label = fields.text("label");
  item.hint = fields.optional_text("hint");
  read_section(fields, out.sections, item);
  if (!earlier.empty() && item.section < earlier.back().section) {
    fields.fail(ErrorCode::bad_value, "section");
  }
  if (item.has_options()) read_options(fields, out.lists, item);
  if (item.kind == Item::Kind::text) {
    item.limit = read_count(fields, "limit", kMaxTextLimit);
    item.purpose = fields.optional_text("purpose");
    const auto beside = fields.may("beside", Kind::boolean);
    item.beside = beside && beside->boolean();
  }
  if (item.kind == Item::Kind::contact) {
    item.notice_version = read_count(fields, "notice_version", kMaxVersion);
  }
  item.shown_if = fields.may("shown_if");
  item.enabled_if = fields.may("enabled_if");
  item.required_if = fields.may("required_if");
  check_earlier(fields, "shown_if", item.shown_if, earlier);
  check_earlier(fields, "enabled_if", item.enabled_if, earlier);
  fields.finish();
}

/// The level first and once, whatever happens; one list of reasons and one contact at most, the
/// contact before what travels beside the document.
bool well_ordered(const Questionnaire& questionnaire) {
  std::size_t levels = 0;
  std::size_t reasons = 0;
  std::size_t contacts = 0;
  for (const Item& item : questionnaire.items) {
    if (item.kind == Item::Kind::level) ++levels;
    if (item.kind == Item::Kind::multi && questionnaire.lists[item.list].is_reasons()) ++reasons;
    if (item.kind == Item::Kind::contact) ++contacts;
    if (item.beside && contacts == 0) return false;
  }
  const auto& items = questionnaire.items;
  return !items.empty() && items[0].kind == Item::Kind::level && !items[0].shown_if &&
         !items[0].enabled_if && levels == 1 && reasons <= 1 && contacts <= 1;
}

/// RFC 8785 sorts keys, and ids are ASCII.
std::vector<std::uint8_t> sorted_by_id(const std::vector<Item>& items) {
  std::vector<std::uint8_t> order(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t at = i;
    for (; at > 0 && items[i].id < items[order[at - 1]].id; --at) order[at] = order[at - 1];
    order[at] = static_cast<std::uint8_t>(i);
  }
  return order;
}

void read_items(FieldReader& fields, Questionnaire& out) {
  const auto items = fields.need("items", Kind::array);
  if (!items) return;
  if (items->size() > kMaxItems) return fields.fail(ErrorCode::too_large, "items");
  out.items = std::vector<Item>(items->size());
  CborValue::Cursor cursor(*items);
  int index = 0;
  for (Item& item : out.items) {
    FieldReader inner(fields, "items", cursor.next(), index);
    const std::span<const Item> earlier(out.items.data(), static_cast<std::size_t>(index++));
    read_item(inner, out, earlier, item);
    if (out.item(item.id) != &item) inner.fail(ErrorCode::duplicate_id, "id");
  }
  if (fields.failed()) return;
  out.by_id = sorted_by_id(out.items);
  if (!well_ordered(out)) fields.fail(ErrorCode::bad_value, "items");
  for (const Item& item : out.items) {
    if (!item.required_if || check_condition(*item.required_if, out.items)) continue;
    fields.fail(ErrorCode::bad_value, "items", static_cast<int>(&item - out.items.data()));
  }
}

/// Absent: all five.
void read_levels(FieldReader& fields, Questionnaire& out) {
  out.levels = std::vector<Level>(kLevels.begin(), kLevels.end());
  const auto names = fields.may("levels", Kind::array);
  if (!names) return;
  out.levels.clear();
  CborValue::Cursor cursor(*names);
  while (!cursor.done()) {
    const CborValue name = cursor.next();
    const auto level = level_named(name.kind() == Kind::text ? name.text() : std::string_view{});
    const bool in_order = level && (out.levels.empty() || out.levels.back() < *level);
    if (!in_order) return fields.fail(ErrorCode::unknown_level, "levels");
    out.levels.push_back(*level);
  }
  // A scale that cannot be bad, or cannot be good, is no question.
  if (out.levels.size() < kMinLevels || is_bad(out.levels.front()) || !is_bad(out.levels.back())) {
    fields.fail(ErrorCode::bad_value, "levels");
  }
}

void read_sections(FieldReader& fields, Questionnaire& out) {
  const auto sections = fields.may("sections", Kind::array);
  if (!sections) return;
  out.sections = std::vector<Section>(sections->size());
  CborValue::Cursor cursor(*sections);
  int index = 0;
  for (Section& section : out.sections) {
    FieldReader inner(fields, "sections", cursor.next(), index++);
    section.id = read_id(inner);
    section.title = inner.text("title");
    inner.finish();
  }
}

void read_questionnaire(FieldReader& fields, Questionnaire& out) {
  out.id = read_id(fields);
  out.version = read_count(fields, "version", kMaxVersion);
  out.hash = fields.text("hash");
  if (out.hash.size() != kHashSize) fields.fail(ErrorCode::bad_value, "hash");
  out.title = fields.text("title");
  read_levels(fields, out);
  read_sections(fields, out);
  if (const auto lists = fields.need("lists", Kind::array)) {
    out.lists = std::vector<OptionList>(lists->size());
    CborValue::Cursor cursor(*lists);
    int index = 0;
    for (OptionList& list : out.lists) {
      FieldReader inner(fields, "lists", cursor.next(), index++);
      read_list(inner, list);
    }
  }
  read_items(fields, out);
  fields.finish();
}

void read_locale(FieldReader& fields, Locale& locale) {
  locale.language = fields.text("lang");
  if (locale.language.empty()) fields.fail(ErrorCode::bad_value, "lang");
  locale.name = fields.text("name");
  locale.direction = fields.text("dir");
  locale.writing_mode = fields.text("writing_mode");
  if (const auto texts = fields.need("texts", Kind::map)) {
    locale.texts = std::vector<Locale::Text>(texts->size());
    CborValue::Cursor cursor(*texts);
    for (Locale::Text& text : locale.texts) {
      text.key = cursor.next().text();
      const CborValue value = cursor.next();
      if (value.kind() == Kind::text) {
        text.value = value.text();
      } else {
        fields.fail(ErrorCode::wrong_type, "texts");
      }
    }
  }
  fields.finish();
}

/// Collects the first key that a locale does not have.
class TextCheck {
 public:
  explicit TextCheck(const Locale& locale) : locale_(&locale) {}

  void require(std::string_view key) {
    if (!missing_.empty()) return;
    for (const Locale::Text& text : locale_->texts) {
      if (text.key == key) return;
    }
    missing_ = key;
  }

  void require(std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) require(key);
  }

  [[nodiscard]] Status status() const {
    if (missing_.empty()) return {};
    return Error{ErrorCode::missing_text, missing_};
  }

 private:
  const Locale* locale_;
  std::string missing_;
};

Status check_texts(const Questionnaire& questionnaire, const Locale& locale) {
  TextCheck check(locale);
  check.require(kCoreTexts);
  for (const Level level : questionnaire.levels) {
    check.require(wording_key("level.", name_of(level)));
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

/// Keeps a copy of a pack and reads its locale, and with `first` the questionnaire itself.
Status take_pack(std::span<const std::uint8_t> pack, bool first, Questionnaire& out) {
  if (pack.size() > kMaxPackBytes) return Error{ErrorCode::too_large, {}};
  std::vector<std::uint8_t> bytes(pack.begin(), pack.end());
  const auto root = CborValue::parse(bytes);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  if (fields.text("schema") != "yiping.pack/1") fields.fail(ErrorCode::bad_value, "schema");
  const auto questionnaire = fields.need("questionnaire", Kind::map);
  const auto texts = fields.need("locale", Kind::map);
  fields.finish();
  Locale locale;
  if (questionnaire && first) {
    FieldReader inner(fields, "questionnaire", *questionnaire);
    read_questionnaire(inner, out);
  }
  if (texts) {
    FieldReader inner(fields, "locale", *texts);
    read_locale(inner, locale);
  }
  if (auto status = fault.take(); !status) return status;
  if (auto status = check_texts(out, locale); !status) return status;
  // Sessions view the texts of the language that they are in, so it is never replaced.
  if (out.locale(locale.language) != nullptr) return {};
  out.locales.push_back(std::move(locale));
  out.packs.push_back(std::move(bytes));
  return {};
}

}  // namespace

std::string wording_key(std::string_view prefix, std::string_view name) {
  std::string key(prefix);
  return key += name;
}

std::string reason_key(const OptionList& list, const Option& code) {
  std::string key = wording_key("reason.", list.id);
  key += '.';
  return key += code.code;
}

Result<Questionnaire> read_pack(std::span<const std::uint8_t> pack) {
  Questionnaire questionnaire;
  if (auto status = take_pack(pack, true, questionnaire); !status) return status.error();
  return questionnaire;
}

Status add_locale(Questionnaire& questionnaire, std::span<const std::uint8_t> pack) {
  return take_pack(pack, false, questionnaire);
}

}  // namespace yiping
