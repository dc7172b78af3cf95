// SPDX-License-Identifier: Apache-2.0
// What a collector makes of a document, and what a document does not tell: the order of answers.
#include "yiping/evaluation.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "host/json.hpp"
#include "visits.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

/// A document and what travels beside it, as a collector reads them.
struct Sent {
  Evaluation evaluation;
  std::optional<Contact> contact;
};

std::ostream& operator<<(std::ostream& out, const Sent& sent) {
  const Evaluation& said = sent.evaluation;
  out << name_of(said.level) << " in " << said.language << ", " << said.first_touch << " to "
      << said.submitted << "\n";
  for (const std::string& mode : said.modes) out << "  mode " << mode << "\n";
  for (const std::string& code : said.reason_codes) out << "  reason " << code << "\n";
  for (const auto& each : said.dimensions) {
    out << "  " << each.item << ": " << name_of(each.level) << "\n";
  }
  for (const auto& each : said.choices) {
    out << "  " << each.item << ":";
    for (const std::string& option : each.options) out << " " << option;
    out << "\n";
  }
  for (const auto& each : said.texts) out << "  " << each.item << ": [" << each.value << "]\n";
  if (!sent.contact) return out;
  out << "beside: " << sent.contact->way << "\n";
  for (const auto& each : sent.contact->texts) {
    out << "  " << each.item << ": [" << each.value << "]\n";
  }
  return out;
}

Sent read(const std::string& document, const std::string& contact) {
  const auto parsed = host::parse_json(document);
  RC_ASSERT(parsed);
  RC_ASSERT(host::canonical(parsed.value) == document);
  auto evaluation = read_evaluation(host::to_cbor(parsed.value));
  if (!evaluation) RC_FAIL("unreadable at " + evaluation.error().where);
  if (contact.empty()) return {*std::move(evaluation), {}};
  auto beside = read_contact(host::to_cbor(host::parse_json(contact).value));
  if (!beside) RC_FAIL("contact unreadable at " + beside.error().where);
  return {*std::move(evaluation), *std::move(beside)};
}

Result<Rebuilt> rebuilt(const Questionnaire& questionnaire, const Sent& sent) {
  return rebuild_evaluation(questionnaire, sent.evaluation, sent.contact ? &*sent.contact : nullptr,
                            kVisitArea);
}

/// A submitted session: a visit's answers, whatever they lack left out.
std::optional<Session> submitted(const Visit& visit) {
  Session session = open_visit(questionnaire_of(visit));
  play(session, visit.intents);
  if (session.is_open()) hand_in(session, kVisitBegins + 2'000);
  if (!session.is_frozen()) return std::nullopt;
  return session;
}

/// Says the same in another order.
void reorder(Sent& sent) {
  Evaluation& said = sent.evaluation;
  const auto turn = [](auto& list) {
    if (once_in(2)) std::reverse(list.begin(), list.end());
  };
  turn(said.modes);
  turn(said.reason_codes);
  turn(said.dimensions);
  turn(said.texts);
  turn(said.choices);
  for (auto& choice : said.choices) turn(choice.options);
  if (sent.contact) turn(sent.contact->texts);
}

/// Says what no session of ours writes: a collector may take it for something, or refuse it.
void alter(Sent& sent, const Questionnaire& questionnaire) {
  Evaluation& said = sent.evaluation;
  for (auto& text : said.texts) {
    if (once_in(2)) text.value = " " + text.value + "\r\n";
  }
  if (once_in(3)) said.texts.push_back({std::string(pick_from(questionnaire.items).id), "  "});
  if (once_in(4)) said.submitted = said.first_touch - 1;
  if (once_in(4)) said.modes.push_back(said.modes.empty() ? "elder" : said.modes.front());
  if (once_in(4)) said.level = pick_of<Level>(kLevels.size());
  if (once_in(4) && !said.dimensions.empty()) said.dimensions.pop_back();
  if (once_in(4) && !said.choices.empty()) said.choices.push_back(said.choices.front());
  if (once_in(4) && !said.reason_codes.empty()) {
    said.reason_codes.push_back(said.reason_codes.front());
  }
  if (once_in(4)) said.language = "en";
  if (!sent.contact) return;
  for (auto& text : sent.contact->texts) text.value += " ";
}

/// Answers that wait for no other: to items without conditions, not beside a contact, one to each,
/// but every option of a question of many.
std::vector<Intent> pick_free_answers(const Questionnaire& questionnaire) {
  std::vector<Intent> answers;
  for (std::size_t i = 1; i < questionnaire.items.size(); ++i) {
    const Item& item = questionnaire.items[i];
    if (item.shown_if || item.enabled_if || item.beside || once_in(5)) continue;
    const std::string id(item.id);
    if (item.kind == Item::Kind::text) {
      answers.push_back({IntentKind::set_text, id, pick_text()});
    } else if (item.kind == Item::Kind::rating) {
      answers.push_back({IntentKind::toggle, id, std::string(name_of(pick_from(kLevels)))});
    } else if (item.kind == Item::Kind::multi) {
      for (const Option& option : questionnaire.lists[item.list].codes) {
        if (once_in(2)) answers.push_back({IntentKind::toggle, id, std::string(option.code)});
      }
    } else if (item.has_options()) {
      const auto& codes = questionnaire.lists[item.list].codes;
      answers.push_back({IntentKind::toggle, id, std::string(pick_from(codes).code)});
    }
  }
  for (const Mode mode : kModes) {
    if (once_in(2)) answers.push_back({IntentKind::use_mode, {}, std::string(name_of(mode))});
  }
  return answers;
}

}  // namespace

