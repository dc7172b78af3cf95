// SPDX-License-Identifier: Apache-2.0
#include "yiping/sensitive.hpp"

namespace yiping {
namespace {

constexpr std::u16string_view kChineseDigits = u"零一二三四五六七八九〇幺贰叁肆伍陆柒捌玖零壹";
constexpr std::u16string_view kSeparators = u" -.()\u00A0\u00B7\u3000\uFF08\uFF09\uFF0D\uFEFF";
/// First character of a plate: the short names of the provinces.
constexpr std::u16string_view kProvinces =
    u"京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// The last character of some plates: police, driving school, Hong Kong, Macau, trailer.
constexpr std::u16string_view kPlateEnds = u"警学港澳挂";

constexpr std::size_t kPlateSerial = 5;  // characters after province and letter; 6 when electric

/// The set's size when it does not hold the code.
std::size_t index_in(std::u16string_view set, std::uint32_t code) {
  std::size_t index = 0;
  while (index < set.size() && set[index] != code) ++index;
  return index;
}

bool is_in(std::u16string_view set, std::uint32_t code) { return index_in(set, code) < set.size(); }

/// Walks the code points of valid UTF-8.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), next_(at) { advance(); }

  /// 0 at the end.
  [[nodiscard]] std::uint32_t code() const { return code_; }
  [[nodiscard]] std::size_t at() const { return at_; }

  void advance() {
    at_ = next_;
    code_ = 0;
    if (at_ == text_.size()) return;
    code_ = byte();
    if (code_ < 0x80) return;
    const int more = code_ < 0xE0 ? 1 : code_ < 0xF0 ? 2 : 3;
    code_ &= 0x3FU >> more;
    for (int i = 0; i < more; ++i) code_ = code_ << 6U | (byte() & 0x3FU);
  }

 private:
  std::uint32_t byte() { return static_cast<std::uint8_t>(text_[next_++]); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t next_;
  std::uint32_t code_ = 0;
};

/// 0 to 9, or 10 for what is no digit. 一三八零零 is a number as well.
std::uint32_t digit(std::uint32_t code) {
  for (const std::uint32_t zero : {0x30U, 0xFF10U, 0x660U, 0x6F0U}) {
    if (code - zero < 10) return code - zero;
  }
  const std::size_t index = index_in(kChineseDigits, code);
  return index == kChineseDigits.size() ? 10 : static_cast<std::uint32_t>(index % 10);
}

bool is_digit(std::uint32_t code) { return digit(code) < 10; }

bool is_separator(std::uint32_t code) {
  return (code >= 0x2000 && code <= 0x2015) || is_in(kSeparators, code);
}

bool is_alphanumeric(std::uint32_t code) { return (code | 0x20U) - 'a' < 26 || code - '0' < 10; }

bool is_address_part(std::uint32_t code) { return is_alphanumeric(code) || is_in(u"._-+", code); }

// Each: the end of what begins at the cursor, or where the cursor stands.

std::size_t email_end(Cursor cursor) {
  const std::size_t begin = cursor.at();
  while (is_address_part(cursor.code())) cursor.advance();
  if (cursor.at() == begin || (cursor.code() != '@' && cursor.code() != 0xFF20)) return begin;
  cursor.advance();
  const std::size_t domain = cursor.at();
  while (is_address_part(cursor.code())) cursor.advance();
  return cursor.at() > domain ? cursor.at() : begin;
}

std::size_t plate_end(Cursor cursor) {
  const std::size_t begin = cursor.at();
  if (!is_in(kProvinces, cursor.code())) return begin;
  cursor.advance();
  if ((cursor.code() | 0x20U) - 'a' >= 26) return begin;
  cursor.advance();
  if (is_separator(cursor.code())) cursor.advance();
  std::size_t serial = 0;
  for (; serial <= kPlateSerial && is_alphanumeric(cursor.code()); ++serial) cursor.advance();
  if (serial + 1 == kPlateSerial && is_in(kPlateEnds, cursor.code())) {
    cursor.advance();
    ++serial;
  }
  return serial < kPlateSerial ? begin : cursor.at();
}

/// By length and first digit: a telephone begins with 0, a mobile one with 1.
SensitiveKind kind_of(std::size_t digits, std::uint32_t leading) {
  if (digits == 18) return SensitiveKind::id_number;
  if (digits == 11 && leading == 1) return SensitiveKind::phone;
  if (digits >= 10 && digits <= 12 && leading == 0) return SensitiveKind::phone;
  return digits >= 16 && digits <= 19 ? SensitiveKind::bank_card : SensitiveKind::number;
}

/// 2026-11-20 or 2026.1.5, by the lengths of its groups, a hexadecimal digit each.
bool is_date(std::size_t groups, std::uint32_t leading) {
  return ((groups - 0x411) & ~std::size_t{0x11}) == 0 && leading < 3;
}

/// Digits from the cursor on, with up to two separators between them. A date moves the cursor past
/// itself: two of them are as long as a card number.
std::size_t number_end(Cursor& from, SensitiveKind& kind) {
  Cursor cursor = from;
  const std::size_t begin = cursor.at();
  const std::uint32_t leading = digit(cursor.code());
  std::size_t end = begin;
  std::size_t digits = 0;
  std::size_t longest = 0;
  std::size_t shortest = 7;
  std::size_t groups = 0;
  while (is_digit(cursor.code())) {
    std::size_t group = 0;
    for (; is_digit(cursor.code()); ++group) cursor.advance();
    digits += group;
    groups = groups << 4U | group;
    if (digits <= 8 && is_date(groups, leading)) {
      from = cursor;
      return begin;
    }
    end = cursor.at();
    if (group < shortest) shortest = group;
    if (group > longest) longest = group;
    if (digits == 17 && (cursor.code() | 0x20U) == 'x') {
      ++digits;
      ++end;
      break;
    }
    for (int gap = 0; gap < 2 && is_separator(cursor.code()); ++gap) cursor.advance();
  }
  // A date (2026-11-20) has a group of two digits; a number split for reading has none so short.
  if (longest < 7 && digits < 11 && (digits < 7 || shortest < 3)) return begin;
  kind = kind_of(digits, leading);
  return end;
}

}  // namespace

std::string_view name_of(SensitiveKind kind) {
  switch (kind) {
    case SensitiveKind::id_number:
      return "id_number";
    case SensitiveKind::phone:
      return "phone";
    case SensitiveKind::bank_card:
      return "bank_card";
    case SensitiveKind::plate:
      return "plate";
    case SensitiveKind::email:
      return "email";
    case SensitiveKind::number:
      return "number";
  }
  return "";
}

std::optional<SensitiveSpan> next_sensitive(std::string_view text, std::size_t from) {
  // An address is taken whole or not at all, so none begins inside a word.
  bool inside_word = from > 0 && is_address_part(static_cast<std::uint8_t>(text[from - 1]));
  Cursor cursor(text, from);
  while (cursor.code() != 0 || cursor.at() < text.size()) {
    SensitiveSpan span{cursor.at(), cursor.at(), SensitiveKind::email};
    if (!inside_word) span.end = email_end(cursor);
    if (span.end == span.begin) {
      span.kind = SensitiveKind::plate;
      span.end = plate_end(cursor);
    }
    if (span.end == span.begin) span.end = number_end(cursor, span.kind);
    if (span.end > span.begin) return span;
    inside_word = cursor.at() == span.begin && is_address_part(cursor.code());
    if (cursor.at() == span.begin) cursor.advance();
  }
  return std::nullopt;
}

}  // namespace yiping
