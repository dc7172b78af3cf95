// SPDX-License-Identifier: Apache-2.0
// A session as CBOR bytes and back. Layout: docs/abi.md, "Snapshots".
#include <utility>

#include "cbor/field_reader.hpp"
#include "yiping/session.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kSnapshotVersion = 2;

/// What becomes of an answer that the questionnaire does not have.
enum class Misfit : std::uint8_t { refused, dropped };

/// Reads answers, each checked as if a person had given it.
class AnswersReader {
 public:
  AnswersReader(const Questionnaire& questionnaire, Misfit misfit, std::vector<Answer>& out)
      : questionnaire_(questionnaire), misfit_(misfit), out_(out) {}

  Status read(std::span<const std::uint8_t> saved) {
    const auto root = CborValue::parse(saved);
    if (!root) return root.error();
    if (root->kind() != Kind::array) return Error{ErrorCode::wrong_type, {}};
    CborValue::Cursor cursor(*root);
    FieldReader::Fault fault;
    while (!cursor.done()) {
      FieldReader fields(cursor.next(), fault);
      read_answer(fields);
    }
    return fault.take();
  }

 private:
  void misfit(FieldReader& fields, const char* name) const {
    if (misfit_ == Misfit::refused) fields.fail(ErrorCode::bad_value, name);
  }

  void read_answer(FieldReader& fields) {
    const Item* item = questionnaire_.item(fields.text("id"));
    const auto codes = fields.need("codes", Kind::array);
    const std::string_view rating = fields.text("rating");
    const std::string_view text = fields.text("text");
    fields.finish();
    if (fields.failed()) return;
    if (item == nullptr) return misfit(fields, "id");
    Answer& answer = out_[static_cast<std::size_t>(item - questionnaire_.items.data())];
    if (!answer.empty()) return fields.fail(ErrorCode::duplicate_id, "id");
    if (!rating.empty()) {
      const auto level = level_named(rating);
      const bool fits = level && item->has_rating() && questionnaire_.offers(*level);
      if (!fits) return misfit(fields, "rating");
      answer.rating = level;
    }
    if (!text.empty()) {
      if (item->kind != Item::Kind::text) return misfit(fields, "text");
      answer.text = text;
    }
    CborValue::Cursor cursor(*codes);
    while (!cursor.done()) {
      const CborValue code = cursor.next();
      if (code.kind() != Kind::text || !tick(*item, code.text(), answer)) misfit(fields, "codes");
    }
  }

  /// The level comes before what depends on it: it is the first item.
  bool tick(const Item& item, std::string_view code, Answer& answer) const {
    for (std::size_t i = 0; i < answer.ticks.size(); ++i) {
      const Option& option = questionnaire_.lists[item.list].codes[i];
      if (option.code != code || !option.offered_at(out_[0].rating)) continue;
      if (item.kind != Item::Kind::multi && answer.any_ticked()) return false;
      answer.ticks[i] = 1;
      return true;
    }
    return false;
  }

  const Questionnaire& questionnaire_;
  Misfit misfit_;
  std::vector<Answer>& out_;
};

/// Reads a number below `end`.
template <typename T>
T read_below(FieldReader& fields, const char* name, std::size_t end) {
  const std::uint32_t value = fields.integer(name);
  if (value >= end) fields.fail(ErrorCode::bad_value, name);
  return static_cast<T>(value);
}

}  // namespace

std::vector<std::uint8_t> Session::save_answers() const {
  CborWriter out;
  std::size_t given = 0;
  for (const Answer& answer : answers_) given += answer.empty() ? 0U : 1U;
  out.array(given);
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Answer& answer = answers_[i];
    if (answer.empty()) continue;
    const Item& item = questionnaire_->items[i];
    std::size_t ticked = 0;
    for (const std::uint8_t tick : answer.ticks) ticked += tick;
    out.map(4).text("id").text(item.id).text("codes").array(ticked);
    for (std::size_t j = 0; j < answer.ticks.size(); ++j) {
      if (answer.ticked(j)) out.text(questionnaire_->lists[item.list].codes[j].code);
    }
    out.text("rating").text(answer.rating ? name_of(*answer.rating) : std::string_view{});
    out.text("text").text(answer.text);
  }
  return out.data();
}

