// SPDX-License-Identifier: Apache-2.0
#include <cairo.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>

#include "kiosk/ui/text_engine/shaped_text.hpp"

using namespace yiping::kiosk;

namespace {

// Samples of the scripts; their wording needs a native reader's check.
constexpr std::string_view kMongolian = "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ";
constexpr std::string_view kMongolianMixed = "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ 政务服务 2026 ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ";
constexpr std::string_view kUyghur = "مەمۇرىي مۇلازىمەت";
constexpr std::string_view kUyghurMixed = "مەمۇرىي 政务服务 2026 مۇلازىمەت";
constexpr std::string_view kTibetan = "བོད་ཡིག་གི་ཞབས་ཞུ།";

std::size_t ink(const ShapedText& text) {
  return static_cast<std::size_t>(
      std::count_if(text.alpha.begin(), text.alpha.end(), [](auto alpha) { return alpha > 64; }));
}

/// Columns that differ between two pictures of the same size.
struct Columns {
  int first = -1;
  int last = -1;
};

/// Where `part` of `text` stands: the columns that change when it is written as `other`, which is
/// as wide.
Columns columns_of(std::string text, std::string_view part, std::string_view other,
                   const ShapeOptions& options) {
  const ShapedText with = shape(text, options);
  text.replace(text.find(part), part.size(), other);
  const ShapedText without = shape(text, options);
  REQUIRE(with.width == without.width);
  REQUIRE(with.height == without.height);
  Columns columns;
  const auto width = static_cast<std::size_t>(with.width);
  for (std::size_t i = 0; i < with.alpha.size(); ++i) {
    if (with.alpha[i] == without.alpha[i]) continue;
    const int x = static_cast<int>(i % width);
    columns.first = columns.first < 0 ? x : std::min(columns.first, x);
    columns.last = std::max(columns.last, x);
  }
  REQUIRE(columns.first >= 0);
  return columns;
}

/// Columns without ink between the first and the last letter: none inside a joined word.
int gaps(const ShapedText& text) {
  int count = 0;
  int open = 0;
  bool begun = false;
  for (int x = 0; x < text.width; ++x) {
    bool empty = true;
    for (int y = 0; y < text.height && empty; ++y) {
      empty = text.alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(text.width) +
                         static_cast<std::size_t>(x)] < 64;
    }
    if (!empty && begun) count += open > 0 ? 1 : 0;
    begun = begun || !empty;
    open = empty ? open + 1 : 0;
  }
  return count;
}

std::string separated(std::string_view word, std::size_t bytes_per_letter) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); i += bytes_per_letter) {
    if (i > 0) out += "\u200C";  // zero width non-joiner
    out += word.substr(i, bytes_per_letter);
  }
  return out;
}

/// For eyes: joins and order cannot all be asserted.
void save(const ShapedText& text, std::string_view name) {
  cairo_surface_t* const surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, text.width + 40, text.height + 40);
  const int stride = cairo_image_surface_get_stride(surface);
  unsigned char* const pixels = cairo_image_surface_get_data(surface);
  std::fill_n(pixels, stride * (text.height + 40), static_cast<unsigned char>(255));
  for (int y = 0; y < text.height; ++y) {
    for (int x = 0; x < text.width; ++x) {
      const auto alpha = text.alpha[static_cast<std::size_t>(y * text.width + x)];
      std::fill_n(pixels + (y + 20) * stride + (x + 20) * 4, 3,
                  static_cast<unsigned char>(255 - alpha));
    }
  }
  cairo_surface_mark_dirty(surface);
  std::filesystem::create_directories(YIPING_PICTURES_DIR);
  const std::string file = std::string(YIPING_PICTURES_DIR) + "/" + std::string(name) + ".png";
  CHECK(cairo_surface_write_to_png(surface, file.c_str()) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
}

}  // namespace

TEST_CASE("no glyph is missing in the scripts of the halls", "[kiosk][shaping]") {
  for (const std::string_view text : {kMongolian, kMongolianMixed, kUyghur, kUyghurMixed, kTibetan,
                                      std::string_view("ꆈꌠꁱꂷ")}) {
    INFO(text);
    const ShapedText shaped = shape(text, {});
    CHECK(shaped.missing == 0);
    CHECK(ink(shaped) > 100);
    CHECK(shaped.alpha.size() ==
          static_cast<std::size_t>(shaped.width) * static_cast<std::size_t>(shaped.height));
  }
  // Control: nobody's character.
  CHECK(shape("\U00100000", {}).missing > 0);
}

TEST_CASE("a line of both directions is read in the right order", "[kiosk][shaping]") {
  SECTION("digits after Chinese belong to it") {
    const std::string text(kUyghurMixed);
    const Columns chinese = columns_of(text, "政务服务", "一一一一", {});
    const Columns digits = columns_of(text, "2026", "3333", {});
    const Columns first_word = columns_of(text, "مەمۇرىي", "مەمۇرىى", {});
    const Columns last_word = columns_of(text, "مۇلازىمەت", "مۇلازىمەث", {});
    CHECK(last_word.last < chinese.first);
    CHECK(chinese.last < digits.first);
    CHECK(digits.last < first_word.first);
  }
  SECTION("digits after Uyghur stand on its other side") {
    const std::string text = "مۇلازىمەت 2026 政务服务";
    const Columns chinese = columns_of(text, "政务服务", "一一一一", {});
    const Columns digits = columns_of(text, "2026", "3333", {});
    CHECK(chinese.last < digits.first);
  }
  SECTION("the direction may be given") {
    const std::string text = "政务服务 مۇلازىمەت";
    const auto chinese = [&](TextDirection direction) {
      ShapeOptions options;
      options.direction = direction;
      return columns_of(text, "政务服务", "一一一一", options);
    };
    CHECK(chinese(TextDirection::left_to_right).first < 10);
    CHECK(chinese(TextDirection::automatic).first < 10);
    CHECK(chinese(TextDirection::right_to_left).first > 100);
  }
}

