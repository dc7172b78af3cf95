// SPDX-License-Identifier: Apache-2.0
// Re-validation: the document's claims played as intents of a fresh session.
#include "cbor/field_reader.hpp"
#include "yiping/evaluation.hpp"

namespace yiping {
namespace {

/// A fault of an intent, moved to the member of the document that caused it.
Error at(const Status& status, std::string where) {
  return {status.error().code, std::move(where)};
}

std::string element(std::string path, std::size_t index) {
  put_index(path, static_cast<int>(index));
  return path;
}

std::string member(std::string path, std::string_view key) {
  put_key(path, key);
  return path;
}

Status replay_reasons(const Questionnaire& questionnaire, const Evaluation& evaluation,
                      Session& session) {
  if (evaluation.reason_codes.empty()) return {};
  for (const Item& item : questionnaire.items) {
    if (item.kind != Item::Kind::multi) continue;
    const ReasonList& list = questionnaire.lists[item.list];
    if (list.id != evaluation.reason_list || list.version != evaluation.reason_list_version) {
      return Error{ErrorCode::questionnaire_mismatch, "/reasons/list"};
    }
    for (std::size_t i = 0; i < evaluation.reason_codes.size(); ++i) {
      const auto status =
          session.toggle(item.id, evaluation.reason_codes[i], evaluation.first_touch);
      if (!status) return at(status, element("/reasons/codes", i));
    }
    return {};
  }
  return Error{ErrorCode::unknown_item, "/reasons"};
}

Status replay(const Questionnaire& questionnaire, const Evaluation& evaluation, Session& session) {
  const UnixTime touch = evaluation.first_touch;
  if (auto status = session.choose_level(evaluation.level, touch); !status) {
    return at(status, "/level");
  }
  for (std::size_t i = 0; i < evaluation.modes.size(); ++i) {
    const auto mode = mode_named(evaluation.modes[i]);
    if (!mode) return Error{ErrorCode::unknown_mode, element("/modes", i)};
    if (auto status = session.use_mode(*mode); !status) return status;
  }
  if (auto status = replay_reasons(questionnaire, evaluation, session); !status) return status;
  for (const Evaluation::Dimension& dimension : evaluation.dimensions) {
    const Item* item = questionnaire.item(dimension.item);
    std::string where = member("/dimensions", dimension.item);
    // The level itself would be "rated" by the same call.
    if (item == nullptr || item->kind != Item::Kind::rating) {
      return Error{ErrorCode::unknown_item, std::move(where)};
    }
    const auto status = session.toggle(dimension.item, name_of(dimension.level), touch);
    if (!status) return at(status, std::move(where));
  }
  for (const Evaluation::Text& text : evaluation.texts) {
    const auto status = session.set_text(text.item, text.value, touch);
    if (!status) return at(status, member("/texts", text.item));
  }
  if (const auto status = session.submit(evaluation.submitted); !status) {
    const bool level = status.error().code == ErrorCode::level_missing;
    return at(status, level ? "/level" : "/texts/" + status.error().where);
  }
  return {};
}

}  // namespace

Result<std::string> rebuild_evaluation(const Questionnaire& questionnaire,
                                       const Evaluation& evaluation, std::uint32_t area) {
  if (evaluation.questionnaire_id != questionnaire.id ||
      evaluation.questionnaire_version != questionnaire.version ||
      evaluation.questionnaire_hash != questionnaire.hash) {
    return Error{ErrorCode::questionnaire_mismatch, "/questionnaire"};
  }
  // No item asks for a contact yet, so no document can have one.
  if (evaluation.contact) return Error{ErrorCode::bad_value, "/contact"};
  auto session = Session::open(questionnaire, evaluation.language, evaluation.submission, area);
  if (!session) {
    const bool language = session.error().code == ErrorCode::language_missing;
    return Error{session.error().code, language ? "/language" : "area"};
  }
  if (auto status = replay(questionnaire, evaluation, *session); !status) return status.error();
  return write_evaluation(*session);
}

}  // namespace yiping
