// SPDX-License-Identifier: Apache-2.0
#include "terminal_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace yiping::cli;

using Lines = std::vector<std::string>;

TEST_CASE("a wide character takes two cells, a combining one none", "[cli][text]") {
  CHECK(columns("") == 0);
  CHECK(columns("abc") == 3);
  CHECK(columns("非常满意") == 8);
  CHECK(columns("만족") == 4);
  CHECK(columns("ꆈꌠꉙ") == 6);
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("བོད") == 2);
  CHECK(columns("𠮷") == 2);
  CHECK(columns("رازى") == 4);
  CHECK(columns("\xE9\xA0") == 2);  // no UTF-8: a cell for each byte
}

TEST_CASE("nothing printed moves the cursor, breaks the line or turns its neighbours",
          "[cli][text]") {
  CHECK(printable("a\x1B[2Jb\r\nc\x7F") == "a [2Jb  c ");
  CHECK(printable("a\u202Eb\u2066c\u2028d") == "a b c d");
  CHECK(printable("满意") == "满意");
  CHECK(printable("رازى (1)") == "\u2068رازى (1)\u2069");
  CHECK(printable("a\xFF") == "a ");
}

TEST_CASE("columns line up whatever the script", "[cli][text]") {
  CHECK(padded("满意", 6) == "满意  ");
  CHECK(padded("fine", 6) == "fine  ");
  CHECK(padded("非常满意", 6) == "非常满意");
}

TEST_CASE("lines break at spaces and between wide characters, not before a full stop",
          "[cli][text]") {
  CHECK(wrapped("", 10) == Lines{""});
  CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrapped("请为本次服务评价", 8) == Lines{"请为本次", "服务评价"});
  CHECK(wrapped("请为本次。谢谢", 8) == Lines{"请为本", "次。谢谢"});
  CHECK(wrapped("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
  CHECK(wrapped("用 yiping 检查", 9) == Lines{"用 yiping", "检查"});
}
