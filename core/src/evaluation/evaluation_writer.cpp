// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

/// The item of that kind whose id follows `last`: RFC 8785 sorts keys, and ids are ASCII.
/// Null after the last one.
const Item* next_by_id(const Questionnaire& questionnaire, Item::Kind kind, const Item* last) {
  const Item* next = nullptr;
  for (const Item& item : questionnaire.items) {
    if (item.kind != kind || (last != nullptr && item.id <= last->id)) continue;
    if (next == nullptr || item.id < next->id) next = &item;
  }
  return next;
}

const Answer& answer_of(const Session& session, const Item& item) {
  return session.answer(static_cast<std::size_t>(&item - session.questionnaire().items.data()));
}

void write_reasons(JsonWriter& out, const Session& session) {
  const auto& items = session.questionnaire().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Answer& answer = session.answer(i);
    if (!answer.any_ticked()) continue;
    const ReasonList& list = session.questionnaire().lists[items[i].list];
    out.key("reasons").begin_object();
    out.key("codes").begin_array();
    for (std::size_t j = 0; j < list.codes.size(); ++j) {
      if (answer.ticked(j)) out.text(list.codes[j].code);
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
  for (const Item* item = nullptr; (item = next_by_id(questionnaire, Item::Kind::rating, item));) {
    const Answer& answer = answer_of(session, *item);
    if (answer.rating) out.key(item->id).text(name_of(*answer.rating));
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
  for (const Item* item = nullptr; (item = next_by_id(questionnaire, Item::Kind::text, item));) {
    const std::string text = normalise(answer_of(session, *item).text);
    if (!text.empty()) out.key(item->id).text(text);
  }
  out.end_object();
  out.end_object();
  return out.take();
}

std::string digest_of(std::string_view document) {
  return "sha-256:" + to_hex(sha256(as_bytes(document)));
}

}  // namespace yiping
