// SPDX-License-Identifier: Apache-2.0
#include <googlepinyin/pinyinime.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/text_engine/pinyin.hpp"
#include "support/folder.hpp"

using namespace yiping::kiosk;
namespace fs = std::filesystem;

namespace {

void type(Pinyin& pinyin, std::string_view letters) {
  for (const char letter : letters) REQUIRE(pinyin.add(letter));
}

std::vector<std::string> offered(Pinyin& pinyin, std::string_view letters) {
  pinyin.reset();
  type(pinyin, letters);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < pinyin.candidate_count(); ++i) all.push_back(pinyin.candidate(i));
  return all;
}

/// Takes the last candidate, a rare character, for each syllable until all letters are used.
std::string choose_rare_characters(Pinyin& pinyin) {
  std::string text;
  while (text.empty()) {
    REQUIRE(pinyin.candidate_count() > 0);
    text = pinyin.choose(pinyin.candidate_count() - 1);
  }
  return text;
}

/// An own empty folder that everything a library may write relative to points to.
class EmptyFolder {
 public:
  EmptyFolder() : before_(fs::current_path()) { fs::current_path(folder_.path()); }
  ~EmptyFolder() { fs::current_path(before_); }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

 private:
  yiping::test::Folder folder_;
  fs::path before_;
};

/// Bytes that this process has handed to `write` and its kin; to files, pipes and terminals.
std::uint64_t bytes_written() {
  std::ifstream file("/proc/self/io");
  std::string name;
  std::uint64_t count = 0;
  while (file >> name >> count) {
    if (name == "wchar:") return count;
  }
  throw std::runtime_error("/proc/self/io has no count of bytes written");
}

std::u16string first_by_the_library(std::string_view letters) {
  ime_pinyin::im_reset_search();
  REQUIRE(ime_pinyin::im_search(letters.data(), letters.size()) > 0);
  std::array<ime_pinyin::char16, 40> text{};
  REQUIRE(ime_pinyin::im_get_candidate(0, text.data(), text.size()) != nullptr);
  return {text.begin(), std::ranges::find(text, 0)};
}

}  // namespace

TEST_CASE("what visitors of a hall say is the first candidate", "[kiosk][pinyin]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  constexpr std::array<std::array<std::string_view, 2>, 5> kSentences{{
      {"zhengwufuwu", "政务服务"},
      {"banshixiaolvgao", "办事效率高"},
      {"paiduishijiantaichang", "排队时间太长"},
      {"gongzuorenyuantaiduhenhao", "工作人员态度很好"},
      {"jianyizengjiachuangkou", "建议增加窗口"},
  }};
  for (const auto& [letters, text] : kSentences) {
    type(*pinyin, letters);
    CHECK(pinyin->candidate(0) == text);
    CHECK(pinyin->choose(0) == text);
    CHECK(pinyin->candidate_count() == 0);
    CHECK(pinyin->composition().empty());
  }
}

TEST_CASE("a sentence is chosen word by word, and a choice is taken back", "[kiosk][pinyin]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  type(*pinyin, "zhengwufuwu");
  CHECK(pinyin->composition() == "zheng wu fu wu");
  REQUIRE(pinyin->candidate(2) == "正午");
  CHECK(pinyin->choose(2).empty());
  CHECK(pinyin->composition() == "正午 fu wu");
  CHECK(pinyin->candidate(0) == "服务");

  CHECK(pinyin->erase());
  CHECK(pinyin->composition() == "zheng wu fu wu");

  CHECK(pinyin->choose(1).empty());
  type(*pinyin, "q");
  CHECK(pinyin->composition() == "政务 fu wu q");
  CHECK(pinyin->erase());  // the letter, which came after the choice
  CHECK(pinyin->composition() == "政务 fu wu");
  CHECK(pinyin->choose(0) == "政务服务");
  CHECK_FALSE(pinyin->erase());
}

