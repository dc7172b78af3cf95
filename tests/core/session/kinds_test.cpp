// SPDX-License-Identifier: Apache-2.0
// Sessions on a questionnaire that uses the whole language: every kind, conditions, sections.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"
#include "yiping/view.hpp"

using namespace yiping;
using nlohmann::json;
using test::kArea;
using test::kNow;

namespace {

const char* const kQuestionnaire = R"({
  "id": "everything", "version": 3, "title": "t", "hash":
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "sections": [{"id": "first", "title": "s1"}, {"id": "second", "title": "s2"},
               {"id": "third", "title": "s3"}],
  "lists": [
    {"id": "how", "version": 0, "codes": [{"code": "online"}, {"code": "hall"}]},
    {"id": "what", "version": 0, "codes": [{"code": "b"}, {"code": "a"}]},
    {"id": "contact", "version": 0,
     "codes": [{"code": "anonymous"}, {"code": "call_back"}, {"code": "named"}]}],
  "items": [
    {"id": "level", "kind": "level", "label": "l", "section": "first"},
    {"id": "how", "kind": "single", "label": "l", "list": "how", "section": "second"},
    {"id": "what", "kind": "multi", "label": "l", "list": "what", "section": "second",
     "shown_if": {"==": [{"var": "how"}, "hall"]}},
    {"id": "zeal", "kind": "rating", "label": "l", "section": "second",
     "enabled_if": {"<=": [{"var": "level"}, "dissatisfied"]}},
    {"id": "why", "kind": "text", "label": "why.label", "limit": 10, "section": "third",
     "shown_if": {"in": ["a", {"var": "what"}]},
     "required_if": {"==": [{"var": "level"}, "very_dissatisfied"]}},
    {"id": "note", "kind": "statement", "label": "l", "section": "third",
     "shown_if": {"!=": [{"var": "how"}, null]}},
    {"id": "contact", "kind": "contact", "label": "l", "list": "contact", "notice_version": 2,
     "section": "third", "shown_if": {"==": [{"var": "how"}, "online"]}},
    {"id": "phone", "kind": "text", "label": "l", "limit": 20, "purpose": "tel", "beside": true,
     "section": "third", "required_if": true}]})";

const Questionnaire& everything() {
  static const Questionnaire questionnaire = [] {
    const json pack{{"schema", "yiping.pack/1"},
                    {"questionnaire", json::parse(kQuestionnaire)},
                    {"locale",
                     {{"lang", "zh-Hans"},
                      {"name", "n"},
                      {"dir", "ltr"},
                      {"writing_mode", "horizontal-tb"},
                      {"texts",
                       {{"why.label", "为什么"},
                        {"error.answer_missing", "请先回答：{label}"},
                        {"s2", "第二"},
                        {"notice.sensitive", "像{kind}"},
                        {"kind.phone", "电话号码"}}}}}};
    auto read = read_pack(json::to_cbor(pack));
    REQUIRE(read);
    REQUIRE(check_definition(*read));
    return *std::move(read);
  }();
  return questionnaire;
}

Session open_everything(Level level = Level::satisfied) {
  auto session = Session::open(everything(), "zh-Hans", test::counting_id(), kArea);
  REQUIRE(session);
  REQUIRE(session->choose_level(level, kNow));
  return *std::move(session);
}

std::vector<std::string> shown(const Session& session) {
  std::vector<std::string> ids;
  for (const ViewItem& item : view_of(session).items) ids.emplace_back(item.id);
  return ids;
}

json document_of(const Session& session) { return json::parse(write_evaluation(session)); }

ErrorCode code_of(const Status& status) {
  REQUIRE_FALSE(status);
  return status.error().code;
}

}  // namespace

