// SPDX-License-Identifier: Apache-2.0
// A session survives being put away, and a refused intent leaves no trace.
#include <catch2/catch_test_macros.hpp>

#include "visits.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

Session restored(const Session& session) {
  auto again = Session::restore(session.questionnaire(), as_bytes(session.save()));
  if (!again) RC_FAIL(std::string(name_of(again.error().code)) + " at " + again.error().where);
  return *std::move(again);
}

/// In all that a host can see and keep.
void are_alike(const Session& actual, const Session& expected) {
  RC_ASSERT(actual.save() == expected.save());
  RC_ASSERT(view_bytes(actual) == view_bytes(expected));
  RC_ASSERT(actual.is_frozen() == expected.is_frozen());
  if (!expected.is_frozen()) return;
  RC_ASSERT(write_evaluation(actual) == write_evaluation(expected));
  RC_ASSERT(write_contact(actual) == write_contact(expected));
}

}  // namespace

TEST_CASE("at any point of any visit a restored session is the session", "[property][session]") {
  for_all([] {
    const Visit visit = *visits(12);
    Session session = open_visit(questionnaire_of(visit));
    are_alike(restored(session), session);
    for (const Intent& intent : visit.intents) {
      act(session, intent);
      RC_LOG() << "after " << intent;
      are_alike(restored(session), session);
    }
  });
}

TEST_CASE("a restored session goes on as the session does", "[property][session]") {
  for_all([] {
    const Visit visit = *visits(24);
    const std::size_t cut = pick_index(visit.intents.size());
    Session session = open_visit(questionnaire_of(visit));
    std::string typed;
    for (std::size_t i = 0; i < cut; ++i) {
      const Intent& intent = visit.intents[i];
      const bool is_taken = act(session, intent).empty();
      if (is_taken && intent.kind == IntentKind::set_text) typed = intent.item;
    }
    Session other = restored(session);
    RC_LOG() << "restored before step " << cut << "\n";
    for (std::size_t i = cut; i < visit.intents.size(); ++i) {
      const Intent& intent = visit.intents[i];
      // Typing that is taken up again is a step of its own to undo.
      if (intent.kind == IntentKind::set_text && intent.item == typed) continue;
      RC_LOG() << "step " << i << "\n";
      RC_ASSERT(act(other, intent) == act(session, intent));
      are_alike(other, session);
    }
  });
}

TEST_CASE("a refused intent changes nothing", "[property][session]") {
  for_all([] {
    const Visit visit = *visits(24);
    Session session = open_visit(questionnaire_of(visit));
    for (const Intent& intent : visit.intents) {
      const Session before = session;
      if (act(session, intent).empty()) {
        RC_ASSERT(session.revision() == before.revision() + 1);
        continue;
      }
      RC_LOG() << "refused: " << intent;
      are_alike(session, before);
    }
  });
}

TEST_CASE("undoing twice gives back what was there", "[property][session]") {
  for_all([] {
    const Visit visit = *visits(24);
    Session session = open_visit(questionnaire_of(visit));
    play(session, visit.intents);
    if (!session.is_open() || !session.can_undo()) return;
    Session once = session;
    RC_ASSERT(once.undo());
    Session twice = once;
    RC_ASSERT(twice.undo());
    RC_ASSERT(twice.revision() == session.revision() + 2);
    hand_in(session, kVisitBegins + 2'000);
    hand_in(twice, kVisitBegins + 2'000);
    RC_ASSERT(twice.is_frozen() == session.is_frozen());
    if (session.is_frozen()) RC_ASSERT(write_evaluation(twice) == write_evaluation(session));
  });
}