TEST_CASE("letters join", "[kiosk][shaping]") {
  // Lam and mim join on both sides: one stroke; kept apart, each has a form of its own.
  const ShapedText joined = shape("لمل", {});
  const ShapedText apart = shape(separated("لمل", 2), {});
  CHECK(gaps(joined) == 0);
  CHECK(gaps(apart) == 2);
  CHECK(apart.width > joined.width);

  const ShapedText mongolian = shape("ᠮᠣᠩᠭᠣᠯ", {});
  CHECK(gaps(mongolian) == 0);
  CHECK(shape(separated("ᠮᠣᠩᠭᠣᠯ", 3), {}).width != mongolian.width);
}

TEST_CASE("vertical text runs down, its columns to the right", "[kiosk][shaping]") {
  ShapeOptions options;
  options.writing = TextWriting::vertical;
  const ShapedText column = shape(kMongolian, options);
  const ShapedText line = shape(kMongolian, {});
  CHECK(column.height > 2 * column.width);
  CHECK(line.width > 2 * line.height);
  CHECK(column.missing == 0);

  const ShapedText broken = shape(std::string(kMongolian) + "\n一", options);
  // Three quarters of the way to the right there is only the short second column's one stroke.
  std::size_t right = 0;
  for (int y = 0; y < broken.height; ++y) {
    for (int x = broken.width / 2; x < broken.width; ++x) {
      right += broken.alpha[static_cast<std::size_t>(y * broken.width + x)] > 64 ? 1U : 0U;
    }
  }
  CHECK(right > 0);
  CHECK(right < ink(broken) / 4);
}

TEST_CASE("Chinese stands upright in a Mongolian column", "[kiosk][shaping]") {
  ShapeOptions options;
  options.writing = TextWriting::vertical;
  // 一 is a stroke from side to side, upright; lying, it would run down.
  const ShapedText upright = shape("一", options);
  int widest = 0;
  int rows = 0;
  for (int y = 0; y < upright.height; ++y) {
    int run = 0;
    for (int x = 0; x < upright.width; ++x) {
      run += upright.alpha[static_cast<std::size_t>(y * upright.width + x)] > 64 ? 1 : 0;
    }
    widest = std::max(widest, run);
    rows += run > 0 ? 1 : 0;
  }
  CHECK(widest > 25);
  CHECK(rows < 10);
}

TEST_CASE("long text wraps at the width asked for", "[kiosk][shaping]") {
  ShapeOptions options;
  options.max_inline = 300;
  const std::string text = std::string(kUyghurMixed) + " " + std::string(kUyghurMixed);
  const ShapedText wrapped = shape(text, options);
  const ShapedText whole = shape(text, {});
  CHECK(wrapped.width <= 302);  // a letter's ink may lean over its place
  CHECK(wrapped.height > whole.height);
  // Text from the right is as wide as itself, not as the room it had.
  CHECK(shape("مۇ", options).width == shape("مۇ", {}).width);
  options.writing = TextWriting::vertical;
  const ShapedText columns = shape(kMongolianMixed, options);
  CHECK(columns.height <= 302);
  CHECK(columns.width > shape(kMongolian, options).width);
}

TEST_CASE("sizes and weights are those asked for, and nothing is too large", "[kiosk][shaping]") {
  ShapeOptions options;
  options.pixels = 80;
  const ShapedText large = shape(kUyghur, options);
  const ShapedText normal = shape(kUyghur, {});
  CHECK(large.width > normal.width * 19 / 10);
  CHECK(large.width < normal.width * 21 / 10);
  options = {};
  options.weight = 700;
  CHECK(ink(shape(kUyghur, options)) > ink(normal));

  CHECK(shape("", {}).width >= 1);
  CHECK(shape("\xFF\xC0", {}).height >= 1);
  std::string endless;
  for (int i = 0; i < 500; ++i) endless += kUyghur;
  CHECK(shape(endless, {}).width == kMaxShapedPixels);
}

TEST_CASE("only what the atlas cannot draw is shaped", "[kiosk][shaping]") {
  for (const std::string_view text :
       {"", "办事效率高", "政务服务 2026", "Service “rating”: 5/5 — ok!", "Zhuang: Saw cuengh",
        "é ü ǚ", "，。？！、：；“”（）《》…—·～￥", "① ★ → ℃", "한국어", "カタカナ", "１２Ａ",
        "line\nbreak", "\xFF"}) {
    INFO(text);
    CHECK_FALSE(needs_shaping(text));
  }
  for (const std::string_view text :
       {kMongolian, kUyghurMixed, kTibetan, std::string_view("ꆈꌠꁱꂷ"),  // 彝: of another font
        std::string_view("\U00020BB7野家"),                                // beyond 16 bits
        std::string_view("e\u0301"), std::string_view("政\U000E0100"), std::string_view("a\u200F"),
        std::string_view("\u1100\u1161")}) {
    INFO(text);
    CHECK(needs_shaping(text));
  }
}

TEST_CASE("pictures for a reader's eye are written", "[kiosk][shaping]") {
  ShapeOptions options;
  options.pixels = 64;
  save(shape(kUyghurMixed, options), "uyghur_chinese");
  save(shape(kTibetan, options), "tibetan");
  options.writing = TextWriting::vertical;
  options.max_inline = 560;
  save(shape(kMongolianMixed, options), "mongolian_vertical");
}