TEST_CASE("conditions show items and take them away", "[session][conditions]") {
  Session session = open_everything();
  CHECK(shown(session) == std::vector<std::string>{"level", "how", "zeal"});
  REQUIRE(session.toggle("how", "hall", kNow));
  CHECK(shown(session) == std::vector<std::string>{"level", "how", "what", "zeal", "note"});
  REQUIRE(session.toggle("what", "a", kNow));
  CHECK(session.is_shown(4));
  REQUIRE(session.toggle("how", "online", kNow));
  CHECK(shown(session) == std::vector<std::string>{"level", "how", "zeal", "note", "contact"});
  CHECK(code_of(session.toggle("what", "b", kNow)) == ErrorCode::hidden_item);
  CHECK(code_of(session.set_text("why", "x", kNow)) == ErrorCode::hidden_item);
}

TEST_CASE("a hidden answer is kept and not submitted", "[session][conditions]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.toggle("what", "a", kNow));
  REQUIRE(session.set_text("why", "排队", kNow));
  REQUIRE(session.toggle("how", "online", kNow));
  Session sent = session;
  REQUIRE(sent.submit(kNow));
  CHECK(document_of(sent)["choices"] == json{{"how", {"online"}}});
  CHECK(document_of(sent)["texts"].empty());
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.submit(kNow));
  CHECK(document_of(session)["choices"] == json{{"how", {"hall"}}, {"what", {"a"}}});
  CHECK(document_of(session)["texts"]["why"] == "排队");
}

TEST_CASE("what is not enabled is shown and cannot be answered", "[session][conditions]") {
  Session session = open_everything(Level::satisfied);
  CHECK_FALSE(view_of(session).items[2].enabled);
  CHECK(code_of(session.toggle("zeal", "satisfied", kNow)) == ErrorCode::hidden_item);
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  CHECK(view_of(session).items[2].enabled);
  REQUIRE(session.toggle("zeal", "satisfied", kNow));
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  REQUIRE(session.submit(kNow));
  CHECK(document_of(session)["dimensions"].empty());
}

TEST_CASE("what is required keeps the answers back and is named", "[session][conditions]") {
  Session session = open_everything(Level::very_dissatisfied);
  CHECK(session.check());
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.toggle("what", "a", kNow));
  const View view = view_of(session);
  CHECK_FALSE(view.actions[0].enabled);
  CHECK(view.actions[0].reason == "请先回答：为什么");
  CHECK(view.focus == "why");
  CHECK(code_of(session.submit(kNow)) == ErrorCode::answer_missing);
  REQUIRE(session.set_text("why", " \n ", kNow));
  CHECK(code_of(session.submit(kNow)) == ErrorCode::answer_missing);
  REQUIRE(session.set_text("why", "久", kNow));
  CHECK(session.submit(kNow));
}

TEST_CASE("of a single only one option is chosen, of a multi any", "[session]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "online", kNow));
  REQUIRE(session.toggle("how", "hall", kNow));
  CHECK_FALSE(session.answer(1).ticked(0));
  CHECK(session.answer(1).ticked(1));
  REQUIRE(session.toggle("what", "a", kNow));
  REQUIRE(session.toggle("what", "b", kNow));
  CHECK(session.answer(2).ticks.count() == 2);
  REQUIRE(session.toggle("how", "hall", kNow));
  CHECK(session.answer(1).empty());
  CHECK(code_of(session.toggle("how", "fax", kNow)) == ErrorCode::unknown_option);
  CHECK(code_of(session.toggle("how", "a", kNow)) == ErrorCode::unknown_option);
}

TEST_CASE("a contact is anonymous until it is not, and travels beside the document",
          "[session][contact]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "online", kNow));
  CHECK(session.way() == RatingWay::anonymous);
  const View view = view_of(session);
  CHECK(view.items.back().options[0].selected);
  CHECK(write_contact(session).empty());
  CHECK(code_of(session.set_text("phone", "1", kNow)) == ErrorCode::hidden_item);

  REQUIRE(session.toggle("contact", "call_back", kNow));
  CHECK(view_of(session).items.back().id == "phone");
  CHECK(view_of(session).items.back().purpose == "tel");
  CHECK(code_of(session.submit(kNow)) == ErrorCode::answer_missing);
  REQUIRE(session.set_text("phone", "13800138000", kNow));
  CHECK_FALSE(session.sensitive_text());  // it is asked for, and not part of the document
  REQUIRE(session.submit(kNow));
  CHECK(session.phase() == Phase::sending);
  CHECK(document_of(session)["contact"] == true);
  CHECK(document_of(session).dump().find("13800138000") == std::string::npos);
  CHECK(json::parse(write_contact(session)) == json{{"schema", "yiping.contact/1"},
                                                    {"notice_version", 2},
                                                    {"submission", to_hex(session.submission())},
                                                    {"texts", {{"phone", "13800138000"}}},
                                                    {"way", "call_back"}});
}

