// SPDX-License-Identifier: Apache-2.0
// Re-validation and correction: the document's claims played as intents of a fresh session.
#include <utility>

#include "cbor/field_reader.hpp"
#include "yiping/evaluation.hpp"

namespace yiping {
namespace {

std::string element(std::string path, std::size_t index) {
  put_index(path, static_cast<int>(index));
  return path;
}

std::string member(std::string path, std::string_view key) {
  put_key(path, key);
  return path;
}

/// A fault of an intent, moved to the member of the document that caused it.
Status at(const Status& status, std::string where) {
  if (status) return {};
  return Error{status.error().code, std::move(where)};
}

/// Plays the answers in the questionnaire's order, because later items may depend on earlier ones.
class Replay {
 public:
  /// `touch`: when they are given.
  Replay(const Evaluation& evaluation, const Contact* contact, UnixTime touch, Session& session)
      : evaluation_(evaluation), contact_(contact), touch_(touch), session_(session) {}

  Status answers() {
    if (auto status = known_items(); !status) return status;
    if (auto status = at(session_.choose_level(evaluation_.level, touch_), "/level"); !status) {
      return status;
    }
    for (const Item& item : session_.questionnaire().items) {
      if (auto status = answer(item); !status) return status;
    }
    return {};
  }

  Status modes() {
    for (std::size_t i = 0; i < evaluation_.modes.size(); ++i) {
      const auto mode = mode_named(evaluation_.modes[i]);
      if (!mode) return Error{ErrorCode::unknown_mode, element("/modes", i)};
      if (auto status = session_.use_mode(*mode); !status) return status;
    }
    return {};
  }

  Status submit() {
    auto status = session_.submit(evaluation_.submitted);
    // The person has seen the notice about what the text holds, and sent it.
    if (status && session_.phase() == Phase::review) {
      status = session_.submit(evaluation_.submitted);
    }
    if (status) return {};
    const Item* item = session_.questionnaire().item(status.error().where);
    const bool text = item != nullptr && item->kind == Item::Kind::text && !item->beside;
    return at(status, text ? member("/texts", item->id) : "");
  }

 private:
  /// Each member names an item of its kind.
  [[nodiscard]] Status known_items() const {
    const Questionnaire& questionnaire = session_.questionnaire();
    const auto is = [&](std::string_view id, Item::Kind kind) {
      const Item* item = questionnaire.item(id);
      return item != nullptr && item->kind == kind;
    };
    for (const auto& dimension : evaluation_.dimensions) {
      // The level itself would be "rated" by the same call.
      if (is(dimension.item, Item::Kind::rating)) continue;
      return Error{ErrorCode::unknown_item, member("/dimensions", dimension.item)};
    }
    for (const auto& text : evaluation_.texts) {
      if (is(text.item, Item::Kind::text)) continue;
      return Error{ErrorCode::unknown_item, member("/texts", text.item)};
    }
    for (const auto& choice : evaluation_.choices) {
      if (is(choice.item, Item::Kind::single) || is(choice.item, Item::Kind::multi)) continue;
      return Error{ErrorCode::unknown_item, member("/choices", choice.item)};
    }
    if (!evaluation_.reason_codes.empty() && reasons_item() == nullptr) {
      return Status(ErrorCode::unknown_item, "/reasons");
    }
    return {};
  }

  [[nodiscard]] bool has_reasons(const Item& item) const {
    return item.kind == Item::Kind::multi && session_.questionnaire().lists[item.list].is_reasons();
  }

  [[nodiscard]] const Item* reasons_item() const {
    for (const Item& item : session_.questionnaire().items) {
      if (has_reasons(item)) return &item;
    }
    return nullptr;
  }

  Status answer(const Item& item) {
    switch (item.kind) {
      case Item::Kind::level:
      case Item::Kind::statement:
        return {};
      case Item::Kind::rating:
        return rate(item);
      case Item::Kind::multi:
      case Item::Kind::single:
        return has_reasons(item) ? tick_reasons(item) : choose(item);
      case Item::Kind::text:
        return write(item);
      case Item::Kind::contact:
        if (contact_ == nullptr) return {};
        return at(session_.toggle(item.id, contact_->way, touch_), "/contact/way");
    }
    return {};
  }

