// SPDX-License-Identifier: Apache-2.0
#include "collector/redact.hpp"

#include <catch2/catch_test_macros.hpp>

using yiping::collector::redact;

TEST_CASE("numbers that identify a person are hidden", "[redact]") {
  CHECK(redact("电话13800138000请回电") == "电话⟨已隐去⟩请回电");
  CHECK(redact("138 0013 8000") == "⟨已隐去⟩");
  CHECK(redact("138-0013-8000。") == "⟨已隐去⟩。");
  CHECK(redact("１３８００１３８０００") == "⟨已隐去⟩");
  CHECK(redact("一三八零零一三八零零零") == "⟨已隐去⟩");
  CHECK(redact("0755-88888888") == "⟨已隐去⟩");
  CHECK(redact("8888-8888") == "⟨已隐去⟩");
  CHECK(redact("1\u200B3\u200B8\u200B0\u200B0\u200B1\u200B3\u200B8\u200B0\u200B0\u200B0") ==
        "⟨已隐去⟩");
  CHECK(redact("身份证44030019900101123X，谢谢") == "身份证⟨已隐去⟩，谢谢");
  CHECK(redact("44030019900101123x") == "⟨已隐去⟩");
  CHECK(redact("办件4403002611100001") == "办件⟨已隐去⟩");
  CHECK(redact("写给li.lei+1@example.com吧") == "写给⟨已隐去⟩吧");
}

TEST_CASE("dates, amounts and window numbers stay", "[redact]") {
  for (const char* text :
       {"2026-11-20去了3号窗口", "2026年11月20日", "等了45分钟", "交了120元", "第101号",
        "一二三窗口", "跑了两趟", "", "Plan B, 3 to 4 weeks", "12345热线", "a@", "@b"}) {
    CHECK(redact(text) == text);
  }
}

TEST_CASE("text around a hidden number keeps every byte", "[redact]") {
  CHECK(redact("𠮷 13800138000 👩‍👩‍👧") == "𠮷 ⟨已隐去⟩ 👩‍👩‍👧");
  CHECK(redact("A13800138000 B13900139000") == "A⟨已隐去⟩ B⟨已隐去⟩");
}
