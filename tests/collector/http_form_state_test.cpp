// SPDX-License-Identifier: Apache-2.0
// What stands in place of the form, and what is no form at all: each with its own words and status.
#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <thread>

#include "collector/form/html.hpp"
#include "collector/form/urlencoded.hpp"
#include "collector/form/wording.hpp"
#include "collector/problem.hpp"
#include "form_client.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

void require_page(const FormPage& page, int status, std::string_view words) {
  INFO(page.html());
  CHECK(page.status() == status);
  CHECK(page.reply().header("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.reply().header("Cache-Control") == "no-store");
  CHECK(page.says(words));
  CHECK(page.html().find('{') == std::string::npos);
}

/// While it lives, no file of this process grows: what the store writes fails as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{1, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

std::string refused(std::string_view body) {
  try {
    static_cast<void>(parse_urlencoded(body));
  } catch (const Problem& problem) {
    return problem.code();
  }
  return "";
}

}  // namespace

TEST_CASE("a service that is rated or closed says so, on both methods", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const FormPage left_open = open_form(stack, token).set("level", "satisfied");
  REQUIRE(open_form(stack, token).set("level", "dissatisfied").press(stack, "submit").status() ==
          200);
  require_page(open_form(stack, token), 200, "这次服务已经评价过了");
  require_page(left_open.press(stack, "next"), 409, "这次服务已经评价过了");
  require_page(left_open.press(stack, "submit"), 409, "这次服务已经评价过了");
  require_page(open_form(stack, token, "?lang=en"), 200, "This service has been rated");

  const std::string other = stack.invited(2);
  const FormPage late = open_form(stack, other).set("level", "satisfied");
  stack.set_clock(kNow + 8 * kDay);
  require_page(open_form(stack, other), 200, "评价时间已过");
  require_page(late.press(stack, "next"), 409, "评价时间已过");
  require_page(late.press(stack, "submit"), 409, "评价时间已过");
}

TEST_CASE("an address that is expired, forged or of nothing says so", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const FormPage page = open_form(stack, token).set("level", "satisfied");
  std::string forged = token;
  forged[10] = forged[10] == 'A' ? 'B' : 'A';
  require_page(open_form(stack, forged), 401, "评价链接不对");
  require_page(open_form(stack, "nonsense"), 401, "评价链接不对");
  require_page(post_form(stack, forged, page.body("submit")), 401, "评价链接不对");
  stack.set_clock(kNow + 400 * kDay);
  require_page(open_form(stack, token), 401, "评价链接已过期");
  require_page(page.press(stack, "next"), 401, "评价链接已过期");
  require_page(page.press(stack, "submit"), 401, "评价链接已过期");
}

TEST_CASE("a body that no page of ours sends is refused, and nothing is stored", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string id(32, 'a');
  const std::string good = "_submission=" + id + "&_touched=1&level=satisfied&_do=submit";
  for (const std::string& body : {
           good + "&level=satisfied",
           good + "&level=dissatisfied",
           good + "&unknown=1",
           good + "&_secret=1",
           good + "&reasons=207",
           good + "&reasons=999",
           good + "&reasons=406&reasons=406",
           good + "&guide_clarity=6",
           good + "&guide_clarity=satisfied&guide_clarity=dissatisfied",
           good + "&suggestion=%ff",
           good + "&suggestion=%C0%80",
           good + "&suggestion=%zz",
           good + "&suggestion=%4",
           good + "&suggestion",
           good + "&_was=1",
           good + "&_mode=sleeping",
           good + "&_submitted=-1",
           good + "&_submitted=99999999999",
           good + "&&",
           std::string("_submission=short&level=satisfied&_do=submit"),
           std::string("_submission=" + id + "&level=5&_do=submit"),
           std::string("_submission=" + id + "&level=satisfied&_do=launch"),
           std::string("_submission=" + id + "&level=satisfied&_do=language:xx"),
           std::string("{\"level\":\"satisfied\"}"),
       }) {
    INFO(body);
    require_page(post_form(stack, token, body), 400, "这一页没有提交成功");
  }
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "open");
  // Control: the same without what is wrong is taken.
  CHECK(post_form(stack, token, good).receipt().size() == 23);
}

TEST_CASE("times from the future are brought back to now", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string id(32, 'b');
  const FormPage page =
      post_form(stack, token,
                "_submission=" + id +
                    "&_touched=4000000000&_submitted=4000000000&level=satisfied&_do=submit");
  REQUIRE(page.receipt().size() == 23);
  const Json found =
      stack.post("/v1/receipts:lookup", Json{{"receipt", page.receipt()}}.dump()).json();
  CHECK(found["submitted"] == kNow);
}

TEST_CASE("the guards speak HTML where a form is sent, and JSON elsewhere", "[http][form]") {
  Stack stack;
  const std::string path = "/f/" + stack.invited();
  const Headers form = {{"Content-Type", "application/x-www-form-urlencoded"}};
  const auto page = [](Reply reply) { return FormPage("", std::move(reply)); };
  require_page(page(stack.post(path, std::string(16 * 1024 + 1, 'a'), form)), 413, "文字太长");
  require_page(page(stack.post(path, "{}")), 415, "form_expected");
  require_page(page(stack.post(path, "a=b", {{"Content-Type", "multipart/form-data"}})), 415,
               "form_expected");
  require_problem(stack.post("/v1/evaluations", "a=b", form), 415, "json_expected");
  require_problem(yiping::test::exchange(stack.port(), "DELETE", path), 405, "method_refused");
  CHECK(stack.get(path + "/more").status == 404);
}

