// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/ui/text_engine/keyboard.hpp"

using namespace yiping::kiosk;

namespace {

struct Typist {
  std::unique_ptr<Pinyin> pinyin = open_pinyin(default_pinyin_dictionary());
  Keyboard keyboard{*pinyin};
  std::string field;
  bool closed = false;

  void apply(const KeyResult& result) {
    field += result.commit;
    if (result.erase) field += "⌫";
    closed = closed || result.close;
  }
  void press(std::string_view key) { apply(keyboard.press("key." + std::string(key))); }
  void type(std::string_view letters) {
    for (const char letter : letters) press({&letter, 1});
  }
};

constexpr std::array kModes{KeyboardMode::pinyin, KeyboardMode::english, KeyboardMode::digits,
                            KeyboardMode::symbols};

}  // namespace

TEST_CASE("every page has four rows that fit, and keys of one name once", "[kiosk][keyboard]") {
  Typist typist;
  for (const KeyboardMode mode : kModes) {
    typist.keyboard.reset(mode);
    REQUIRE(typist.keyboard.rows().size() == 4);
    std::set<std::string> names;
    for (const KeyRow& row : typist.keyboard.rows()) {
      float width = 0;
      for (const Key& key : row) {
        width += key.width;
        CHECK(key.width >= 1);
        CHECK(key.name.starts_with("key."));
        CHECK_FALSE(key.label.empty());
        CHECK(names.insert(key.name).second);
      }
      CHECK(width <= kKeyboardColumns);
      CHECK(width >= 9);
    }
    for (const char* always : {"key.space", "key.erase", "key.done"}) CHECK(names.contains(always));
  }
}

TEST_CASE("the keys of every mode lead to every other mode", "[kiosk][keyboard]") {
  Typist typist;
  constexpr std::array kNames{"mode_pinyin", "mode_english", "mode_digits", "mode_symbols"};
  for (std::size_t from = 0; from < kModes.size(); ++from) {
    for (std::size_t to = 0; to < kModes.size(); ++to) {
      if (from == to) continue;
      typist.keyboard.reset(kModes[from]);
      typist.press(kNames[to]);
      CHECK(typist.keyboard.mode() == kModes[to]);
    }
  }
  CHECK(typist.field.empty());
}

TEST_CASE("letters compose, space takes the first candidate, done closes", "[kiosk][keyboard]") {
  Typist typist;
  typist.type("zhengwufuwu");
  CHECK(typist.field.empty());
  CHECK(typist.keyboard.composition() == "zheng wu fu wu");
  REQUIRE(typist.keyboard.candidates().size() == Keyboard::kCandidatesPerPage);
  CHECK(typist.keyboard.candidates()[0] == "政务服务");
  typist.press("space");
  CHECK(typist.field == "政务服务");
  CHECK(typist.keyboard.composition().empty());
  CHECK(typist.keyboard.candidates().empty());
  typist.press("space");
  CHECK(typist.field == "政务服务 ");
  typist.press("done");
  CHECK(typist.closed);
  CHECK(typist.field == "政务服务 ");
}

TEST_CASE("candidates come in pages and are chosen by their place", "[kiosk][keyboard]") {
  Typist typist;
  typist.type("shi");
  const std::vector<std::string> first = typist.keyboard.candidates();
  CHECK_FALSE(typist.keyboard.has_previous_page());
  REQUIRE(typist.keyboard.has_next_page());
  typist.keyboard.next_page();
  const std::vector<std::string> second = typist.keyboard.candidates();
  CHECK(second != first);
  typist.keyboard.previous_page();
  CHECK(typist.keyboard.candidates() == first);
  typist.keyboard.previous_page();
  CHECK(typist.keyboard.candidates() == first);

  std::size_t pages = 1;
  for (; typist.keyboard.has_next_page(); ++pages) typist.keyboard.next_page();
  typist.keyboard.next_page();
  CHECK(pages > 5);
  const std::vector<std::string> last = typist.keyboard.candidates();
  CHECK_FALSE(last.empty());
  typist.apply(typist.keyboard.candidate(last.size()));
  CHECK(typist.field.empty());
  typist.apply(typist.keyboard.candidate(0));
  CHECK(typist.field == last[0]);
}

