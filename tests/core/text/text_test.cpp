// SPDX-License-Identifier: Apache-2.0
#include "yiping/text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace yiping;
using namespace std::string_literals;

TEST_CASE("UTF-8 of every length is accepted up to the last code point", "[text]") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\u007F\u0080\u07FF\u0800\uFFFF"));
  CHECK(is_utf8("\U00010000\U0010FFFF"));
  CHECK(is_utf8("政务服务 ئۇيغۇر བོད་ཡིག 𠮷𰻝 👍🏽"));
}

TEST_CASE("what is not UTF-8 is refused", "[text]") {
  CHECK_FALSE(is_utf8("\x80"));              // a lone continuation
  CHECK_FALSE(is_utf8("\xC0\xAF"));          // overlong '/'
  CHECK_FALSE(is_utf8("\xE0\x80\xAF"));      // overlong in three
  CHECK_FALSE(is_utf8("\xF0\x80\x80\xAF"));  // overlong in four
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // a surrogate
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // past U+10FFFF
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
  CHECK_FALSE(is_utf8("\xE6\x94"));  // cut in the middle
  CHECK_FALSE(is_utf8("\xE6\x94X"));
  CHECK_FALSE(is_utf8("\xC4\xE3\xBA\xC3"));  // 你好 in GB 18030
}

TEST_CASE("length is counted in code points", "[text]") {
  CHECK(code_points("") == 0);
  CHECK(code_points("满意") == 2);
  CHECK(code_points("𠮷𰻝") == 2);
  CHECK(code_points("👍🏽") == 2);  // thumb and skin tone
  CHECK(code_points("e\u0301") == 2);
}

TEST_CASE("normalising keeps what was meant and drops what cannot be seen", "[text]") {
  CHECK(normalise("  \t\n窗口 很好\n ") == "窗口 很好");
  CHECK(normalise("\u3000全角空格\u3000") == "全角空格");
  CHECK(normalise("a\r\nb\rc\nd") == "a\nb\nc\nd");
  CHECK(normalise("a\x01\x1F\x7F"
                  "b\u0085\u009F"
                  "c\td") == "abc\td");
  CHECK(normalise("a\0b"s) == "ab");
  CHECK(normalise("\u00A0") == "\u00A0");  // a no-break space is no control character
  CHECK(normalise(" \r\n ").empty());
}

TEST_CASE("normalising twice is normalising once", "[text]") {
  for (const auto* text : {"\r\n a \u3000", "\t\u3000\n", "x\r\r\n\ny", "\u0085 \u0085"}) {
    CHECK(normalise(normalise(text)) == normalise(text));
  }
}
