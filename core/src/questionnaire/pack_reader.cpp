// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxVersion = 65'535;
constexpr std::uint32_t kMaxTextLimit = 2'000;
constexpr std::size_t kMaxItems = 64;
constexpr std::size_t kHashSize = 64;

/// Wording that the view itself needs, beside what a questionnaire names.
constexpr std::string_view kCoreTexts[] = {
    "action.submit",          "action.retry",         "action.edit",
    "notice.unreachable",     "notice.rejected",      "announce.level_chosen",
    "announce.level_changed", "announce.sending",     "announce.stored",
    "announce.rejected",      "announce.unreachable", "announce.edit",
    "announce.closed",        "error.level_missing",  "error.text_too_long",
};

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

void read_code(FieldReader& fields, ReasonCode& code) {
  code.code = fields.text("code");
  if (const auto level = level_named(fields.text("level"))) {
    code.level = *level;
  } else {
    fields.fail(ErrorCode::unknown_level, "level");
  }
  const std::string_view set = fields.text("set");
  if (set == "extension") {
    code.set = ReasonCode::Set::extension;
  } else if (set != "base") {
    fields.fail(ErrorCode::bad_value, "set");
  }
  fields.finish();
}

void read_list(FieldReader& fields, ReasonList& list) {
  list.id = read_id(fields);
  list.version = read_count(fields, "version", kMaxVersion);
  if (const auto codes = fields.need("codes", Kind::array)) {
    list.codes = std::vector<ReasonCode>(codes->size());
    CborValue::Cursor cursor(*codes);
    int index = 0;
    for (ReasonCode& code : list.codes) {
      FieldReader inner(fields, "codes", cursor.next(), index++);
      read_code(inner, code);
      for (const ReasonCode* other = list.codes.data(); other != &code; ++other) {
        if (other->code == code.code) inner.fail(ErrorCode::duplicate_id, "code");
      }
    }
  }
  fields.finish();
}

void read_kind(FieldReader& fields, Item& item) {
  const std::string_view name = fields.text("kind");
  for (const auto kind :
       {Item::Kind::level, Item::Kind::multi, Item::Kind::rating, Item::Kind::text}) {
    if (name_of(kind) != name) continue;
    item.kind = kind;
    return;
  }
  fields.fail(ErrorCode::bad_value, "kind");
}

void read_item(FieldReader& fields, const std::vector<ReasonList>& lists, Item& item) {
  item.id = read_id(fields);
  read_kind(fields, item);
  item.label = fields.text("label");
  item.hint = fields.optional_text("hint");
  if (item.kind == Item::Kind::text) item.limit = read_count(fields, "limit", kMaxTextLimit);
  if (item.kind == Item::Kind::multi) {
    const std::string_view list = fields.text("list");
    while (item.list < lists.size() && lists[item.list].id != list) ++item.list;
    if (item.list == lists.size()) fields.fail(ErrorCode::bad_value, "list");
  }
  fields.finish();
}

/// The level first and once, at most one list of reasons.
bool well_ordered(const std::vector<Item>& items) {
  std::size_t levels = 0;
  std::size_t multis = 0;
  for (const Item& item : items) {
    if (item.kind == Item::Kind::level) ++levels;
    if (item.kind == Item::Kind::multi) ++multis;
  }
  return !items.empty() && items.size() <= kMaxItems && items[0].kind == Item::Kind::level &&
         levels == 1 && multis <= 1;
}

void read_items(FieldReader& fields, Questionnaire& out) {
  const auto items = fields.need("items", Kind::array);
  if (!items) return;
  out.items = std::vector<Item>(items->size());
  CborValue::Cursor cursor(*items);
  int index = 0;
  for (Item& item : out.items) {
    FieldReader inner(fields, "items", cursor.next(), index++);
    read_item(inner, out.lists, item);
    if (out.item(item.id) != &item) inner.fail(ErrorCode::duplicate_id, "id");
  }
  if (!well_ordered(out.items)) fields.fail(ErrorCode::bad_value, "items");
}

void read_questionnaire(FieldReader& fields, Questionnaire& out) {
  out.id = read_id(fields);
  out.version = read_count(fields, "version", kMaxVersion);
  out.hash = fields.text("hash");
  if (out.hash.size() != kHashSize) fields.fail(ErrorCode::bad_value, "hash");
  out.title = fields.text("title");
  if (const auto lists = fields.need("lists", Kind::array)) {
    out.lists = std::vector<ReasonList>(lists->size());
    CborValue::Cursor cursor(*lists);
    int index = 0;
    for (ReasonList& list : out.lists) {
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
  for (const std::string_view key : kCoreTexts) check.require(key);
  for (const Level level : kLevels) check.require(wording_key("level.", name_of(level)));
  check.require(questionnaire.title);
  for (const Item& item : questionnaire.items) {
    check.require(item.label);
    if (!item.hint.empty()) check.require(item.hint);
  }
  for (const ReasonList& list : questionnaire.lists) {
    for (const ReasonCode& code : list.codes) check.require(reason_key(list, code));
  }
  return check.status();
}

/// Keeps a copy of a pack and reads its locale, and with `first` the questionnaire itself.
Status take_pack(std::span<const std::uint8_t> pack, bool first, Questionnaire& out) {
  if (pack.size() > kMaxPackBytes) return Error{ErrorCode::too_large, {}};
  std::vector<std::uint8_t> bytes(pack.begin(), pack.end());
  const auto root = CborValue::parse(bytes);
  if (!root) return root.error();
  FieldReader fields(*root);
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
  if (auto status = fields.status(); !status) return status;
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

std::string reason_key(const ReasonList& list, const ReasonCode& code) {
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
