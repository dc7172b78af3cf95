// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "core_support.hpp"

using namespace yiping;
using nlohmann::json;
using test::kNow;

namespace {

Session submitted() {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.toggle("reasons", "213", kNow));
  REQUIRE(session.toggle("reasons", "207", kNow));
  REQUIRE(session.toggle("procedure_convenience", "satisfied", kNow));
  REQUIRE(session.toggle("guide_clarity", "dissatisfied", kNow));
  REQUIRE(session.set_text("suggestion", " 窗口\"少\"，𠮷先生等了\t很久 ", kNow));
  REQUIRE(session.use_mode(Mode::keyboard));
  REQUIRE(session.use_mode(Mode::elder));
  REQUIRE(session.submit(kNow + 60));
  return session;
}

Result<std::string> rebuilt(const json& document) {
  const auto read = read_evaluation(json::to_cbor(document));
  if (!read) return read.error();
  auto rebuilt = rebuild_evaluation(test::online_item(), *read, nullptr, test::kArea);
  if (!rebuilt) return rebuilt.error();
  return std::move(rebuilt->document);
}

/// A level and a dimension that must be answered: no reasons, no text.
const Questionnaire& short_one() {
  static const Questionnaire questionnaire = [] {
    const json pack = json::parse(R"({
      "schema": "yiping.pack/1",
      "questionnaire": {
        "id": "short", "version": 1, "title": "t", "lists": [], "hash":
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "items": [{"id": "level", "kind": "level", "label": "l"},
                  {"id": "zeal", "kind": "rating", "label": "l", "required_if": true}]},
      "locale": {"lang": "en", "name": "n", "dir": "ltr", "writing_mode": "horizontal-tb",
                 "texts": {}}})");
    auto read = read_pack(json::to_cbor(pack));
    REQUIRE(read);
    REQUIRE(check_definition(*read));
    return *std::move(read);
  }();
  return questionnaire;
}

/// What reading alone says of a document with these choices.
std::string choices_refused(const json& choices) {
  json document = json::parse(write_evaluation(submitted()));
  document["choices"] = choices;
  return test::refusal(read_evaluation(json::to_cbor(document)));
}

/// What re-validation says of a document that `change` has spoilt.
Error spoilt(const std::function<void(json&)>& change) {
  json document = json::parse(write_evaluation(submitted()));
  change(document);
  const auto result = rebuilt(document);
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("the document is RFC 8785: what the library writes from it is the same", "[evaluation]") {
  const std::string document = write_evaluation(submitted());
  CHECK(json::parse(document).dump() == document);
}

TEST_CASE("the document holds what was answered, in its canonical order", "[evaluation]") {
  const Session session = submitted();
  const std::string expected =
      R"({"contact":false,"dimensions":{"guide_clarity":"dissatisfied",)"
      R"("procedure_convenience":"satisfied"},"first_touch":1795312800,"language":"zh-Hans",)"
      R"("level":"dissatisfied","modes":["elder","keyboard"],"questionnaire":{"hash":")" +
      std::string(session.questionnaire().hash) +
      R"(","id":"online-item","version":1},"reasons":{"codes":["207","213"],)"
      R"("list":"national-2020","version":1},"schema":"yiping.evaluation/1",)"
      R"("submission":"000102030405060708090a0b0c0d0e0f","submitted":1795312860,)"
      R"("texts":{"suggestion":"窗口\"少\"，𠮷先生等了\t很久"}})";
  CHECK(write_evaluation(session) == expected);
}

TEST_CASE("the document of a level alone has no reasons and empty rest", "[evaluation]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::very_satisfied, kNow));
  REQUIRE(session.submit(kNow));
  const json document = json::parse(write_evaluation(session));
  CHECK_FALSE(document.contains("reasons"));
  CHECK(document["dimensions"].empty());
  CHECK(document["texts"].empty());
  CHECK(document["modes"].empty());
}

TEST_CASE("re-validation writes the same bytes again", "[evaluation][rebuild]") {
  const std::string document = write_evaluation(submitted());
  const auto result = rebuilt(json::parse(document));
  REQUIRE(result);
  CHECK(*result == document);
}

