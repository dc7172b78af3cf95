// SPDX-License-Identifier: Apache-2.0
// A session as CBOR bytes and back. Layout: docs/abi.md, "Snapshots".
#include "cbor/field_reader.hpp"
#include "yiping/session.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kSnapshotVersion = 1;

/// Ticks, then rating, then text: each checked as if a person had given it.
Status restore_answer(const CborValue& saved, const Questionnaire& questionnaire, std::size_t index,
                      std::optional<Level> level, Answer& answer) {
  const Item& item = questionnaire.items[index];
  FieldReader fields(saved, index_path("/answers", index));
  if (const auto codes = fields.need("codes", Kind::array)) {
    CborValue::Cursor cursor(*codes);
    while (!cursor.done()) {
      const CborValue code = cursor.next();
      bool known = false;
      if (item.kind == Item::Kind::multi && code.kind() == Kind::text) {
        for (const ReasonCode& offered : questionnaire.lists[item.list].codes) {
          known = known || (offered.code == code.text() && offered.level == level);
        }
      }
      if (!known || answer.has(code.text())) {
        fields.fail(ErrorCode::bad_value, "codes");
        break;
      }
      answer.codes.emplace_back(code.text());
    }
  }
  std::string rating;
  fields.text("rating", rating);
  if (!rating.empty()) {
    answer.rating = level_named(rating);
    const bool rated = item.kind == Item::Kind::level || item.kind == Item::Kind::rating;
    if (!answer.rating || !rated) fields.fail(ErrorCode::bad_value, "rating");
  }
  fields.text("text", answer.text);
  if (!answer.text.empty() && item.kind != Item::Kind::text) {
    fields.fail(ErrorCode::bad_value, "text");
  }
  return fields.finish();
}

}  // namespace

std::vector<std::uint8_t> Session::save() const {
  CborWriter out;
  out.map(14);
  out.text("v").integer(kSnapshotVersion);
  out.text("id").text(questionnaire_->id);
  out.text("version").integer(questionnaire_->version);
  out.text("hash").text(questionnaire_->hash);
  out.text("language").text(language_);
  out.text("submission").bytes(submission_);
  out.text("area").integer(area_);
  out.text("phase").integer(static_cast<std::uint32_t>(phase_));
  out.text("revision").integer(revision_);
  out.text("modes").integer(modes_);
  out.text("first_touch").integer(first_touch_);
  out.text("submitted").integer(submitted_);
  out.text("unreachable").boolean(unreachable_);
  out.text("answers").array(answers_.size());
  for (const Answer& answer : answers_) {
    out.map(3).text("codes").array(answer.codes.size());
    for (const std::string& code : answer.codes) out.text(code);
    out.text("rating").text(answer.rating ? name_of(*answer.rating) : std::string_view{});
    out.text("text").text(answer.text);
  }
  return out.data();
}

Result<Session> Session::restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved) {
  const auto root = CborValue::parse(saved);
  if (!root) return root.error();
  FieldReader fields(*root, {});
  std::uint32_t snapshot = 0, version = 0, area = 0, phase = 0, modes = 0;
  std::string id, hash, language;
  SubmissionId submission{};
  fields.integer("v", snapshot);
  fields.text("id", id);
  fields.integer("version", version);
  fields.text("hash", hash);
  fields.text("language", language);
  fields.integer("area", area);
  if (const auto value = fields.need("submission", Kind::bytes)) {
    if (value->size() != submission.size()) {
      fields.fail(ErrorCode::bad_value, "submission");
    } else {
      for (std::size_t i = 0; i < submission.size(); ++i) submission[i] = value->bytes()[i];
    }
  }
  Session session(questionnaire);
  fields.integer("phase", phase);
  fields.integer("revision", session.revision_);
  fields.integer("modes", modes);
  fields.integer("first_touch", session.first_touch_);
  fields.integer("submitted", session.submitted_);
  fields.boolean("unreachable", session.unreachable_);
  if (snapshot != kSnapshotVersion) fields.fail(ErrorCode::bad_value, "v");
  if (phase > static_cast<std::uint32_t>(Phase::closed)) fields.fail(ErrorCode::bad_value, "phase");
  if (modes > 15) fields.fail(ErrorCode::bad_value, "modes");
  const auto answers = fields.need("answers", Kind::array);
  if (auto status = fields.finish(); !status) return status.error();
  if (id != questionnaire.id || version != questionnaire.version || hash != questionnaire.hash ||
      answers->size() != session.answers_.size()) {
    return Error{ErrorCode::questionnaire_mismatch, {}};
  }
  auto opened = Session::open(questionnaire, language, submission, area);
  if (!opened) return opened.error();
  session.language_ = std::move(language);
  session.submission_ = submission;
  session.area_ = area;
  session.phase_ = static_cast<Phase>(phase);
  session.modes_ = static_cast<std::uint8_t>(modes);
  CborValue::Cursor cursor(*answers);
  for (std::size_t i = 0; !cursor.done(); ++i) {
    auto status =
        restore_answer(cursor.next(), questionnaire, i, session.level(), session.answers_[i]);
    if (!status) return status.error();
  }
  const bool frozen = session.phase_ != Phase::edit && session.phase_ != Phase::closed;
  if (frozen) {
    if (auto status = session.check(); !status) return status.error();
  }
  return session;
}

}  // namespace yiping