TEST_CASE("erasing eats the composition before the text", "[kiosk][keyboard]") {
  Typist typist;
  typist.type("hao");
  typist.press("space");
  typist.type("ni");
  typist.press("erase");
  typist.press("erase");
  CHECK(typist.keyboard.composition().empty());
  CHECK(typist.field == "好");
  typist.press("erase");
  CHECK(typist.field == "好⌫");
}

TEST_CASE("a composition that is left becomes its letters", "[kiosk][keyboard]") {
  Typist typist;
  SECTION("when the keyboard is closed") {
    typist.type("zhengwufuwu");
    typist.apply(typist.keyboard.candidate(1));
    typist.press("done");
    CHECK(typist.field == "政务fuwu");
    CHECK(typist.closed);
  }
  SECTION("when English is asked for") {
    typist.type("iphone");
    typist.press("mode_english");
    CHECK(typist.field == "iphone");
  }
  SECTION("when space finds no candidate") {
    typist.type("vip");
    CHECK(typist.keyboard.candidates().empty());
    typist.press("space");
    CHECK(typist.field == "vip");
  }
  CHECK(typist.keyboard.composition().empty());
}

TEST_CASE("punctuation takes the first candidate with it", "[kiosk][keyboard]") {
  Typist typist;
  typist.type("henhao");
  typist.press("comma");
  CHECK(typist.field == "很好，");
  typist.type("xiexie");
  typist.press("mode_symbols");
  CHECK(typist.keyboard.composition() == "xie xie");
  typist.press("exclamation");
  CHECK(typist.field == "很好，谢谢！");

  typist.field.clear();
  for (const char* key :
       {"comma", "full_stop", "question", "exclamation", "enumeration", "colon", "semicolon",
        "quote_open", "quote_close", "bracket_open", "bracket_close"}) {
    typist.press(key);
  }
  CHECK(typist.field == "，。？！、：；“”（）");
}

TEST_CASE("English has capitals, one at a time", "[kiosk][keyboard]") {
  Typist typist;
  typist.keyboard.reset(KeyboardMode::english);
  typist.press("shift");
  CHECK(typist.keyboard.shifted());
  CHECK(typist.keyboard.rows()[0][0].name == "key.q");
  CHECK(typist.keyboard.rows()[0][0].label == "Q");
  typist.type("ok");
  CHECK(typist.field == "Ok");
  CHECK_FALSE(typist.keyboard.shifted());
  typist.press("shift");
  typist.press("shift");
  typist.type("a");
  typist.press("latin_full_stop");
  CHECK(typist.field == "Oka.");
}

TEST_CASE("digits are typed, and keys of other pages do nothing", "[kiosk][keyboard]") {
  Typist typist;
  typist.press("1");
  CHECK(typist.field.empty());
  typist.press("mode_digits");
  for (const char* key : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"}) typist.press(key);
  typist.press("q");
  typist.apply(typist.keyboard.press(""));
  CHECK(typist.field == "1234567890");
}

TEST_CASE("a reset leaves nothing of a visitor", "[kiosk][keyboard][privacy]") {
  Typist typist;
  typist.type("zhengwufuwu");
  typist.apply(typist.keyboard.candidate(1));
  typist.keyboard.reset();
  CHECK(typist.keyboard.composition().empty());
  CHECK(typist.keyboard.candidates().empty());
  CHECK(typist.keyboard.mode() == KeyboardMode::pinyin);
  typist.press("done");
  CHECK(typist.field.empty());
  typist.keyboard.reset(KeyboardMode::english);
  typist.press("shift");
  typist.keyboard.reset(KeyboardMode::english);
  CHECK_FALSE(typist.keyboard.shifted());
}

TEST_CASE("the wording asked for is that of every key that is no character", "[kiosk][keyboard]") {
  Typist typist;
  const std::vector<std::string> listed = keyboard_wording();
  const std::set<std::string> wording(listed.begin(), listed.end());
  CHECK(wording.size() == listed.size());
  for (const KeyboardMode mode : kModes) {
    typist.keyboard.reset(mode);
    for (const KeyRow& row : typist.keyboard.rows()) {
      for (const Key& key : row) {
        CHECK(wording.contains(key.label) == (key.kind != KeyKind::character));
      }
    }
  }
}
