// SPDX-License-Identifier: Apache-2.0
// /f/{token} as a client without scripts uses it. That a stored document is the core's own shows
// when the core's document is sent after it: it is a replay, and any other would be refused.
#include <catch2/catch_test_macros.hpp>

#include "collector/questionnaires.hpp"
#include "form_client.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::Level;
using yiping::UnixTime;

namespace {

struct Answers {
  Level level = Level::satisfied;
  std::vector<std::string> reasons = {};
  std::vector<std::pair<std::string, Level>> ratings = {};
  std::string text = {};
  std::string language = "zh-Hans";
  std::vector<yiping::Mode> modes = {};
  UnixTime touched = kNow;
  UnixTime submitted = kNow;
};

/// The document that the core writes, under the submission id of a page.
std::string core_document(const Answers& answers, const std::string& submission) {
  static const Questionnaires all(std::filesystem::path(YIPING_SOURCE_DIR) / "assets");
  const auto id = yiping::read_submission(submission);
  REQUIRE(id);
  auto session = yiping::Session::open(all.offered().questionnaire, answers.language, *id, 440'300);
  REQUIRE(session);
  for (const yiping::Mode mode : answers.modes) REQUIRE(session->use_mode(mode));
  REQUIRE(session->choose_level(answers.level, answers.touched));
  for (const auto& reason : answers.reasons) {
    REQUIRE(session->toggle("reasons", reason, answers.touched));
  }
  for (const auto& [item, level] : answers.ratings) {
    REQUIRE(session->toggle(item, name_of(level), answers.touched));
  }
  if (!answers.text.empty())
    REQUIRE(session->set_text("suggestion", answers.text, answers.touched));
  REQUIRE(session->submit(answers.submitted));
  return write_evaluation(*session);
}

FormPage second_step(const Stack& stack, const std::string& token, Level level) {
  FormPage page = open_form(stack, token);
  REQUIRE(page.status() == 200);
  return page.set("level", std::string(name_of(level))).press(stack, "next");
}

std::string repeated(int count, std::string_view sign) {
  std::string text;
  for (int i = 0; i < count; ++i) text += sign;
  return text;
}

}  // namespace

TEST_CASE("two steps at each level store the document that the core writes", "[http][form]") {
  for (const Level level : yiping::kLevels) {
    INFO(name_of(level));
    Stack stack;
    const std::string token = stack.invited();
    FormPage page = second_step(stack, token, level);
    REQUIRE(page.status() == 200);
    const std::vector<std::string> reasons = page.offered("reasons");
    REQUIRE(reasons.size() == 8);
    const std::string submission = page.value("_submission");
    stack.set_clock(kNow + 60);
    page = page.add("reasons", reasons[0])
               .add("reasons", reasons[7])
               .set("guide_clarity", "satisfied")
               .set("procedure_convenience", "")
               .set("interface_friendliness", "very_dissatisfied")
               .set("suggestion", "  少跑一趟 <b>&\"'\r\n第二行 ")
               .press(stack, "submit");
    REQUIRE(page.status() == 200);
    const std::string document =
        core_document({.level = level,
                       .reasons = {reasons[0], reasons[7]},
                       .ratings = {{"guide_clarity", Level::satisfied},
                                   {"interface_friendliness", Level::very_dissatisfied}},
                       .text = "少跑一趟 <b>&\"'\n第二行",
                       .submitted = kNow + 60},
                      submission);
    const Reply replay = stack.rate(token, document);
    CHECK(replay.status == 200);
    CHECK(replay.json()["receipt"] == page.receipt());
  }
}

TEST_CASE("a level alone is complete with one press, at every level", "[http][form]") {
  for (const Level level : yiping::kLevels) {
    INFO(name_of(level));
    Stack stack;
    const std::string token = stack.invited();
    FormPage page = open_form(stack, token);
    const std::string submission = page.value("_submission");
    page = page.set("level", std::string(name_of(level))).press(stack, "submit");
    REQUIRE(page.status() == 200);
    CHECK(stack.rate(token, core_document({.level = level}, submission)).status == 200);
  }
}

TEST_CASE("nothing is chosen for the citizen, and every level has the same form",
          "[http][form][neutral]") {
  Stack stack;
  const std::string token = stack.invited();
  const FormPage first = open_form(stack, token);
  // The first is none: some browsers choose the first radio by themselves.
  CHECK(first.offered("level").size() == 6);
  CHECK(first.offered("level")[0].empty());
  CHECK(first.value("level").empty());
  CHECK(first.html().find("required") == std::string::npos);
  for (const Level level : yiping::kLevels) {
    const FormPage page = second_step(stack, token, level);
    CHECK(page.offered("reasons").size() == 8);
    CHECK(page.value("reasons").empty());
    CHECK(page.offered("guide_clarity").size() == 6);
    CHECK(page.offered("guide_clarity")[0].empty());
    CHECK(page.value("guide_clarity").empty());
    CHECK(page.has_button("submit"));
  }
}

TEST_CASE("fetching the form changes nothing, however often", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const FormPage one = open_form(stack, token);
  const FormPage other = open_form(stack, token);
  CHECK(one.value("_submission") != other.value("_submission"));
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "open");
  const Reply& reply = one.reply();
  CHECK(reply.header("Content-Type") == "text/html; charset=utf-8");
  CHECK(reply.header("Cache-Control") == "no-store");
  CHECK(reply.header("Referrer-Policy") == "no-referrer");
  CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  CHECK(reply.header("Content-Security-Policy") ==
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
  CHECK_FALSE(one.says("<script"));
  CHECK_FALSE(one.says(" style="));
  CHECK_FALSE(one.says(token));
}

TEST_CASE("a changed level drops its reasons and keeps the rest", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  FormPage page = second_step(stack, token, Level::dissatisfied);
  page = page.set("reasons", "207")
             .set("guide_clarity", "dissatisfied")
             .set("suggestion", "第一行\r\n第二行")
             .press(stack, "back");
  REQUIRE(page.status() == 200);
  CHECK(page.value("level") == "dissatisfied");
  CHECK(page.value("reasons") == "207");
  page = page.set("level", "very_satisfied").press(stack, "next");
  REQUIRE(page.status() == 200);
  CHECK(page.says("已改选非常满意。原先勾选的原因已清空"));
  CHECK(page.value("reasons").empty());
  CHECK(page.value("guide_clarity") == "dissatisfied");
  CHECK(page.value("suggestion") == "第一行\r\n第二行");
  const std::string submission = page.value("_submission");
  REQUIRE(page.set("guide_clarity", "").press(stack, "submit").status() == 200);
  CHECK(stack
            .rate(token, core_document({.level = Level::very_satisfied, .text = "第一行\n第二行"},
                                       submission))
            .status == 200);
}

TEST_CASE("the level kept keeps its reasons", "[http][form]") {
  Stack stack;
  FormPage page = second_step(stack, stack.invited(), Level::dissatisfied);
  page = page.set("reasons", "207").press(stack, "back").press(stack, "next");
  CHECK(page.value("reasons") == "207");
}

TEST_CASE("without a level nothing goes on, and the page says where", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  for (const char* button : {"next", "submit"}) {
    const FormPage page = open_form(stack, token).set("level", "").press(stack, button);
    CHECK(page.status() == 400);
    CHECK(page.says("<title>请改正：请为本次服务评价"));
    CHECK(page.says("<a href=\"#level-very_satisfied\">请先选择一个满意度等级</a>"));
    CHECK(page.says("id=\"level-very_satisfied\""));
    CHECK(page.offered("level").size() == 6);
  }
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "open");
}