TEST_CASE("what cannot be stored can be sent again as it is", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  FormPage page = open_form(stack, token).set("level", "dissatisfied").press(stack, "next");
  page.set("reasons", "207").set("guide_clarity", "satisfied").set("suggestion", "第一行\r\n二");
  FormPage shown = page;
  {
    const FullDisk full;
    shown = page.press(stack, "submit");
    require_page(shown, 503, "还没有提交");
    CHECK(shown.reply().header("Retry-After") == "5");
    CHECK(shown.says("重新提交"));
    stack.set_clock(kNow + 30);
    CHECK(shown.press(stack, "confirm").html() == shown.html());
  }
  stack.set_clock(kNow + 90);
  FormPage stored = shown.press(stack, "confirm");
  for (int tries = 0; tries < 100 && stored.status() == 503; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stored = stored.press(stack, "confirm");
  }
  REQUIRE(stored.receipt().size() == 23);
  const Json found =
      stack.post("/v1/receipts:lookup", Json{{"receipt", stored.receipt()}}.dump()).json();
  // When it was first sent, not when it got through.
  CHECK(found["submitted"] == kNow);
  CHECK(found["level"] == "dissatisfied");
}

TEST_CASE("neither the address nor an answer reaches the log", "[http][form][log]") {
  Stack stack;
  const std::string token = stack.invited();
  FormPage page = open_form(stack, token, "?lang=en&mode=elder");
  page = page.set("level", "dissatisfied").press(stack, "next");
  page = page.set("suggestion", "CANARY-TEXT").press(stack, "submit");
  REQUIRE(page.receipt().size() == 23);
  static_cast<void>(post_form(stack, token, "CANARY=BODY"));
  static_cast<void>(open_form(stack, token + "x"));
  static_cast<void>(stack.get("/f/" + token + "/x"));
  const std::string log = stack.log();
  CHECK(log.find("method=GET route=/f/{token} status=200") != std::string::npos);
  CHECK(log.find("method=POST route=/f/{token} status=400") != std::string::npos);
  for (const std::string& hidden :
       {token, token.substr(4, 20), std::string("CANARY"), page.receipt().substr(6, 8)}) {
    CHECK(log.find(hidden) == std::string::npos);
  }
}

TEST_CASE("the parser of forms takes what browsers write and nothing else", "[form]") {
  const auto fields = parse_urlencoded("a=1&b=%E5%A5%BD+%2B&a=2&c=");
  REQUIRE(fields.size() == 4);
  CHECK(fields[1].value == "好 +");
  CHECK(fields[2].value == "2");
  CHECK(fields[3].value.empty());
  CHECK(parse_urlencoded("").empty());
  CHECK(refused("a=1&a=1") == "duplicate_key");
  CHECK(refused("a") == "request_malformed");
  CHECK(refused("a=%") == "request_malformed");
  CHECK(refused("a=%f") == "request_malformed");
  CHECK(refused("a=%+1") == "request_malformed");
  CHECK(refused("%ff=1") == "not_utf8");
  CHECK(refused("a=%ED%A0%80") == "not_utf8");
  std::string many;
  for (int i = 0; i < 101; ++i) many += "f" + std::to_string(i) + "=1&";
  CHECK(refused(many) == "request_malformed");
}

TEST_CASE("the writer of HTML knows text and nothing else", "[form]") {
  Html html;
  html.open("p", {{"title", "\"<&>'"}, when(false, {"hidden"}), when(true, {"lang", "en"})})
      .text("<b>&amp;</b>")
      .empty("br", {});
  CHECK(html.take() ==
        "<!doctype html>\n<p title=\"&quot;&lt;&amp;&gt;&#39;\" lang=\"en\">"
        "&lt;b&gt;&amp;amp;&lt;/b&gt;<br></p>\n");
}

TEST_CASE("the language that a browser likes best", "[form]") {
  const std::vector<std::string_view> offered = {"zh-Hans", "en"};
  const auto preferred = [&](std::string_view header) {
    return preferred_language(header, offered);
  };
  CHECK(preferred("") == "zh-Hans");
  CHECK(preferred("en") == "en");
  CHECK(preferred("EN-us,zh;q=0.9") == "en");
  CHECK(preferred("en;q=0.5, zh-CN") == "zh-Hans");
  CHECK(preferred("fr, de;q=0.9") == "zh-Hans");
  CHECK(preferred("zh;q=0, en;q=0.001") == "en");
  CHECK(preferred("en;q=x") == "zh-Hans");
  CHECK(preferred(", ;;;,en;q=1.000") == "en");
}

TEST_CASE("a text with a telephone number is sent by a second press", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  FormPage page = open_form(stack, token).set("level", "dissatisfied").press(stack, "next");
  page.set("suggestion", "请打 13800138000");
  FormPage looked = page.press(stack, "submit");
  require_page(looked, 200, "电话号码");
  CHECK(looked.says("13800138000"));
  CHECK(stack.get("/f/" + token).status == 200);
  const FormPage stored = looked.press(stack, "confirm");
  CHECK(stored.receipt().size() == 23);
}
