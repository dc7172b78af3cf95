// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxVersion = 65'535;
constexpr std::uint32_t kMaxTextLimit = 2'000;
constexpr std::size_t kMaxItems = 64;

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

void read_id(FieldReader& fields, std::string_view name, std::string& out) {
  fields.text(name, out);
  if (!out.empty() && !is_id(out)) fields.fail(ErrorCode::bad_value, name);
}

void read_number(FieldReader& fields, std::string_view name, std::uint32_t most,
                 std::uint32_t& out) {
  fields.integer(name, out);
  if (out == 0 || out > most) fields.fail(ErrorCode::bad_value, name);
}

Result<ReasonCode> read_code(const CborValue& map, std::string where) {
  FieldReader fields(map, std::move(where));
  ReasonCode code{};
  fields.text("code", code.code);
  std::string level;
  fields.text("level", level);
  std::string set;
  fields.text("set", set);
  const auto named = level_named(level);
  if (!named) fields.fail(ErrorCode::unknown_level, "level");
  if (set != "base" && set != "extension") fields.fail(ErrorCode::bad_value, "set");
  if (auto status = fields.finish(); !status) return status.error();
  code.level = *named;
  code.set = set == "base" ? ReasonCode::Set::base : ReasonCode::Set::extension;
  return code;
}

Result<ReasonList> read_list(const CborValue& map, const std::string& where) {
  FieldReader fields(map, where);
  ReasonList list;
  read_id(fields, "id", list.id);
  read_number(fields, "version", kMaxVersion, list.version);
  if (const auto codes = fields.need("codes", Kind::array)) {
    CborValue::Cursor cursor(*codes);
    while (!cursor.done()) {
      auto code = read_code(cursor.next(), index_path(fields.path("codes"), list.codes.size()));
      if (!code) return code.error();
      for (const ReasonCode& other : list.codes) {
        if (other.code == code->code) fields.fail(ErrorCode::duplicate_id, "codes");
      }
      list.codes.push_back(*std::move(code));
    }
  }
  if (auto status = fields.finish(); !status) return status.error();
  return list;
}

