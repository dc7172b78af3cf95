// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

/// Indices of the items of one kind, by id: RFC 8785 sorts keys, and ids are ASCII.
std::vector<std::size_t> sorted_items(const Questionnaire& questionnaire, Item::Kind kind) {
  const auto& items = questionnaire.items;
  std::vector<std::size_t> sorted;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != kind) continue;
    auto at = sorted.begin();
    while (at != sorted.end() && items[*at].id < items[i].id) ++at;
    sorted.insert(at, i);
  }
  return sorted;
}

void write_reasons(JsonWriter& out, const Session& session) {
  const auto& items = session.questionnaire().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Answer& answer = session.answer(i);
    if (answer.codes.empty()) continue;
    const ReasonList& list = session.questionnaire().lists[items[i].list];
    out.key("reasons").begin_object();
    out.key("codes").begin_array();
    for (const ReasonCode& code : list.codes) {
      if (answer.has(code.code)) out.text(code.code);
    }
    out.end_array();
    out.key("list").text(list.id);
    out.key("version").integer(list.version);
    out.end_object();
  }
}

}  // namespace

std::string write_evaluation(const Session& session) {
  const Questionnaire& questionnaire = session.questionnaire();
  JsonWriter out;
  out.begin_object();
  out.key("contact").boolean(false);
  out.key("dimensions").begin_object();
  for (const std::size_t i : sorted_items(questionnaire, Item::Kind::rating)) {
    const Answer& answer = session.answer(i);
    if (answer.rating) out.key(questionnaire.items[i].id).text(name_of(*answer.rating));
  }
  out.end_object();
  out.key("first_touch").integer(session.first_touch());
  out.key("language").text(session.language());
  out.key("level").text(name_of(*session.level()));
  out.key("modes").begin_array();
  for (const Mode mode : kModes) {
    if (session.used(mode)) out.text(name_of(mode));
  }
  out.end_array();
  out.key("questionnaire").begin_object();
  out.key("hash").text(questionnaire.hash);
  out.key("id").text(questionnaire.id);
  out.key("version").integer(questionnaire.version);
  out.end_object();
  write_reasons(out, session);
  out.key("schema").text("yiping.evaluation/1");
  out.key("submission").text(to_hex(session.submission()));
  out.key("submitted").integer(session.submitted());
  out.key("texts").begin_object();
  for (const std::size_t i : sorted_items(questionnaire, Item::Kind::text)) {
    const std::string text = normalise(session.answer(i).text);
    if (!text.empty()) out.key(questionnaire.items[i].id).text(text);
  }
  out.end_object();
  out.end_object();
  return out.take();
}

std::string digest_of(std::string_view document) {
  return "sha-256:" + to_hex(sha256(as_bytes(document)));
}

}  // namespace yiping
