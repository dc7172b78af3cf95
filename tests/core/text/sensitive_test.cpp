// SPDX-License-Identifier: Apache-2.0
#include "yiping/sensitive.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace yiping;

namespace {

/// "kind:found", or empty.
std::string found(std::string_view text) {
  const auto span = next_sensitive(text, 0);
  if (!span) return {};
  return std::string(name_of(span->kind)) + ":" +
         std::string(text.substr(span->begin, span->end - span->begin));
}

}  // namespace

TEST_CASE("numbers that could name a person are told apart by form", "[sensitive]") {
  CHECK(found("身份证11010519491231002X。") == "id_number:11010519491231002X");
  CHECK(found("身份证110105194912310021") == "id_number:110105194912310021");
  CHECK(found("打13800138000") == "phone:13800138000");
  CHECK(found("打138 0013 8000吧") == "phone:138 0013 8000");
  CHECK(found("电话 010-62345678") == "phone:010-62345678");
  CHECK(found("卡号6222021234567890123") == "bank_card:6222021234567890123");
  CHECK(found("卡号6222 0212 3456 7890") == "bank_card:6222 0212 3456 7890");
  CHECK(found("单号20261122001") == "number:20261122001");
  CHECK(found("１３８００１３８０００") == "phone:１３８００１３８０００");
  CHECK(found("一三八零零一三八零零零") == "phone:一三八零零一三八零零零");
}

TEST_CASE("plates of cars are found, with their kinds", "[sensitive]") {
  CHECK(found("车牌粤B12345停在门口") == "plate:粤B12345");
  CHECK(found("京A·D12345") == "plate:京A·D12345");
  CHECK(found("粤Z1234港") == "plate:粤Z1234港");
  CHECK(found("沪AD12345") == "plate:沪AD12345");
  CHECK(found("川A区").empty());
  CHECK(found("京东商城B座").empty());
}

TEST_CASE("addresses of electronic mail are found whole", "[sensitive]") {
  CHECK(found("请写信到li.si+1@example.com谢谢") == "email:li.si+1@example.com");
  CHECK(found("li＠example.com") == "email:li＠example.com");
  CHECK(found("@窗口").empty());
}

TEST_CASE("dates, amounts, window and floor numbers are no one's", "[sensitive]") {
  for (const char* plain : {"2026-11-20 等了40分钟", "3号窗口", "交了1200.50元", "9:30到11:45",
                            "2026.11.20-2026.11.25", "2026-1-5 - 2026-2-10", "2026.11.20-11.25",
                            "第12楼1205室", "", "五六个人", "12345 热线", "110 和 120"}) {
    INFO(plain);
    CHECK(found(plain).empty());
  }
}

TEST_CASE("a date hides no number beside it", "[sensitive]") {
  CHECK(found("2026.11.20 13800138000") == "phone:13800138000");
  CHECK(found("2026-11-20粤B12345") == "plate:粤B12345");
  CHECK(found("2026.11.20a@b.cn") == "email:2026.11.20a@b.cn");
  CHECK(found("2026 11 20a@b.cn") == "email:a@b.cn");
  CHECK(found("138 2026 11 20") == "phone:138 2026 11 20");
  CHECK(found("3026-11-20-2026-11") == "number:3026-11-20-2026-11");
  CHECK(found("2026-111-20-2026") == "number:2026-111-20-2026");
  CHECK(found("20261-11-20-2026") == "number:20261-11-20-2026");
}

TEST_CASE("all of them are found one after another", "[sensitive]") {
  const std::string text = "13800138000或13900139000，粤B12345";
  std::size_t count = 0;
  std::size_t at = 0;
  while (const auto span = next_sensitive(text, at)) {
    CHECK(span->begin >= at);
    CHECK(span->end > span->begin);
    at = span->end;
    ++count;
  }
  CHECK(count == 3);
}

TEST_CASE("a long text costs no more than its length", "[sensitive][hostile]") {
  std::string text;
  for (int i = 0; i < 4'000; ++i) text += "1-a.京";
  std::size_t at = 0;
  while (const auto span = next_sensitive(text, at)) {
    REQUIRE(span->end > at);
    at = span->end;
  }
  CHECK(found(text + "13800138000") == "phone:13800138000");
}