TEST_CASE("a separator splits syllables, and letters that begin none wait", "[kiosk][pinyin]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  CHECK_FALSE(pinyin->add('\''));
  CHECK_FALSE(pinyin->add('A'));
  CHECK_FALSE(pinyin->add(' '));
  type(*pinyin, "xi'");
  CHECK_FALSE(pinyin->add('\''));
  type(*pinyin, "an");
  CHECK(pinyin->candidate(0) == "西安");
  CHECK(pinyin->letters() == "xian");
  CHECK(offered(*pinyin, "xian").front() != "西安");

  CHECK(offered(*pinyin, "v").empty());
  CHECK(offered(*pinyin, "nihaov").front() == "你好");
  CHECK(pinyin->choose(0).empty());
  CHECK(pinyin->composition() == "你好 v");
  CHECK(pinyin->letters() == "你好v");
  CHECK(pinyin->candidate_count() == 0);
}

TEST_CASE("a long composition is chosen eight syllables at a time", "[kiosk][pinyin]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  type(*pinyin, "gongzuorenyuantaiduhenhaopaiduishijiant");
  CHECK_FALSE(pinyin->add('a'));
  CHECK(pinyin->choose(0).empty());
  CHECK(pinyin->composition().starts_with("工作人员态度很"));
  std::string text;
  while (text.empty()) text = pinyin->choose(0);
  CHECK(text.starts_with("工作人员态度很好排队时间"));
}

TEST_CASE("a nonsense word chosen three times is unknown to the next visitor",
          "[kiosk][pinyin][privacy]") {
  constexpr std::string_view kLetters = "zhaxiqu";
  const EmptyFolder folder;

  SECTION("by ours") {
    const std::uint64_t before = bytes_written();
    bool same = true;
    std::string chosen;
    {
      const auto pinyin = open_pinyin(default_pinyin_dictionary());
      const std::vector<std::string> first = offered(*pinyin, kLetters);
      for (int times = 0; times < 3; ++times) {
        pinyin->reset();
        for (const char letter : kLetters) pinyin->add(letter);
        chosen = choose_rare_characters(*pinyin);
      }
      same = offered(*pinyin, kLetters) == first && chosen != first.front();
    }
    [[maybe_unused]] const std::uint64_t written = bytes_written() - before;
    CHECK(same);
    CHECK(chosen.size() == 9);  // three characters
#ifndef __SANITIZE_ADDRESS__    // it tries whether memory can be read by writing it to a pipe
    CHECK(written == 0);
#endif
    CHECK(fs::is_empty(folder.path()));
  }

  SECTION("control: the library, used as input methods use it, learns it and writes a file") {
    const fs::path user_dictionary = folder.path() / "user.dat";
    const std::uint64_t before = bytes_written();
    REQUIRE(
        ime_pinyin::im_open_decoder(default_pinyin_dictionary().c_str(), user_dictionary.c_str()));
    const std::u16string first = first_by_the_library(kLetters);
    for (int times = 0; times < 3; ++times) {
      ime_pinyin::im_reset_search();
      std::size_t count = ime_pinyin::im_search(kLetters.data(), kLetters.size());
      while (ime_pinyin::im_get_fixed_len() < 3) count = ime_pinyin::im_choose(count - 1);
    }
    CHECK(first_by_the_library(kLetters) != first);
    ime_pinyin::im_close_decoder();
    CHECK(bytes_written() > before);
    CHECK_FALSE(fs::is_empty(folder.path()));
  }
}

TEST_CASE("a reset leaves no letter, here or in the library", "[kiosk][pinyin][privacy]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  const auto kept = [] {
    std::size_t decoded = 0;
    return std::string(ime_pinyin::im_get_sps_str(&decoded), Pinyin::kMaxLetters);
  };
  type(*pinyin, "wangxiaoming");
  pinyin->choose(1);
  REQUIRE(kept().find("ming") != std::string::npos);
  pinyin->reset();
  CHECK(kept().find("ming") == std::string::npos);
  CHECK(pinyin->composition().empty());
  CHECK(pinyin->letters().empty());
  CHECK(pinyin->candidate_count() == 0);
  CHECK(pinyin->candidate(0).empty());
  CHECK(pinyin->choose(0).empty());
}

