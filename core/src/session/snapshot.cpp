// SPDX-License-Identifier: Apache-2.0
// A session as CBOR bytes and back. Layout: docs/abi.md, "Snapshots".
#include "cbor/field_reader.hpp"
#include "yiping/session.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kSnapshotVersion = 1;

/// Ticks, rating and text of one item, each checked as if a person had given it.
void restore_answer(FieldReader& fields, const Questionnaire& questionnaire, const Item& item,
                    std::optional<Level> level, Answer& answer) {
  if (const auto codes = fields.need("codes", Kind::array)) {
    CborValue::Cursor cursor(*codes);
    while (!cursor.done()) {
      const CborValue code = cursor.next();
      bool known = false;
      for (std::size_t i = 0; code.kind() == Kind::text && i < answer.ticks.size(); ++i) {
        const ReasonCode& offered = questionnaire.lists[item.list].codes[i];
        if (offered.code != code.text() || offered.level != level) continue;
        answer.ticks[i] = 1;
        known = true;
      }
      if (!known) fields.fail(ErrorCode::bad_value, "codes");
    }
  }
  const std::string_view rating = fields.text("rating");
  answer.rating = level_named(rating);
  const bool rated = item.kind == Item::Kind::level || item.kind == Item::Kind::rating;
  if (!rating.empty() && !(rated && answer.rating)) fields.fail(ErrorCode::bad_value, "rating");
  answer.text = fields.text("text");
  if (!answer.text.empty() && item.kind != Item::Kind::text) {
    fields.fail(ErrorCode::bad_value, "text");
  }
  fields.finish();
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
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Answer& answer = answers_[i];
    std::size_t ticked = 0;
    for (const std::uint8_t tick : answer.ticks) ticked += tick;
    out.map(3).text("codes").array(ticked);
    for (std::size_t j = 0; j < answer.ticks.size(); ++j) {
      const ReasonList& list = questionnaire_->lists[questionnaire_->items[i].list];
      if (answer.ticked(j)) out.text(list.codes[j].code);
    }
    out.text("rating").text(answer.rating ? name_of(*answer.rating) : std::string_view{});
    out.text("text").text(answer.text);
  }
  return out.data();
}

Result<Session> Session::restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved) {
  const auto root = CborValue::parse(saved);
  if (!root) return root.error();
  FieldReader fields(*root);
  Session session(questionnaire);
  if (fields.integer("v") != kSnapshotVersion) fields.fail(ErrorCode::bad_value, "v");
  const bool same = fields.text("id") == questionnaire.id &&
                    fields.integer("version") == questionnaire.version &&
                    fields.text("hash") == questionnaire.hash;
  if (!same) fields.fail(ErrorCode::questionnaire_mismatch, "id");
  const Locale* locale = questionnaire.locale(fields.text("language"));
  if (locale == nullptr) fields.fail(ErrorCode::language_missing, "language");
  if (const auto value = fields.need("submission", Kind::bytes)) {
    const auto id = value->bytes();
    if (id.size() != session.submission_.size()) fields.fail(ErrorCode::bad_value, "submission");
    for (std::size_t i = 0; i < id.size() && i < 16; ++i) session.submission_[i] = id[i];
  }
  session.area_ = fields.integer("area");
  if (session.area_ < kMinArea || session.area_ > kMaxArea) {
    fields.fail(ErrorCode::bad_value, "area");
  }
  const std::uint32_t phase = fields.integer("phase");
  if (phase > static_cast<std::uint32_t>(Phase::closed)) fields.fail(ErrorCode::bad_value, "phase");
  session.phase_ = static_cast<Phase>(phase);
  session.revision_ = fields.integer("revision");
  const std::uint32_t modes = fields.integer("modes");
  if (modes >= 1U << kModes.size()) fields.fail(ErrorCode::bad_value, "modes");
  session.modes_ = static_cast<std::uint8_t>(modes);
  session.first_touch_ = fields.integer("first_touch");
  session.submitted_ = fields.integer("submitted");
  session.unreachable_ = fields.boolean("unreachable");
  const auto answers = fields.need("answers", Kind::array);
  fields.finish();
  if (answers && answers->size() != session.answers_.size()) {
    fields.fail(ErrorCode::bad_value, "answers");
  }
  if (auto status = fields.status(); !status) return status.error();
  session.language_ = locale->language;
  CborValue::Cursor cursor(*answers);
  for (std::size_t i = 0; !cursor.done(); ++i) {
    FieldReader inner(fields, "answers", cursor.next(), static_cast<int>(i));
    restore_answer(inner, questionnaire, questionnaire.items[i], session.level(),
                   session.answers_[i]);
  }
  if (auto status = fields.status(); !status) return status.error();
  // A frozen document must be one that could have been submitted.
  if (session.is_frozen()) {
    if (auto status = session.check(); !status) return status.error();
    if (session.submitted_ < session.first_touch_) {
      return Error{ErrorCode::bad_value, "/submitted"};
    }
  }
  return session;
}

}  // namespace yiping