TEST_CASE("a document is rebuilt byte for byte, and rebuilding it again changes nothing",
          "[property][evaluation]") {
  for_all([] {
    const Visit visit = *visits(24);
    const auto session = submitted(visit);
    if (!session) return;
    const std::string document = write_evaluation(*session);
    const std::string contact = write_contact(*session);
    const auto once = rebuilt(questionnaire_of(visit), read(document, contact));
    if (!once) RC_FAIL("refused at " + once.error().where);
    RC_ASSERT(once->document == document);
    RC_ASSERT(once->contact == contact);
    const auto twice = rebuilt(questionnaire_of(visit), read(once->document, once->contact));
    RC_ASSERT(twice);
    RC_ASSERT(twice->document == document);
    RC_ASSERT(digest_of(twice->document) == digest_of(document));
  });
}

TEST_CASE("whatever a document says, validating what came of it changes nothing any more",
          "[property][evaluation][hostile]") {
  for_all([] {
    const Visit visit = *visits(24);
    const auto session = submitted(visit);
    if (!session) return;
    const Sent whole = read(write_evaluation(*session), write_contact(*session));
    const Sent sent = *made_by([whole, visit] {
      Sent made = whole;
      reorder(made);
      alter(made, questionnaire_of(visit));
      return made;
    });
    const auto once = rebuilt(questionnaire_of(visit), sent);
    if (!once) return;
    const auto twice = rebuilt(questionnaire_of(visit), read(once->document, once->contact));
    if (!twice) RC_FAIL("refused at " + twice.error().where);
    RC_ASSERT(twice->document == once->document);
    RC_ASSERT(twice->contact == once->contact);
  });
}

TEST_CASE("a document that lists its answers in another order is the same document",
          "[property][evaluation]") {
  for_all([] {
    const Visit visit = *visits(24);
    const auto session = submitted(visit);
    if (!session) return;
    const Sent whole = read(write_evaluation(*session), write_contact(*session));
    const Sent sent = *made_by([whole] {
      Sent made = whole;
      reorder(made);
      return made;
    });
    const auto once = rebuilt(questionnaire_of(visit), sent);
    if (!once) RC_FAIL("refused at " + once.error().where);
    RC_ASSERT(once->document == write_evaluation(*session));
    RC_ASSERT(once->contact == write_contact(*session));
  });
}

TEST_CASE("answers and ticks in any order make the same document", "[property][evaluation]") {
  for_all([] {
    const Visit visit = *made_by([] {
      const std::size_t which = pick_index(questionnaires().size());
      return Visit{which, pick_free_answers(questionnaires()[which])};
    });
    const Visit other = *made_by([visit] {
      Visit made = visit;
      for (std::size_t i = made.intents.size(); i > 1; --i) {
        std::swap(made.intents[i - 1], made.intents[i - 1 - pick_index(i)]);
      }
      return made;
    });
    const auto level = pick_of<Level>(kLevels.size());
    const auto document_of = [level](const Visit& played) {
      Session session = open_visit(questionnaire_of(played));
      if (!session.choose_level(level, kVisitBegins)) return std::string("not offered");
      play(session, played.intents);
      hand_in(session, kVisitBegins + 60);
      return session.is_frozen() ? write_evaluation(session) + write_contact(session)
                                 : std::string("not submitted");
    };
    RC_ASSERT(document_of(other) == document_of(visit));
  });
}