TEST_CASE("re-validation names the member that no session could have made",
          "[evaluation][rebuild]") {
  auto error = spoilt([](json& d) { d["level"] = "great"; });
  CHECK(error.code == ErrorCode::unknown_level);
  CHECK(error.where == "/level");
  error = spoilt([](json& d) { d["level"] = 5; });
  CHECK(error.code == ErrorCode::wrong_type);
  error = spoilt([](json& d) { d["reasons"]["codes"][1] = "510"; });
  CHECK(error.code == ErrorCode::reason_of_other_level);
  CHECK(error.where == "/reasons/codes/1");
  error = spoilt([](json& d) { d["reasons"]["codes"] = json::array(); });
  CHECK(error.where == "/reasons/codes");
  error = spoilt([](json& d) { d["reasons"]["version"] = 2; });
  CHECK(error.code == ErrorCode::questionnaire_mismatch);
  error = spoilt([](json& d) { d["dimensions"]["level"] = "satisfied"; });
  CHECK(error.code == ErrorCode::unknown_item);
  CHECK(error.where == "/dimensions/level");
  error = spoilt([](json& d) { d["dimensions"]["guide_clarity"] = "5"; });
  CHECK(error.code == ErrorCode::unknown_level);
  error = spoilt([](json& d) { d["texts"]["suggestion"] = std::string(201, 'x'); });
  CHECK(error.code == ErrorCode::text_too_long);
  CHECK(error.where == "/texts/suggestion");
  error = spoilt([](json& d) { d["texts"]["name"] = "x"; });
  CHECK(error.code == ErrorCode::unknown_item);
  error = spoilt([](json& d) { d["modes"][0] = "dark"; });
  CHECK(error.code == ErrorCode::unknown_mode);
  CHECK(error.where == "/modes/0");
  error = spoilt([](json& d) { d["language"] = "xx"; });
  CHECK(error.code == ErrorCode::language_missing);
  CHECK(error.where == "/language");
  error = spoilt([](json& d) { d["questionnaire"]["hash"] = std::string(64, '0'); });
  CHECK(error.code == ErrorCode::questionnaire_mismatch);
  error = spoilt([](json& d) { d["contact"] = true; });
  CHECK(error.where == "/contact");
  error = spoilt([](json& d) { d["name"] = "x"; });
  CHECK(error.code == ErrorCode::unknown_field);
  CHECK(error.where == "/name");
  error = spoilt([](json& d) { d.erase("texts"); });
  CHECK(error.code == ErrorCode::missing_field);
  error = spoilt([](json& d) { d["submission"] = "000102030405060708090A0B0C0D0E0F"; });
  CHECK(error.where == "/submission");
}

TEST_CASE("re-validation points at a member whatever its name is", "[evaluation][rebuild]") {
  const std::string name("a/b~\0c", 6);
  const std::string escaped("a~1b~0\0c", 8);
  CHECK(spoilt([&](json& d) { d[name] = "x"; }).where == "/" + escaped);
  CHECK(spoilt([&](json& d) { d["dimensions"][name] = 5; }).where == "/dimensions/" + escaped);
  CHECK(spoilt([&](json& d) { d["dimensions"][name] = "5"; }).where == "/dimensions/" + escaped);
  CHECK(spoilt([&](json& d) { d["dimensions"][name] = "satisfied"; }).where ==
        "/dimensions/" + escaped);
  CHECK(spoilt([&](json& d) { d["texts"][name] = 5; }).where == "/texts/" + escaped);
  CHECK(spoilt([&](json& d) { d["texts"][name] = "x"; }).where == "/texts/" + escaped);
}

TEST_CASE("a choice is a list that holds something", "[evaluation]") {
  CHECK(choices_refused({{"how", {"online"}}}).empty());
  CHECK(choices_refused(json::object()) == "bad_value at /choices");
  CHECK(choices_refused({{"how", json::array()}}) == "bad_value at /choices/how");
  CHECK(choices_refused({{"how", "online"}}) == "bad_value at /choices/how");
  CHECK(choices_refused({{"how", {{"online", 1}}}}) == "bad_value at /choices/how");
  CHECK(choices_refused({{"how", {1}}}) == "wrong_type at /choices/how");
}

TEST_CASE("re-validation of what is missing points at the document, of what is foreign at itself",
          "[evaluation][rebuild]") {
  auto session = Session::open(short_one(), "en", test::counting_id(), test::kArea);
  REQUIRE(session);
  REQUIRE(session->choose_level(Level::satisfied, kNow));
  REQUIRE(session->toggle("zeal", "satisfied", kNow));
  REQUIRE(session->submit(kNow));
  const auto refused = [&](const std::function<void(json&)>& change) {
    json document = json::parse(write_evaluation(*session));
    change(document);
    const auto read = read_evaluation(json::to_cbor(document));
    REQUIRE(read);
    return test::refusal(rebuild_evaluation(short_one(), *read, nullptr, test::kArea));
  };
  CHECK(refused([](json&) {}).empty());
  CHECK(refused([](json& d) { d["dimensions"] = json::object(); }) == "answer_missing at ");
  CHECK(refused([](json& d) {
          d["reasons"] = {{"codes", {"207"}}, {"list", "national-2020"}, {"version", 1}};
        }) == "unknown_item at /reasons");
}

TEST_CASE("what is valid but not canonical comes out different", "[evaluation][rebuild]") {
  const auto changed = [](const std::function<void(json&)>& change) {
    json document = json::parse(write_evaluation(submitted()));
    change(document);
    const auto result = rebuilt(document);
    REQUIRE(result);
    return *result != document.dump();
  };
  CHECK(changed([](json& d) { d["texts"]["suggestion"] = " padded "; }));
  CHECK(changed([](json& d) { d["submitted"] = 1; }));
  CHECK(changed([](json& d) { d["reasons"]["codes"] = {"213", "207"}; }));
  CHECK(changed([](json& d) { d["reasons"]["codes"] = {"207", "207"}; }));
  CHECK(changed([](json& d) { d["modes"] = {"keyboard", "elder"}; }));
  CHECK(changed([](json& d) { d["texts"] = {{"suggestion", ""}}; }));
}

TEST_CASE("the digest names its algorithm", "[evaluation]") {
  CHECK(digest_of("abc") ==
        "sha-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
