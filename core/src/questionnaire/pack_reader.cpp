// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/sha256.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxVersion = 65'535;
constexpr std::uint32_t kMaxTextLimit = 2'000;
constexpr std::size_t kHashSize = 64;
constexpr std::uint8_t kAllLevels = 0b11111;
constexpr std::uint8_t kBadLevels = 0b11000;  // the last two of Level

/// 1 to `most`.
std::uint32_t read_count(FieldReader& fields, const char* name, std::uint32_t most) {
  const std::uint32_t value = fields.integer(name);
  if (value == 0 || value > most) fields.fail(ErrorCode::bad_value, name);
  return value;
}

/// An option of a question has neither level nor set.
void read_code(FieldReader& fields, const OptionList& list, Option& code) {
  fields.text("code", code.code);
  if (!list.is_reasons()) return;
  code.level = level_named(fields.text("level"));
  if (!code.level) fields.fail(ErrorCode::unknown_level, "level");
  const std::string_view set = fields.text("set");
  if (set == "extension") {
    code.set = Option::Set::extension;
  } else if (set != "base") {
    fields.fail(ErrorCode::bad_value, "set");
  }
}

void read_list(FieldReader& fields, OptionList& list) {
  fields.text("id", list.id);
  fields.integer("version", list.version);
  if (list.version > kMaxVersion) fields.fail(ErrorCode::bad_value, "version");
  if (const auto codes = fields.need("codes", Kind::array)) {
    if (codes->size() > kMaxOptions) return fields.fail(ErrorCode::too_large, "codes");
    list.codes = std::vector<Option>(codes->size());
    CborValue::Cursor cursor(*codes);
    int index = 0;
    for (Option& code : list.codes) {
      FieldReader inner(fields, "codes", cursor.next(), index++);
      read_code(inner, list, code);
    }
  }
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
    fits = codes.size() == kRatingWays.size();
    for (std::size_t i = 0; fits && i < codes.size(); ++i) fits = codes[i].code == kRatingWays[i];
  }
  if (!fits) fields.fail(ErrorCode::bad_value, "list");
}

void read_section(FieldReader& fields, const std::vector<Section>& sections, Item& item) {
  if (sections.empty()) return;
  const std::string_view id = fields.text("section");
  while (item.section < sections.size() && sections[item.section].id != id) ++item.section;
  if (item.section == sections.size()) fields.fail(ErrorCode::bad_value, "section");
}

void read_item(FieldReader& fields, const Questionnaire& out, Item& item) {
  fields.text("id", item.id);
  read_kind(fields, item);
  fields.text("label", item.label);
  item.hint = fields.optional_text("hint");
  read_section(fields, out.sections, item);
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
}

/// RFC 8785 sorts keys, and ids are ASCII.
void sort_by_id(Questionnaire& out) {
  for (std::size_t i = 0; i < out.items.size(); ++i) {
    std::size_t at = i;
    for (; at > 0 && out.items[i].id < out.items[out.by_id[at - 1]].id; --at) {
      out.by_id[at] = out.by_id[at - 1];
    }
    out.by_id[at] = static_cast<std::uint8_t>(i);
  }
}

void read_items(FieldReader& fields, Questionnaire& out) {
  const auto items = fields.need("items", Kind::array);
  if (!items) return;
  if (items->size() > kMaxItems) return fields.fail(ErrorCode::too_large, "items");
  out.items = std::vector<Item>(items->size());
  CborValue::Cursor cursor(*items);
  int index = 0;
  for (Item& item : out.items) {
    FieldReader inner(fields, "items", cursor.next(), index++);
    read_item(inner, out, item);
  }
  // Sessions take the first item for the level.
  if (out.items.empty() || out.items[0].kind != Item::Kind::level) {
    fields.fail(ErrorCode::bad_value, "items");
  }
  if (!fields.failed()) sort_by_id(out);
}

/// Absent: all five. A scale that cannot be bad, or cannot be good, is no question.
void read_levels(FieldReader& fields, Questionnaire& out) {
  const auto names = fields.may("levels", Kind::array);
  if (!names) {
    out.levels = kAllLevels;
    return;
  }
  CborValue::Cursor cursor(*names);
  while (!cursor.done()) {
    const CborValue name = cursor.next();
    const auto level = level_named(name.kind() == Kind::text ? name.text() : std::string_view{});
    if (!level) return fields.fail(ErrorCode::unknown_level, "levels");
    out.levels = static_cast<std::uint8_t>(out.levels | 1U << static_cast<unsigned>(*level));
  }
  if ((out.levels & kBadLevels) == 0 || (out.levels & ~kBadLevels) == 0) {
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
    inner.text("id", section.id);
    inner.text("title", section.title);
  }
}

void read_questionnaire(FieldReader& fields, Questionnaire& out) {
  fields.text("id", out.id);
  out.version = read_count(fields, "version", kMaxVersion);
  fields.text("hash", out.hash);
  if (out.hash.size() != kHashSize) fields.fail(ErrorCode::bad_value, "hash");
  fields.text("title", out.title);
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
}

void read_locale(FieldReader& fields, Locale& locale) {
  fields.text("lang", locale.language);
  if (locale.language.empty()) fields.fail(ErrorCode::bad_value, "lang");
  fields.text("name", locale.name);
  fields.text("dir", locale.direction);
  fields.text("writing_mode", locale.writing_mode);
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
}

/// Keeps a copy of a pack and reads its locale, and with `first` the questionnaire itself.
Status take_pack(std::span<const std::uint8_t> pack, bool first, Questionnaire& out) {
  if (pack.size() > kMaxPackBytes) return Status(ErrorCode::too_large);
  std::string bytes(reinterpret_cast<const char*>(pack.data()), pack.size());
  const auto root = CborValue::parse(as_bytes(bytes));
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  if (fields.text("schema") != "yiping.pack/1") fields.fail(ErrorCode::bad_value, "schema");
  const auto questionnaire = fields.need("questionnaire", Kind::map);
  const auto texts = fields.need("locale", Kind::map);
  Locale locale;
  if (questionnaire) {
    FieldReader inner(fields, "questionnaire", *questionnaire);
    if (first) {
      read_questionnaire(inner, out);
    } else if (inner.text("hash") != out.hash) {
      inner.fail(ErrorCode::questionnaire_mismatch, "hash");
    }
  }
  if (texts) {
    FieldReader inner(fields, "locale", *texts);
    read_locale(inner, locale);
  }
  if (auto status = fault.take(); !status) return status;
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