std::optional<Item::Kind> kind_named(std::string_view name) {
  for (const auto kind :
       {Item::Kind::level, Item::Kind::multi, Item::Kind::rating, Item::Kind::text}) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

Result<Item> read_item(const CborValue& map, std::string where,
                       const std::vector<ReasonList>& lists) {
  FieldReader fields(map, std::move(where));
  Item item{};
  read_id(fields, "id", item.id);
  std::string kind;
  fields.text("kind", kind);
  const auto named = kind_named(kind);
  if (!named) fields.fail(ErrorCode::bad_value, "kind");
  fields.text("label", item.label);
  fields.optional_text("hint", item.hint);
  if (named == Item::Kind::text) read_number(fields, "limit", kMaxTextLimit, item.limit);
  if (named == Item::Kind::multi) {
    std::string id;
    fields.text("list", id);
    while (item.list < lists.size() && lists[item.list].id != id) ++item.list;
    if (item.list == lists.size()) fields.fail(ErrorCode::bad_value, "list");
  }
  if (auto status = fields.finish(); !status) return status.error();
  item.kind = *named;
  return item;
}

/// The level first and once, at most one list of reasons, no id twice.
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

Result<Questionnaire> read_questionnaire(const CborValue& map) {
  FieldReader fields(map, "/questionnaire");
  Questionnaire out;
  read_id(fields, "id", out.id);
  read_number(fields, "version", kMaxVersion, out.version);
  fields.text("hash", out.hash);
  fields.text("title", out.title);
  if (out.hash.size() != 64) fields.fail(ErrorCode::bad_value, "hash");
  if (const auto lists = fields.need("lists", Kind::array)) {
    CborValue::Cursor cursor(*lists);
    while (!cursor.done()) {
      auto list = read_list(cursor.next(), index_path(fields.path("lists"), out.lists.size()));
      if (!list) return list.error();
      out.lists.push_back(*std::move(list));
    }
  }
  if (const auto items = fields.need("items", Kind::array)) {
    CborValue::Cursor cursor(*items);
    while (!cursor.done()) {
      std::string where = index_path(fields.path("items"), out.items.size());
      auto item = read_item(cursor.next(), where, out.lists);
      if (!item) return item.error();
      if (out.item(item->id) != nullptr) {
        return Error{ErrorCode::duplicate_id, std::move(where += "/id")};
      }
      out.items.push_back(*std::move(item));
    }
    if (!well_ordered(out.items)) fields.fail(ErrorCode::bad_value, "items");
  }
  if (auto status = fields.finish(); !status) return status.error();
  return out;
}

Result<Locale> read_locale(const CborValue& map) {
  FieldReader fields(map, "/locale");
  Locale locale;
  fields.text("lang", locale.language);
  fields.text("name", locale.name);
  fields.text("dir", locale.direction);
  fields.text("writing_mode", locale.writing_mode);
  if (locale.language.empty()) fields.fail(ErrorCode::bad_value, "lang");
  if (const auto texts = fields.need("texts", Kind::map)) {
    locale.texts.reserve(texts->size());
    CborValue::Cursor cursor(*texts);
    while (!cursor.done()) {
      const std::string_view key = cursor.next().text();
      const CborValue value = cursor.next();
      if (value.kind() != Kind::text) {
        return Error{ErrorCode::wrong_type, "/locale/texts/" + std::string(key)};
      }
      locale.texts.push_back({std::string(key), std::string(value.text())});
    }
  }
  if (auto status = fields.finish(); !status) return status.error();
  return locale;
}

Status require(const Locale& locale, std::string_view key) {
  for (const Locale::Text& text : locale.texts) {
    if (text.key == key) return {};
  }
  return Error{ErrorCode::missing_text, std::string(key)};
}

Status check_texts(const Questionnaire& questionnaire, const Locale& locale) {
  for (const std::string_view key : kCoreTexts) {
    if (auto status = require(locale, key); !status) return status;
  }
  for (const Level level : kLevels) {
    if (auto status = require(locale, wording_key("level.", name_of(level))); !status)
      return status;
  }
  if (auto status = require(locale, questionnaire.title); !status) return status;
  for (const Item& item : questionnaire.items) {
    if (auto status = require(locale, item.label); !status) return status;
    if (item.hint.empty()) continue;
    if (auto status = require(locale, item.hint); !status) return status;
  }
  for (const ReasonList& list : questionnaire.lists) {
    for (const ReasonCode& code : list.codes) {
      if (auto status = require(locale, reason_key(list, code)); !status) return status;
    }
  }
  return {};
}

/// Both parts of a pack; either pointer may be null when that part is not wanted.
Status read_parts(std::span<const std::uint8_t> pack, Questionnaire* questionnaire,
                  Locale& locale) {
  if (pack.size() > kMaxPackBytes) return Error{ErrorCode::too_large, {}};
  const auto root = CborValue::parse(pack);
  if (!root) return root.error();
  FieldReader fields(*root, {});
  fields.constant("schema", "yiping.pack/1");
  const auto first = fields.need("questionnaire", Kind::map);
  const auto second = fields.need("locale", Kind::map);
  if (auto status = fields.finish(); !status) return status;
  if (questionnaire != nullptr) {
    auto read = read_questionnaire(*first);
    if (!read) return read.error();
    *questionnaire = *std::move(read);
  }
  auto read = read_locale(*second);
  if (!read) return read.error();
  locale = *std::move(read);
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
  Locale locale;
  if (auto status = read_parts(pack, &questionnaire, locale); !status) return status.error();
  if (auto status = check_texts(questionnaire, locale); !status) return status.error();
  questionnaire.locales.push_back(std::move(locale));
  return questionnaire;
}

Status add_locale(Questionnaire& questionnaire, std::span<const std::uint8_t> pack) {
  Locale locale;
  if (auto status = read_parts(pack, nullptr, locale); !status) return status;
  if (auto status = check_texts(questionnaire, locale); !status) return status;
  for (Locale& known : questionnaire.locales) {
    if (known.language != locale.language) continue;
    known = std::move(locale);
    return {};
  }
  questionnaire.locales.push_back(std::move(locale));
  return {};
}

}  // namespace yiping