TEST_CASE("document and contact are rebuilt together or not at all", "[evaluation][contact]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "online", kNow));
  REQUIRE(session.toggle("contact", "named", kNow));
  REQUIRE(session.set_text("phone", "12345", kNow));
  REQUIRE(session.submit(kNow));
  const auto read = read_evaluation(json::to_cbor(document_of(session)));
  REQUIRE(read);
  const auto part = read_contact(json::to_cbor(json::parse(write_contact(session))));
  REQUIRE(part);
  const auto rebuilt = rebuild_evaluation(everything(), *read, &*part, kArea);
  REQUIRE(rebuilt);
  CHECK(rebuilt->document == write_evaluation(session));
  CHECK(rebuilt->contact == write_contact(session));
  const auto corrected =
      reopen_evaluation(everything(), *read, &*part, {SubmissionId{9}, kArea, kNow});
  REQUIRE(corrected);
  CHECK(corrected->way() == RatingWay::named);
  CHECK(view_of(*corrected).items.back().value == "12345");

  const auto alone = rebuild_evaluation(everything(), *read, nullptr, kArea);
  REQUIRE_FALSE(alone);
  CHECK(alone.error().where == "/contact");
  Contact other = *part;
  other.submission[0] ^= 1;
  const auto mixed = rebuild_evaluation(everything(), *read, &other, kArea);
  REQUIRE_FALSE(mixed);
  CHECK(mixed.error().where == "/contact/submission");
}

TEST_CASE("a document that answers what its conditions hide is refused", "[evaluation][hostile]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "online", kNow));
  REQUIRE(session.submit(kNow));
  const auto refused = [&](const char* member, const json& value) {
    json document = document_of(session);
    document[member] = value;
    const auto read = read_evaluation(json::to_cbor(document));
    REQUIRE(read);
    const auto rebuilt = rebuild_evaluation(everything(), *read, nullptr, kArea);
    REQUIRE_FALSE(rebuilt);
    return std::string(name_of(rebuilt.error().code)) + " " + rebuilt.error().where;
  };
  CHECK(refused("choices", {{"how", {"online"}}, {"what", {"a"}}}) ==
        "hidden_item /choices/what/0");
  CHECK(refused("texts", {{"why", "x"}}) == "hidden_item /texts/why");
  CHECK(refused("dimensions", {{"zeal", "satisfied"}}) == "hidden_item /dimensions/zeal");
  CHECK(refused("choices", {{"contact", {"named"}}}) == "unknown_item /choices/contact");
  CHECK(refused("choices", {{"level", {"satisfied"}}}) == "unknown_item /choices/level");
}

TEST_CASE("a text with a number is looked at twice", "[session][review]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.toggle("what", "a", kNow));
  REQUIRE(session.set_text("why", "13800138000", kNow));
  CHECK(code_of(session.submit(kNow)) == ErrorCode::text_too_long);
  REQUIRE(session.set_text("why", "0101234567", kNow));
  CHECK(view_of(session).notices[0].text == "像电话号码");
  REQUIRE(session.submit(kNow));
  CHECK(session.phase() == Phase::review);
  CHECK_FALSE(session.is_frozen());
  CHECK(view_of(session).actions[1].id == "edit");

  Session changed = session;
  REQUIRE(changed.toggle("how", "hall", kNow));
  CHECK(changed.phase() == Phase::edit);
  Session back = session;
  REQUIRE(back.edit());
  CHECK(back.phase() == Phase::edit);
  REQUIRE(session.submit(kNow + 5));
  CHECK(session.phase() == Phase::sending);
  CHECK(document_of(session)["texts"]["why"] == "0101234567");
}