Status Session::restore_answers(std::span<const std::uint8_t> saved) {
  Session fresh(*questionnaire_);
  const Misfit misfit = carried_over_ ? Misfit::dropped : Misfit::refused;
  auto status = AnswersReader(*questionnaire_, misfit, fresh.answers_).read(saved);
  if (status) answers_ = std::move(fresh.answers_);
  return status;
}

std::vector<std::uint8_t> Session::save() const {
  CborWriter out;
  out.map(17);
  out.text("v").integer(kSnapshotVersion);
  out.text("id").text(questionnaire_->id);
  out.text("version").integer(questionnaire_->version);
  out.text("hash").text(questionnaire_->hash);
  out.text("language").text(language_);
  out.text("submission").bytes(submission_);
  out.text("area").integer(area_);
  out.text("phase").integer(static_cast<std::uint32_t>(phase_));
  out.text("paging").integer(static_cast<std::uint32_t>(paging_));
  out.text("page").integer(static_cast<std::uint32_t>(page_));
  out.text("revision").integer(revision_);
  out.text("modes").integer(modes_);
  out.text("first_touch").integer(first_touch_);
  out.text("submitted").integer(submitted_);
  out.text("unreachable").boolean(unreachable_);
  out.text("answers").bytes(save_answers());
  out.text("previous").bytes(previous_);
  return out.data();
}

Result<Session> Session::restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved) {
  const auto root = CborValue::parse(saved);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  Session session(questionnaire);
  if (fields.integer("v") != kSnapshotVersion) fields.fail(ErrorCode::bad_value, "v");
  if (fields.text("id") != questionnaire.id) fields.fail(ErrorCode::questionnaire_mismatch, "id");
  const bool same_version = fields.integer("version") == questionnaire.version;
  session.carried_over_ = fields.text("hash") != questionnaire.hash || !same_version;
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
  session.phase_ = read_below<Phase>(fields, "phase", static_cast<std::size_t>(Phase::review) + 1);
  session.paging_ = read_below<Paging>(fields, "paging", 2);
  const std::size_t pages = questionnaire.sections.empty() ? 1 : questionnaire.sections.size();
  const bool any_page = session.carried_over_;
  session.page_ = read_below<std::size_t>(fields, "page", any_page ? UINT32_MAX : pages);
  session.revision_ = fields.integer("revision");
  session.modes_ = read_below<std::uint8_t>(fields, "modes", std::size_t{1} << kModes.size());
  session.first_touch_ = fields.integer("first_touch");
  session.submitted_ = fields.integer("submitted");
  session.unreachable_ = fields.boolean("unreachable");
  const auto answers = fields.need("answers", Kind::bytes);
  const auto previous = fields.need("previous", Kind::bytes);
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  if (auto status = session.restore_answers(answers->bytes()); !status) return status;
  session.previous_.assign(previous->bytes().begin(), previous->bytes().end());
  session.language_ = locale->language;
  if (session.carried_over_) {
    // A document belongs to the version that it was submitted on.
    if (!session.is_open()) return Error{ErrorCode::questionnaire_mismatch, "/version"};
    session.phase_ = Phase::edit;
    session.page_ = 0;
    session.previous_.clear();
  }
  session.refresh();
  // What was submitted must be what could have been.
  if (session.is_frozen() || session.phase_ == Phase::review) {
    if (auto status = session.check(); !status) return status;
  }
  if (session.is_frozen() && session.submitted_ < session.first_touch_) {
    return Error{ErrorCode::bad_value, "/submitted"};
  }
  return session;
}

}  // namespace yiping
