// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

void write_ticked(JsonWriter& out, const OptionList& list, const Answer& answer) {
  out.begin_array();
  for (std::size_t j = 0; j < list.codes.size(); ++j) {
    if (answer.ticked(j)) out.text(list.codes[j].code);
  }
  out.end_array();
}

/// Members of a document that hold one value an item, by item id.
enum class Group : std::uint8_t { choices, dimensions, texts, beside };

/// What of a group an item belongs to, if it does and is answered.
bool belongs(const Session& session, std::size_t index, Group group) {
  const Item& item = session.questionnaire().items[index];
  const Answer& answer = session.answer(index);
  if (!session.is_enabled(index) || answer.empty()) return false;
  switch (group) {
    case Group::choices:
      return item.has_options() && item.kind != Item::Kind::contact &&
             !session.questionnaire().lists[item.list].is_reasons();
    case Group::dimensions:
      return item.kind == Item::Kind::rating;
    case Group::texts:
    case Group::beside:
      return item.kind == Item::Kind::text && item.beside == (group == Group::beside) &&
             !normalise(answer.text).empty();
  }
  return false;
}

void write_group(JsonWriter& out, const char* name, const Session& session, Group group) {
  const Questionnaire& questionnaire = session.questionnaire();
  bool begun = group != Group::choices;  // absent when empty
  if (begun) out.key(name).begin_object();
  for (std::size_t i = 0; i < questionnaire.items.size(); ++i) {
    const std::size_t index = questionnaire.by_id[i];
    if (!belongs(session, index, group)) continue;
    if (!begun) out.key(name).begin_object();
    begun = true;
    const Item& item = questionnaire.items[index];
    const Answer& answer = session.answer(index);
    out.key(item.id);
    if (item.kind == Item::Kind::text) {
      out.text(normalise(answer.text));
    } else if (answer.rating) {
      out.text(name_of(*answer.rating));
    } else {
      write_ticked(out, questionnaire.lists[item.list], answer);
    }
  }
  if (begun) out.end_object();
}

void write_reasons(JsonWriter& out, const Session& session) {
  const auto& items = session.questionnaire().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!session.is_enabled(i) || !session.answer(i).any_ticked()) continue;
    const OptionList& list = session.questionnaire().lists[items[i].list];
    if (!list.is_reasons()) continue;
    out.key("reasons").begin_object();
    write_ticked(out.key("codes"), list, session.answer(i));
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
  write_group(out, "choices", session, Group::choices);
  out.key("contact").boolean(session.way() != RatingWay::anonymous);
  write_group(out, "dimensions", session, Group::dimensions);
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
  write_group(out, "texts", session, Group::texts);
  return out.end_object().take();
}

std::string write_contact(const Session& session) {
  if (session.way() == RatingWay::anonymous) return {};
  JsonWriter out;
  out.begin_object();
  for (const Item& item : session.questionnaire().items) {
    if (item.notice_version != 0) out.key("notice_version").integer(item.notice_version);
  }
  out.key("schema").text("yiping.contact/1");
  out.key("submission").text(to_hex(session.submission()));
  write_group(out, "texts", session, Group::beside);
  out.key("way").text(name_of(session.way()));
  return out.end_object().take();
}

std::string digest_of(std::string_view document) {
  return "sha-256:" + to_hex(sha256(as_bytes(document)));
}

}  // namespace yiping
