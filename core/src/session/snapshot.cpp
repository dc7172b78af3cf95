// SPDX-License-Identifier: Apache-2.0
// A session as CBOR bytes and back. Layout: docs/abi.md, "Snapshots".
#include <utility>

#include "yiping/session.hpp"
#include "yiping/sha256.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kSnapshotVersion = 2;
constexpr std::size_t kSnapshotSize = 16;
constexpr std::size_t kAnswerSize = 3;  // item, rating, text; then the ticked codes
constexpr std::uint32_t kAny = 0xFFFF'FFFF;

/// What becomes of an answer that the questionnaire does not have.
enum class Misfit : std::uint8_t { refused, dropped };

/// Takes the values of an array one after another; the first that does not fit spoils the rest.
class Values {
 public:
  explicit Values(const CborValue& array) : cursor_(array) {}

  [[nodiscard]] bool failed() const { return failed_; }

  /// A text, or bytes as one.
  std::string_view text(Kind kind) {
    const CborValue value = cursor_.next();
    failed_ = failed_ || value.kind() != kind;
    if (failed_) return {};
    if (kind == Kind::text) return value.text();
    return {reinterpret_cast<const char*>(value.bytes().data()), value.bytes().size()};
  }

  std::uint32_t number_up_to(std::uint32_t last) {
    const CborValue value = cursor_.next();
    failed_ = failed_ || value.kind() != Kind::integer || value.integer() > last;
    return failed_ ? 0 : value.integer();
  }

 private:
  CborValue::Cursor cursor_;
  bool failed_ = false;
};

/// Reads answers, each checked as if a person had given it.
class AnswersReader {
 public:
  AnswersReader(const Questionnaire& questionnaire, Misfit misfit, std::vector<Answer>& out)
      : questionnaire_(questionnaire), misfit_(misfit), out_(out) {}

  Status read(std::string_view saved) {
    const auto root = CborValue::parse(as_bytes(saved));
    if (!root) return root.error();
    bool whole = root->kind() == Kind::array;
    for (CborValue::Cursor cursor(*root); whole && !cursor.done();) {
      const CborValue answer = cursor.next();
      whole = answer.kind() == Kind::array && answer.size() >= kAnswerSize &&
              (read_answer(answer) || misfit_ == Misfit::dropped);
    }
    return whole ? Status() : Status(ErrorCode::bad_value);
  }

 private:
  /// Whether all of it fits.
  bool read_answer(const CborValue& saved) {
    Values values(saved);
    const Item* item = questionnaire_.item(values.text(Kind::text));
    const std::string_view rating = values.text(Kind::text);
    const std::string_view text = values.text(Kind::text);
    if (values.failed() || item == nullptr) return false;
    Answer& answer = out_[static_cast<std::size_t>(item - questionnaire_.items.data())];
    if (!answer.empty()) return false;
    answer.rating = level_named(rating);
    const bool rated = answer.rating && item->has_rating() && questionnaire_.offers(*answer.rating);
    if (!rated) answer.rating.reset();
    if (item->kind == Item::Kind::text) answer.text = text;
    bool fits = (rating.empty() || rated) && answer.text == text;
    for (std::size_t i = kAnswerSize; i < saved.size(); ++i) {
      fits = tick(*item, values.text(Kind::text), answer) && fits;
    }
    return fits;
  }

  /// The level comes before what depends on it: it is the first item.
  bool tick(const Item& item, std::string_view code, Answer& answer) const {
    if (!item.has_options()) return false;
    const auto& codes = questionnaire_.lists[item.list].codes;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (codes[i].code != code || !codes[i].offered_at(out_[0].rating)) continue;
      if (answer.ticked(i) || (item.kind != Item::Kind::multi && answer.any_ticked())) return false;
      answer.ticks.flip(i);
      return true;
    }
    return false;
  }

  const Questionnaire& questionnaire_;
  Misfit misfit_;
  std::vector<Answer>& out_;
};

}  // namespace

