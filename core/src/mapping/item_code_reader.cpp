// SPDX-License-Identifier: Apache-2.0
#include "mapping/head_reader.hpp"
#include "yiping/item_code.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxCharacters = 64;
constexpr std::size_t kMaxRules = 16;
constexpr std::size_t kMaxForms = 4;
constexpr std::size_t kMaxParts = 8;

void read_values(FieldReader& fields, ItemCodePart& part) {
  const auto values = fields.may("values", Kind::array);
  if (!values) return;
  each_text(fields, "values", *values, [&](std::string_view text, int index) {
    if (text.size() < part.least || text.size() > part.most) {
      fields.fail(ErrorCode::bad_value, "values", index);
    }
    part.values.emplace_back(text);
  });
}

void read_part(FieldReader& fields, ItemCodePart& part) {
  constexpr std::string_view characters[] = {"digits", "letters_digits", "credit", "printable"};
  constexpr std::string_view checks[] = {"none", "gb32100"};
  part.name = fields.text("name");
  if (!is_name(part.name)) fields.fail(ErrorCode::bad_value, "name");
  part.least = fields.integer("least");
  part.most = fields.integer("most");
  if (part.least == 0 || part.least > part.most) fields.fail(ErrorCode::bad_value, "least");
  if (part.most > kMaxCharacters) fields.fail(ErrorCode::bad_value, "most");
  part.characters =
      static_cast<ItemCodePart::Characters>(read_word(fields, "characters", characters));
  part.check = static_cast<ItemCodePart::Check>(read_optional_word(fields, "check", checks));
  read_values(fields, part);
  fields.finish();
}

void read_form(FieldReader& fields, std::vector<ItemCodePart>& form) {
  const auto parts = fields.need("parts", Kind::array);
  if (parts && has_elements(fields, "parts", *parts, kMaxParts)) {
    form.resize(parts->size());
    each_map(fields, "parts", *parts, [&](FieldReader& inner, std::size_t index) {
      read_part(inner, form[index]);
      // Where a part before the last varied, nobody could tell where the next begins.
      if (index + 1 < form.size() && form[index].least != form[index].most) {
        inner.fail(ErrorCode::ambiguous_code, "least");
      }
    });
  }
  fields.finish();
}

struct Span {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

Span span_of(const std::vector<ItemCodePart>& form) {
  Span span;
  for (const ItemCodePart& part : form) {
    span.least += part.least;
    span.most += part.most;
  }
  return span;
}

bool overlap(const std::vector<ItemCodePart>& form, const std::vector<ItemCodePart>& other) {
  const Span a = span_of(form);
  const Span b = span_of(other);
  return a.least <= b.most && b.least <= a.most;
}

void read_rule(FieldReader& fields, ItemCodeRule& rule) {
  rule.code = fields.text("code");
  if (!is_name(rule.code)) fields.fail(ErrorCode::bad_value, "code");
  rule.label = fields.text("label");
  const auto forms = fields.need("forms", Kind::array);
  if (forms && has_elements(fields, "forms", *forms, kMaxForms)) {
    rule.forms.resize(forms->size());
    each_map(fields, "forms", *forms, [&](FieldReader& inner, std::size_t index) {
      read_form(inner, rule.forms[index]);
      for (std::size_t i = 0; i < index; ++i) {
        if (overlap(rule.forms[i], rule.forms[index])) {
          inner.fail(ErrorCode::ambiguous_code, "parts");
        }
      }
    });
  }
  fields.finish();
}

}  // namespace

Result<ItemCodeRules> read_item_code_rules(const CborValue& root) {
  FieldReader::Fault fault;
  FieldReader fields(root, fault);
  Head head = read_head(fields, "yiping.item-codes/1");
  ItemCodeRules rules{std::move(head.id), head.version, std::move(head.source), head.mark, {}};
  const auto codes = fields.need("codes", Kind::array);
  if (codes && has_elements(fields, "codes", *codes, kMaxRules)) {
    rules.rules.resize(codes->size());
    each_map(fields, "codes", *codes, [&](FieldReader& inner, std::size_t index) {
      read_rule(inner, rules.rules[index]);
      for (std::size_t i = 0; i < index; ++i) {
        if (rules.rules[i].code == rules.rules[index].code) {
          inner.fail(ErrorCode::duplicate_id, "code");
        }
      }
    });
  }
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return rules;
}

Result<ItemCodeRules> read_item_code_rules(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_item_code_rules(*root);
}

}  // namespace yiping