TEST_CASE("a text too long stays in its field, with the fault beside it", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string long_text = repeated(200, "😀") + "字";
  FormPage page = second_step(stack, token, Level::satisfied).set("suggestion", long_text);
  page = page.press(stack, "submit");
  CHECK(page.status() == 400);
  CHECK(page.value("suggestion") == long_text);
  CHECK(page.says("<a href=\"#suggestion\">最多 200 字，请删减后再提交</a>"));
  CHECK(page.says("aria-invalid=\"true\""));
  page = page.set("suggestion", repeated(200, "😀")).press(stack, "submit");
  CHECK(page.status() == 200);
  CHECK_FALSE(page.receipt().empty());
}

TEST_CASE("what was written is text, wherever it comes back", "[http][form]") {
  Stack stack;
  const std::string evil = "\n</textarea><script>alert(1)</script>\" autofocus=\"";
  FormPage page = second_step(stack, stack.invited(), Level::satisfied);
  for (const char* button : {"elder", "back"}) {
    const FormPage shown = FormPage(page).set("suggestion", evil).press(stack, button);
    CHECK(shown.value("suggestion") == evil);
    CHECK_FALSE(shown.says("<script"));
  }
}

TEST_CASE("a second press and a reload show the same receipt", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  const FormPage page = second_step(stack, token, Level::dissatisfied).set("reasons", "207");
  const FormPage first = page.press(stack, "submit");
  REQUIRE(first.receipt().size() == 23);
  for (const Seconds later : {0, 1, 3'600, 400 * 86'400}) {
    stack.set_clock(kNow + later);
    const FormPage again = page.press(stack, "submit");
    CHECK(again.status() == 200);
    CHECK(again.html() == first.html());
  }
  CHECK(stack.store().list_cases(officer(), CaseFilter::all).size() == 1);
  CHECK(stack.store().verify().quarantined == 0);
}

