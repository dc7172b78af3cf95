// SPDX-License-Identifier: Apache-2.0
// Authored JSON and packs: whatever the core opens can be viewed, walked and submitted.
#include "yiping/questionnaire.hpp"

#include <algorithm>
#include <optional>

#include "fuzz/document.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/authored.hpp"
#include "host/authored_settings.hpp"
#include "host/json.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"
#include "yiping/view.hpp"

namespace yiping::fuzz {
namespace {

using host::Json;

const Invariant kOneForm("JSON that is accepted is accepted in its canonical form");
const Invariant kToldFully("a fault of an authored file has a rule and a remedy");
const Invariant kOneLocale("a language that is there stays as it is");
const Invariant kShown("a view is JSON");
const Invariant kRestored("a session is restored as it was saved");
const Invariant kSubmitted("a level alone can be submitted where nothing else is required");

/// A hostile pack may offer thousands of options; the first ones are as good as the rest.
constexpr std::size_t kTries = 12;

void check_authored(const Json& file) {
  std::vector<host::Fault> faults;
  for (const auto check :
       {host::check_questionnaire, host::check_overlay, host::check_reasons, host::check_locale}) {
    check("authored.json", file, faults);
  }
  if (const auto schema = file.find("schema"); schema != file.end() && schema->is_string()) {
    const auto* reader = host::settings_reader(schema->get_ref<const std::string&>());
    if (reader != nullptr) host::check_settings(*reader, "authored.json", file, faults);
  }
  for (const host::Fault& fault : faults) {
    kToldFully.holds(!fault.rule.empty() && !fault.remedy.empty());
  }
}

/// The pack that a text stands for, as a host would hand it to the core.
std::optional<std::vector<std::uint8_t>> pack_of(std::string_view text) {
  const host::ParsedJson parsed = host::parse_json(text);
  if (!parsed) return std::nullopt;
  const std::string canonical = host::canonical(parsed.value);
  const host::ParsedJson again = host::parse_json(canonical);
  kOneForm.same(again ? host::canonical(again.value) : again.fault.code, canonical);
  if (parsed.value.is_object()) check_authored(parsed.value);
  return host::to_cbor(parsed.value);
}

void check_view(const Session& session) {
  kShown.holds(Json::accept(write_view(view_of(session))));
}

void check_snapshot(const Session& session) {
  const auto saved = session.save();
  const auto restored = Session::restore(session.questionnaire(), as_bytes(saved));
  kRestored.same(restored ? restored->save() : "refused", saved);
}

/// Tries what each item shows; a refusal is as good as a success.
void answer(Session& session) {
  const View view = view_of(session);
  for (std::size_t i = 0; i < std::min(view.items.size(), kTries); ++i) {
    const std::string item(view.items[i].id);
    std::vector<std::string> options;
    for (const ViewOption& option : view.items[i].options) options.emplace_back(option.id);
    for (std::size_t j = 0; j < std::min(options.size(), kTries); ++j) {
      static_cast<void>(session.toggle(item, options[j], 2));
    }
    static_cast<void>(session.set_text(item, " 好\x01\r\n\"\\ ", 3));
  }
}

/// Twice where a text asks for a second look.
bool submit(Session& session) {
  if (!session.submit(6)) return false;
  return session.phase() != Phase::review || static_cast<bool>(session.submit(6));
}

/// A level alone; the first that is offered.
bool submit_level(Session& session) {
  const auto first = level_named(view_of(session).items.at(0).options.at(0).id);
  return first && session.choose_level(*first, 5) && submit(session);
}

void walk(const Questionnaire& questionnaire, std::string_view language) {
  auto session = Session::open(questionnaire, language, SubmissionId{7}, kArea);
  if (!session) return;
  const bool free = std::ranges::none_of(
      questionnaire.items, [](const Item& item) { return item.required_if.has_value(); });
  Session alone = *session;
  kSubmitted.holds(submit_level(alone) || !free);
  check_view(*session);
  answer(*session);
  check_view(*session);
  const bool is_sound = static_cast<bool>(check_definition(questionnaire));
  if (is_sound) check_snapshot(*session);
  if (!submit(*session)) {
    session->reset(SubmissionId{8});
    if (!submit_level(*session)) return;
  }
  check_view(*session);
  if (!is_sound) return;
  check_snapshot(*session);
  check_document(questionnaire, write_evaluation(*session), write_contact(*session));
}

void check_pack(std::span<const std::uint8_t> pack) {
  auto read = read_pack(pack);
  if (!read) return;
  const std::string before(read->locales.front().name);
  kOneLocale.holds(static_cast<bool>(add_locale(*read, pack)));
  kOneLocale.same(read->locales.front().name, before);
  static_cast<void>(add_locale(*read, english_pack()));
  for (const Locale& locale : read->locales) walk(*read, locale.language);
}

void check(std::span<const std::uint8_t> input) {
  const auto pack = pack_of(as_text(input));
  check_pack(pack ? *pack : input);
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check({data, size});
  return 0;
}