TEST_CASE("pages follow the sections that have something to show", "[session][pages]") {
  Session session = open_everything();
  CHECK(code_of(session.next()) == ErrorCode::no_page);
  REQUIRE(session.set_paging(Paging::one));
  CHECK(shown(session) == std::vector<std::string>{"level"});
  CHECK(view_of(session).pages == 2);
  REQUIRE(session.next());
  CHECK(shown(session) == std::vector<std::string>{"how", "zeal"});
  CHECK(view_of(session).announcement == "第二");
  CHECK(view_of(session).items[0].heading == "第二");
  CHECK(code_of(session.next()) == ErrorCode::no_page);
  REQUIRE(session.toggle("how", "hall", kNow));
  CHECK(view_of(session).pages == 3);
  REQUIRE(session.next());
  CHECK(shown(session) == std::vector<std::string>{"note"});
  REQUIRE(session.undo());  // the third section has nothing to show now
  CHECK(shown(session) == std::vector<std::string>{"how", "zeal"});
  REQUIRE(session.back());
  CHECK(shown(session) == std::vector<std::string>{"level"});
  CHECK(code_of(session.back()) == ErrorCode::no_page);
  REQUIRE(session.submit(kNow));
}

TEST_CASE("a page is not left while something on it is at fault", "[session][pages]") {
  Session session = open_everything(Level::very_dissatisfied);
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.toggle("what", "a", kNow));
  REQUIRE(session.set_paging(Paging::one));
  REQUIRE(session.next());
  REQUIRE(session.next());
  CHECK(view_of(session).page == 3);
  REQUIRE(session.back());
  CHECK(view_of(session).page == 2);
}

TEST_CASE("the last step can be taken back, and back again", "[session][undo]") {
  Session session = open_everything();
  CHECK(session.can_undo());
  REQUIRE(session.toggle("how", "hall", kNow));
  REQUIRE(session.toggle("what", "b", kNow));
  REQUIRE(session.undo());
  CHECK(session.answer(2).empty());
  CHECK(session.answer(1).ticked(1));
  REQUIRE(session.undo());
  CHECK(session.answer(2).ticked(0));
  REQUIRE(session.toggle("what", "a", kNow));
  REQUIRE(session.set_text("why", "a", kNow));
  REQUIRE(session.set_text("why", "ab", kNow));
  REQUIRE(session.undo());
  CHECK(session.answer(4).text.empty());
  REQUIRE(session.submit(kNow));
  CHECK(code_of(session.undo()) == ErrorCode::wrong_phase);
}

TEST_CASE("nothing done is nothing to take back", "[session][undo]") {
  auto session = Session::open(everything(), "zh-Hans", test::counting_id(), kArea);
  REQUIRE(session);
  CHECK(code_of(session->undo()) == ErrorCode::nothing_to_undo);
}

TEST_CASE("whoever walks away leaves neither texts nor contact", "[session][privacy]") {
  Session session = open_everything();
  REQUIRE(session.toggle("how", "online", kNow));
  REQUIRE(session.toggle("contact", "named", kNow));
  REQUIRE(session.set_text("phone", "13800138000", kNow));
  Session rest = session.without_texts();
  CHECK(rest.way() == RatingWay::anonymous);
  CHECK(rest.save().find("13800138000") == std::string::npos);
  REQUIRE(rest.submit(kNow));
  CHECK(document_of(rest)["choices"]["how"] == json{"online"});
}

TEST_CASE("a session with all of it is restored as it was", "[session][snapshot]") {
  Session session = open_everything(Level::dissatisfied);
  REQUIRE(session.set_paging(Paging::one));
  REQUIRE(session.next());
  REQUIRE(session.toggle("how", "online", kNow));
  REQUIRE(session.toggle("contact", "call_back", kNow));
  REQUIRE(session.toggle("zeal", "satisfied", kNow));
  const auto restored = Session::restore(everything(), as_bytes(session.save()));
  REQUIRE(restored);
  CHECK(restored->save() == session.save());
  const View view = view_of(*restored);
  CHECK(view.page == 2);
  CHECK(view.undo);
  CHECK(restored->way() == RatingWay::call_back);
}