std::string Session::save_answers() const {
  CborWriter out;
  std::size_t given = 0;
  for (const Answer& answer : answers_) given += answer.empty() ? 0U : 1U;
  out.array(given);
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Answer& answer = answers_[i];
    if (answer.empty()) continue;
    const Item& item = questionnaire_->items[i];
    const std::size_t ticked = answer.ticks.count();
    out.array(kAnswerSize + ticked).text(item.id);
    out.text(answer.rating ? name_of(*answer.rating) : std::string_view{}).text(answer.text);
    for (std::size_t j = 0; ticked > 0 && j < kMaxOptions; ++j) {
      if (answer.ticked(j)) out.text(questionnaire_->lists[item.list].codes[j].code);
    }
  }
  return out.data();
}

Status Session::restore_answers(std::string_view saved) {
  std::vector<Answer> answers(answers_.size());
  const Misfit misfit = carried_over_ ? Misfit::dropped : Misfit::refused;
  auto status = AnswersReader(*questionnaire_, misfit, answers).read(saved);
  if (status) answers_ = std::move(answers);
  return status;
}

std::string Session::save() const {
  CborWriter out;
  out.array(kSnapshotSize).integer(kSnapshotVersion);
  out.text(questionnaire_->id).text(questionnaire_->hash).text(language_);
  out.bytes(submission_).bytes(as_bytes(save_answers())).bytes(as_bytes(previous_));
  for (const std::uint32_t number :
       {area_, static_cast<std::uint32_t>(phase_), static_cast<std::uint32_t>(paging_),
        static_cast<std::uint32_t>(page_), revision_, std::uint32_t{modes_}, first_touch_,
        submitted_, std::uint32_t{unreachable_}}) {
    out.integer(number);
  }
  return out.data();
}

Result<Session> Session::restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved) {
  const auto root = CborValue::parse(saved);
  if (!root) return root.error();
  if (root->kind() != Kind::array || root->size() != kSnapshotSize) {
    return Status(ErrorCode::wrong_type);
  }
  Values values(*root);
  Session session(questionnaire);
  const bool known_form = values.number_up_to(kAny) == kSnapshotVersion;
  const bool same_id = values.text(Kind::text) == questionnaire.id;
  session.carried_over_ = values.text(Kind::text) != questionnaire.hash;
  const std::string_view language = values.text(Kind::text);
  const std::string_view submission = values.text(Kind::bytes);
  const std::string_view answers = values.text(Kind::bytes);
  session.previous_ = values.text(Kind::bytes);
  session.area_ = values.number_up_to(kMaxArea);
  session.phase_ = static_cast<Phase>(values.number_up_to(5));
  session.paging_ = static_cast<Paging>(values.number_up_to(1));
  session.page_ = values.number_up_to(kMaxItems - 1);
  session.revision_ = values.number_up_to(kAny);
  session.modes_ = static_cast<std::uint8_t>(values.number_up_to((1U << kModes.size()) - 1));
  session.first_touch_ = values.number_up_to(kAny);
  session.submitted_ = values.number_up_to(kAny);
  session.unreachable_ = values.number_up_to(1) != 0;
  if (values.failed() || !known_form || session.area_ < kMinArea || submission.size() != 16) {
    return Status(ErrorCode::bad_value);
  }
  for (std::size_t i = 0; i < 16; ++i) {
    session.submission_[i] = static_cast<std::uint8_t>(submission[i]);
  }
  const Locale* locale = questionnaire.locale(language);
  // A document belongs to the version that it was submitted on.
  if (!same_id || (session.carried_over_ && !session.is_open())) {
    return Status(ErrorCode::questionnaire_mismatch);
  }
  if (locale == nullptr) return Status(ErrorCode::language_missing, language);
  session.language_ = locale->language;
  if (auto status = session.restore_answers(answers); !status) return status;
  if (session.carried_over_) {
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
    return Status(ErrorCode::bad_value);
  }
  return session;
}

}  // namespace yiping