TEST_CASE("every syllable can be typed", "[kiosk][pinyin]") {
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  for (const char* syllable :
       {"a",    "ai",    "an",   "ang",   "ao",   "ba",   "bei",   "bian",  "biao",  "bin",
        "cuan", "chong", "chua", "chuai", "dia",  "diu",  "dui",   "e",     "ei",    "en",
        "er",   "fou",   "gei",  "guai",  "ha",   "hei",  "jia",   "jie",   "jiong", "juan",
        "jue",  "kuang", "lia",  "liang", "lo",   "lv",   "lve",   "me",    "miu",   "neng",
        "nin",  "niang", "nuan", "nv",    "nve",  "o",    "ou",    "pie",   "po",    "qiong",
        "quan", "qun",   "ran",  "ri",    "ruan", "rui",  "sai",   "sen",   "shei",  "shuang",
        "si",   "song",  "te",   "tui",   "wa",   "weng", "xiang", "xiong", "xu",    "xue",
        "ya",   "yo",    "yong", "yuan",  "yun",  "zei",  "zhei",  "zhuai", "zhun",  "zuo"}) {
    INFO(syllable);
    CHECK_FALSE(offered(*pinyin, syllable).empty());
    CHECK(pinyin->composition() == syllable);
  }
  CHECK(offered(*pinyin, "zhanlve").front() == "战略");
}

TEST_CASE("no keys, in any order, bring it down", "[kiosk][pinyin]") {
  // Each of the first four aborts or overruns the library when it is given whole.
  constexpr std::array<std::string_view, 8> kPieces{
      "a", "bp", "slhygzhbdsbyyzx", "zhongengengengang", "en", "gang'", "xian", "v"};
  std::mt19937 random(20261123);  // the same in every run
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  std::size_t presses = 0;
  std::size_t texts = 0;
  const auto press = [&](char letter) {
    pinyin->add(letter);
    ++presses;
    for (std::size_t i = 0; i < std::min<std::size_t>(pinyin->candidate_count(), 6); ++i) {
      const std::string text = pinyin->candidate(i);
      if (text.empty() || text.size() % 3 != 0) FAIL(pinyin->composition());
    }
    const auto action = random() % 16;
    if (action == 0) pinyin->erase();
    if (action == 1 && pinyin->candidate_count() > 0) {
      if (!pinyin->choose(random() % pinyin->candidate_count()).empty()) ++texts;
    }
  };
  for (const std::string_view piece : kPieces) {
    pinyin->reset();
    for (std::size_t i = 0; i < 60; ++i) press(piece[i % piece.size()]);
  }
  for (int round = 0; round < 60; ++round) {
    pinyin->reset();
    while (pinyin->letters().size() < 30) {
      if (random() % 8 == 0) press(static_cast<char>('a' + random() % 26));
      for (const char letter : kPieces[random() % kPieces.size()]) press(letter);
    }
  }
  CHECK(presses > 2000);
  CHECK(texts > 0);
}

TEST_CASE("there is one engine, and it says what it misses", "[kiosk][pinyin]") {
  CHECK_THROWS_AS(open_pinyin("/nowhere/dict_pinyin.dat"), std::runtime_error);
  CHECK_THROWS_AS(open_pinyin("/usr"), std::runtime_error);
  CHECK_THROWS_AS(open_pinyin("/dev/null"), std::runtime_error);
  auto pinyin = open_pinyin(default_pinyin_dictionary());
  CHECK_THROWS_AS(open_pinyin(default_pinyin_dictionary()), std::runtime_error);
  pinyin.reset();
  CHECK_NOTHROW(open_pinyin(default_pinyin_dictionary()));
}