  Status rate(const Item& item) {
    for (const auto& dimension : evaluation_.dimensions) {
      if (dimension.item != item.id) continue;
      return at(session_.toggle(item.id, name_of(dimension.level), touch_),
                member("/dimensions", item.id));
    }
    return {};
  }

  Status tick_reasons(const Item& item) {
    if (evaluation_.reason_codes.empty()) return {};
    const OptionList& list = session_.questionnaire().lists[item.list];
    if (list.id != evaluation_.reason_list || list.version != evaluation_.reason_list_version) {
      return Status(ErrorCode::questionnaire_mismatch, "/reasons/list");
    }
    for (std::size_t i = 0; i < evaluation_.reason_codes.size(); ++i) {
      const auto status = session_.toggle(item.id, evaluation_.reason_codes[i], touch_);
      if (!status) return at(status, element("/reasons/codes", i));
    }
    return {};
  }

  Status choose(const Item& item) {
    for (const auto& choice : evaluation_.choices) {
      if (choice.item != item.id) continue;
      for (std::size_t i = 0; i < choice.options.size(); ++i) {
        const auto status = session_.toggle(item.id, choice.options[i], touch_);
        if (!status) return at(status, element(member("/choices", item.id), i));
      }
    }
    return {};
  }

  Status write(const Item& item) {
    if (item.beside && contact_ == nullptr) return {};
    const auto& texts = item.beside ? contact_->texts : evaluation_.texts;
    const char* const path = item.beside ? "/contact/texts" : "/texts";
    for (const auto& text : texts) {
      if (text.item != item.id) continue;
      return at(session_.set_text(item.id, text.value, touch_), member(path, item.id));
    }
    return {};
  }

  const Evaluation& evaluation_;
  const Contact* contact_;
  UnixTime touch_;
  Session& session_;
};

/// The document says whether something travels beside it, and that names the same submission.
Status check_contact(const Evaluation& evaluation, const Contact* contact) {
  if (evaluation.contact != (contact != nullptr)) {
    return Status(ErrorCode::bad_value, "/contact");
  }
  if (contact != nullptr && contact->submission != evaluation.submission) {
    return Status(ErrorCode::bad_value, "/contact/submission");
  }
  return {};
}

/// An empty session on the version that the document belongs to.
Result<Session> open_session(const Questionnaire& questionnaire, const Evaluation& evaluation,
                             const Contact* contact, const SubmissionId& submission,
                             std::uint32_t area) {
  if (evaluation.questionnaire_id != questionnaire.id ||
      evaluation.questionnaire_version != questionnaire.version ||
      evaluation.questionnaire_hash != questionnaire.hash) {
    return Status(ErrorCode::questionnaire_mismatch, "/questionnaire");
  }
  if (auto status = check_contact(evaluation, contact); !status) return status.error();
  auto session = Session::open(questionnaire, evaluation.language, submission, area);
  if (session) return session;
  const bool language = session.error().code == ErrorCode::language_missing;
  return Error{session.error().code, language ? "/language" : "area"};
}

}  // namespace

Result<Rebuilt> rebuild_evaluation(const Questionnaire& questionnaire, const Evaluation& evaluation,
                                   const Contact* contact, std::uint32_t area) {
  auto session = open_session(questionnaire, evaluation, contact, evaluation.submission, area);
  if (!session) return session.error();
  Replay replay(evaluation, contact, evaluation.first_touch, *session);
  if (auto status = replay.answers(); !status) return status.error();
  if (auto status = replay.modes(); !status) return status.error();
  if (auto status = replay.submit(); !status) return status.error();
  return Rebuilt{write_evaluation(*session), write_contact(*session)};
}

Result<Session> reopen_evaluation(const Questionnaire& questionnaire, const Evaluation& evaluation,
                                  const Contact* contact, const Correction& correction) {
  auto session =
      open_session(questionnaire, evaluation, contact, correction.submission, correction.area);
  if (!session) return session.error();
  Replay replay(evaluation, contact, correction.opened, *session);
  if (auto status = replay.answers(); !status) return status.error();
  session->forget_steps();
  return session;
}

}  // namespace yiping
