// SPDX-License-Identifier: Apache-2.0
#include "visits.hpp"

#include <catch2/catch_test_macros.hpp>
#include <ostream>

#include "host/files.hpp"
#include "host/pack.hpp"
#include "yiping/view.hpp"

namespace yiping::test {
namespace {

constexpr std::string_view kTexts[] = {
    "",
    "好",
    "  材料要两份\r\n",
    "a\t b\n\n\nc",
    "138 0013 8000",
    "11010519491231002X",
    "li.si@example.com",
    "粤B12345",
    "2026-11-20",
    "𠮷👍\u200d\ufe0f\u202e\u3000\u00a0\ufeff\"\\/<&",
    "\x01\x7f\u0085\u2028",
    "\xff\xc0",  // no UTF-8
};
constexpr std::string_view kNames[] = {
    "toggle",       "set_text",    "choose_level", "clear",   "undo",   "use_mode",
    "set_language", "set_paging",  "next",         "back",    "submit", "stored",
    "rejected",     "unreachable", "edit",         "decline", "reset"};
constexpr std::string_view kModeNames[] = {"elder", "contrast", "keyboard", "read_aloud", "dark"};
constexpr std::string_view kLanguages[] = {"zh-Hans", "en", "ug"};
constexpr std::string_view kPagings[] = {"one", "all", "two"};

Questionnaire load(const std::filesystem::path& assets, const std::string& id) {
  const auto packed = [&](const char* language) {
    const auto made = host::make_pack(assets, id, language);
    for (const host::Fault& fault : made.faults) UNSCOPED_INFO(host::describe(fault));
    REQUIRE(made.packs.size() == 1);
    return made.packs.front().cbor;
  };
  auto read = read_pack(packed("zh-Hans"));
  REQUIRE(read);
  REQUIRE(add_locale(*read, packed("en")));
  return *std::move(read);
}

std::vector<Questionnaire> load_all() {
  const std::filesystem::path source = YIPING_SOURCE_DIR;
  std::vector<Questionnaire> loaded;
  loaded.push_back(load(source / "tests/scenarios", "everything"));
  for (const auto& path : host::files_in(source / "assets/questionnaires", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    loaded.push_back(load(source / "assets", path.stem().string()));
  }
  REQUIRE(loaded.size() > 5);
  return loaded;
}

SubmissionId id_of(std::uint8_t first) {
  SubmissionId id{first};
  for (std::size_t i = 1; i < id.size(); ++i) id[i] = static_cast<std::uint8_t>(i);
  return id;
}

std::string pick_option(const Questionnaire& questionnaire, const Item& item) {
  if (item.has_rating()) return std::string(name_of(pick_of<Level>(kLevels.size())));
  if (!item.has_options()) return "110";
  return std::string(pick_from(questionnaire.lists[item.list].codes).code);
}

/// An answer to an item that there is.
Intent pick_answer(const Questionnaire& questionnaire) {
  const Item& item = questionnaire.items[pick_index(questionnaire.items.size())];
  const std::string id(item.id);
  if (item.kind == Item::Kind::text) return {IntentKind::set_text, id, pick_text()};
  return {IntentKind::toggle, id, pick_option(questionnaire, item)};
}

/// What the kind takes; now and then another item's.
std::string pick_value(IntentKind kind, const Questionnaire& questionnaire) {
  switch (kind) {
    case IntentKind::toggle:
      return pick_option(questionnaire, pick_from(questionnaire.items));
    case IntentKind::set_text:
      return pick_text();
    case IntentKind::choose_level:
      return std::string(name_of(pick_of<Level>(kLevels.size())));
    case IntentKind::use_mode:
      return std::string(pick_from(kModeNames));
    case IntentKind::set_language:
      return std::string(pick_from(kLanguages));
    case IntentKind::set_paging:
      return std::string(pick_from(kPagings));
    case IntentKind::clear:
    case IntentKind::undo:
    case IntentKind::next:
    case IntentKind::back:
    case IntentKind::submit:
    case IntentKind::stored:
    case IntentKind::rejected:
    case IntentKind::unreachable:
    case IntentKind::edit:
    case IntentKind::decline:
    case IntentKind::reset:
      return {};
  }
  return {};
}

/// `stored`, `decline` and `reset` end what a visit is about: they are rare.
IntentKind pick_kind() {
  const auto kind = pick_of<IntentKind>(kIntentKinds);
  const bool ends = kind == IntentKind::stored || kind >= IntentKind::decline;
  return ends && !once_in(4) ? IntentKind::submit : kind;
}

Status act_with_status(Session& session, const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::toggle:
      return session.toggle(intent.item, intent.value, intent.time);
    case IntentKind::set_text:
      return session.set_text(intent.item, intent.value, intent.time);
    case IntentKind::choose_level:
      return session.choose_level(*level_named(intent.value), intent.time);
    case IntentKind::clear:
      return session.clear(intent.item, intent.time);
    case IntentKind::undo:
      return session.undo();
    case IntentKind::use_mode: {
      const auto mode = mode_named(intent.value);
      return mode ? session.use_mode(*mode) : Status(ErrorCode::unknown_mode);
    }
    case IntentKind::set_language:
      return session.set_language(intent.value);
    case IntentKind::set_paging: {
      const auto paging = paging_named(intent.value);
      return paging ? session.set_paging(*paging) : Status(ErrorCode::unknown_paging);
    }
    case IntentKind::next:
      return session.next();
    case IntentKind::back:
      return session.back();
    case IntentKind::submit:
      return session.submit(intent.time);
    case IntentKind::stored:
      return session.stored();
    case IntentKind::rejected:
      return session.rejected();
    case IntentKind::unreachable:
      return session.unreachable();
    case IntentKind::edit:
      return session.edit();
    case IntentKind::decline:
      return session.decline();
    case IntentKind::reset:
      session.reset(id_of(static_cast<std::uint8_t>(session.submission()[0] + 1)));
      return {};
  }
  return {};
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Intent& intent) {
  out << kNames[static_cast<std::size_t>(intent.kind)];
  if (!intent.item.empty()) out << " " << intent.item;
  if (!intent.value.empty()) {
    out << " ";
    rc::show(intent.value, out);
  }
  return out << " at " << std::int64_t{intent.time} - std::int64_t{kVisitBegins} << "\n";
}

std::ostream& operator<<(std::ostream& out, const Visit& visit) {
  out << questionnaire_of(visit).id << "\n";
  for (const Intent& intent : visit.intents) out << "  " << intent;
  return out;
}

const std::vector<Questionnaire>& questionnaires() {
  static const std::vector<Questionnaire> loaded = load_all();
  return loaded;
}

const Questionnaire& questionnaire_of(const Visit& visit) {
  return questionnaires()[visit.questionnaire];
}

Session open_visit(const Questionnaire& questionnaire) {
  auto session = Session::open(questionnaire, "zh-Hans", id_of(0), kVisitArea);
  REQUIRE(session);
  return *std::move(session);
}

std::string pick_text() {
  std::string text(pick_from(kTexts));
  if (once_in(12)) {
    for (int i = 0; i < 600; ++i) text += "字";
  }
  return text;
}

Intent pick_intent(const Questionnaire& questionnaire) {
  Intent intent;
  if (once_in(2)) {
    intent = pick_answer(questionnaire);
  } else {
    intent.kind = pick_kind();
    const std::size_t item = pick_index(questionnaire.items.size() + 1);
    const bool is_there = item < questionnaire.items.size();
    const bool is_of_item = intent.kind == IntentKind::toggle ||
                            intent.kind == IntentKind::set_text || intent.kind == IntentKind::clear;
    if (is_of_item) intent.item = is_there ? questionnaire.items[item].id : "nothing";
    intent.value = pick_value(intent.kind, questionnaire);
  }
  // A clock may be set back.
  intent.time = kVisitBegins - 100 + pick<UnixTime>(0, 1'100);
  return intent;
}

rc::Gen<Visit> visits(std::size_t most) {
  return made_by([most] {
    Visit visit;
    visit.questionnaire = pick_index(questionnaires().size());
    const Questionnaire& questionnaire = questionnaire_of(visit);
    visit.intents.push_back(
        {IntentKind::choose_level, {}, std::string(name_of(pick_of<Level>(kLevels.size())))});
    const auto rest =
        *up_to(most - 1, made_by([&questionnaire] { return pick_intent(questionnaire); }));
    visit.intents.insert(visit.intents.end(), rest.begin(), rest.end());
    return visit;
  });
}

std::string act(Session& session, const Intent& intent) {
  const Status status = act_with_status(session, intent);
  if (status) return {};
  return std::string(name_of(status.error().code)) + " at " + status.error().where;
}

void play(Session& session, const std::vector<Intent>& intents) {
  for (const Intent& intent : intents) act(session, intent);
}

std::string view_bytes(const Session& session) {
  View view = view_of(session);
  view.announcement.clear();
  return write_view(view);
}

void hand_in(Session& session, UnixTime now) {
  // The second look at a text with a number, then the sending.
  static_cast<void>(session.submit(now));
  if (session.phase() == Phase::review) static_cast<void>(session.submit(now));
}

}  // namespace yiping::test