TEST_CASE("other answers under a stored submission: what arrived first counts", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  FormPage page = second_step(stack, token, Level::satisfied);
  const FormPage first = page.press(stack, "submit");
  const FormPage second = page.set("suggestion", "又想起一件事").press(stack, "submit");
  CHECK(second.status() == 409);
  CHECK(second.receipt() == first.receipt());
  CHECK(second.says("以先收到的内容为准"));
}

TEST_CASE("languages and sizes: by address, by header, by button with nothing lost",
          "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  CHECK(open_form(stack, token).says("<html lang=\"zh-Hans\" dir=\"ltr\""));
  const Headers english = {{"Accept-Language", "fr, en-GB;q=0.8, zh;q=0.7"}};
  CHECK(open_form(stack, token, "", english).says("<html lang=\"en\""));
  CHECK(open_form(stack, token, "?lang=zh-Hans", english).says("<html lang=\"zh-Hans\""));
  CHECK(
      open_form(stack, token, "?lang=xx", {{"Accept-Language", "zh-TW"}}).says("lang=\"zh-Hans\""));
  FormPage page = second_step(stack, token, Level::satisfied).set("suggestion", "很好");
  page = page.press(stack, "elder");
  CHECK(page.says("class=\"elder\""));
  page = page.press(stack, "language:en");
  CHECK(page.says("<html lang=\"en\" dir=\"ltr\" class=\"elder\""));
  page = page.press(stack, "standard");
  CHECK_FALSE(page.says("class=\"elder\""));
  CHECK(page.value("suggestion") == "很好");
  const std::string submission = page.value("_submission");
  REQUIRE(page.press(stack, "submit").status() == 200);
  CHECK(stack
            .rate(token,
                  core_document({.text = "很好", .language = "en", .modes = {yiping::Mode::elder}},
                                submission))
            .status == 200);
}

TEST_CASE("another site's page may send a level, which stores nothing yet", "[http][form]") {
  Stack stack;
  const std::string token = stack.invited();
  for (const char* body : {"level=dissatisfied", "level=dissatisfied&_do=submit"}) {
    const FormPage page = post_form(stack, token, body, "?lang=en");
    CHECK(page.status() == 200);
    CHECK(page.value("level") == "dissatisfied");
    CHECK(page.value("_submission").size() == 32);
  }
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "open");
}
