// SPDX-License-Identifier: Apache-2.0
#include "kiosk/kiosk.hpp"

#include <algorithm>
#include <utility>

#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

namespace yiping::kiosk {
namespace {

/// A full disk is often a log that somebody is about to clear.
constexpr std::int64_t kRetryMs = 5'000;
constexpr std::int64_t kSecond = 1'000;

/// What is asked after the level, a screen at a time, as indices of the view's items: ratings that
/// follow each other share one.
std::vector<std::vector<std::size_t>> pages_of(const View& view) {
  std::vector<std::vector<std::size_t>> pages;
  for (std::size_t i = 1; i < view.items.size(); ++i) {
    const bool joins = view.items[i].kind == Item::Kind::rating && !pages.empty() &&
                       view.items[i - 1].kind == Item::Kind::rating;
    if (joins) {
      pages.back().push_back(i);
    } else {
      pages.push_back({i});
    }
  }
  return pages;
}

std::size_t page_of(const View& view, std::string_view item) {
  const auto pages = pages_of(view);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const std::size_t index : pages[i]) {
      if (view.items[index].id == item) return i;
    }
  }
  return 0;
}

void erase_last(std::string& text) {
  const auto is_continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  };
  while (!text.empty() && is_continuation(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

/// Of a session that was submitted.
KeepRating rating_of(const Session& session, const std::string& token) {
  return {.submission = session.submission(),
          .token = token,
          .document = write_evaluation(session),
          .receipt = receipt_of(session.area(), session.submission())};
}

}  // namespace

Kiosk::Kiosk(const Questionnaire& questionnaire, const Wording& wording, Settings settings,
             std::function<SubmissionId()> new_submission)
    : questionnaire_(questionnaire),
      wording_(wording),
      settings_(std::move(settings)),
      new_submission_(std::move(new_submission)),
      language_(questionnaire.locales.front().language) {}

void Kiosk::begin() {
  if (!offered_ || visit_) return;
  auto session = Session::open(questionnaire_, language_, new_submission_(), settings_.area);
  if (!session) return;
  if (modes_.elder) change(session->use_mode(Mode::elder));
  if (modes_.contrast) change(session->use_mode(Mode::contrast));
  visit_.emplace(Visit{.errand = *offered_, .session = *std::move(session)});
  visit_->touched_ms = now_.steady_ms;
}

void Kiosk::end() {
  visit_.reset();
  view_.reset();
  modes_ = {};
  language_ = questionnaire_.locales.front().language;
}

/// What the core refuses, a screen does not offer: a touch that comes too late changes nothing.
void Kiosk::change(const Status& status) {
  if (status) view_.reset();
}

void Kiosk::keep_draft() {
  ++visit_->drafts_under_way;
  const Session draft = visit_->session.without_texts();
  orders_.emplace_back(KeepDraft{.submission = draft.submission(),
                                 .token = visit_->errand.token,
                                 .area = settings_.area,
                                 .snapshot = draft.save(),
                                 .touched = now_.unix_seconds});
}

void Kiosk::withdraw() {
  change(visit_->session.clear(questionnaire_.items.front().id, now_.unix_seconds));
  orders_.emplace_back(DropDraft{visit_->session.submission()});
  visit_->screen = Screen::level;
  visit_->editing.clear();
  visit_->went_on = false;
  visit_->kept = false;
}

void Kiosk::send() {
  const Session& session = visit_->session;
  orders_.emplace_back(KeepRating{.submission = session.submission(),
                                  .token = visit_->errand.token,
                                  .document = write_evaluation(session),
                                  .receipt = receipt_of(session.area(), session.submission())});
  visit_->screen = Screen::saving;
  visit_->drafts_under_way = 0;
  visit_->failed_ms = 0;
}

void Kiosk::submit() {
  const Status status = visit_->session.submit(now_.unix_seconds);
  view_.reset();
  if (visit_->session.phase() == Phase::review) {
    const View view = view_of(visit_->session);
    visit_->page = page_of(view, view.focus);
    visit_->editing.clear();
    return;
  }
  if (status) {
    rated_token_ = visit_->errand.token;
    if (offered_ && offered_->token == rated_token_) offered_.reset();
    visit_->editing.clear();
    send();
    return;
  }
  // What is wrong is shown where it can be put right.
  visit_->page = page_of(view_of(visit_->session), status.error().where);
}

void Kiosk::recover(const KeepDraft& draft) {
  auto session = Session::restore(questionnaire_, as_bytes(draft.snapshot));
  if (!session || !session->submit(draft.touched)) return;
  orders_.emplace_back(rating_of(*session, draft.token));
}

void Kiosk::handle(const Intent& intent, Time now) {
  tick(now);
  if (intent.kind == Intent::Kind::begin) begin();
  set_display(intent);
  if (!visit_) return;
  visit_->touched_ms = now.steady_ms;
  visit_->hurried_ms = 0;
  act(intent);
}

/// Language and modes may be chosen before there is anything to rate.
void Kiosk::set_display(const Intent& intent) {
  if (intent.kind == Intent::Kind::toggle_elder) modes_.elder = !modes_.elder;
  if (intent.kind == Intent::Kind::toggle_contrast) modes_.contrast = !modes_.contrast;
  if (intent.kind == Intent::Kind::toggle_low) modes_.low = !modes_.low;
  if (intent.kind == Intent::Kind::set_language && questionnaire_.locale(intent.text) != nullptr) {
    language_ = intent.text;
  }
  display_ms_ = now_.steady_ms;
}

void Kiosk::act(const Intent& intent) {
  Visit& visit = *visit_;
  Session& session = visit.session;
  const UnixTime time = now_.unix_seconds;
  const bool answering = visit.screen == Screen::questions;
  switch (intent.kind) {
    case Intent::Kind::begin:
    case Intent::Kind::toggle_low:
    case Intent::Kind::stay:
      break;
    case Intent::Kind::choose_level:
      if (visit.screen != Screen::level || !intent.level) break;
      change(session.choose_level(*intent.level, time));
      visit.screen = Screen::questions;
      visit.page = 0;
      visit.kept = false;
      keep_draft();
      break;
    case Intent::Kind::change_level:
      if (!answering) break;
      visit.screen = Screen::level;
      visit.editing.clear();
      break;
    case Intent::Kind::withdraw:
      if (answering) withdraw();
      break;
    case Intent::Kind::toggle:
    case Intent::Kind::clear:
      if (!answering) break;
      change(intent.kind == Intent::Kind::toggle ? session.toggle(intent.item, intent.text, time)
                                                 : session.clear(intent.item, time));
      visit.went_on = true;
      keep_draft();
      break;
    case Intent::Kind::go_to:
      if (!answering || intent.page >= pages_of(view_of(visit.session)).size()) break;
      visit.page = intent.page;
      visit.editing.clear();
      visit.went_on = true;
      break;
    case Intent::Kind::open_keyboard:
      if (!answering) break;
      visit.editing = intent.item;
      visit.went_on = true;
      break;
    case Intent::Kind::close_keyboard:
      visit.editing.clear();
      break;
    case Intent::Kind::type:
    case Intent::Kind::erase: {
      const Item* item = questionnaire_.item(intent.item);
      if (!answering || item == nullptr) break;
      std::string text =
          session.answer(static_cast<std::size_t>(item - questionnaire_.items.data())).text;
      if (intent.kind == Intent::Kind::type) {
        text += intent.text;
      } else {
        erase_last(text);
      }
      change(session.set_text(intent.item, text, time));
      break;
    }
    case Intent::Kind::submit:
      if (answering) submit();
      break;
    case Intent::Kind::retry:
      if (visit.screen == Screen::saving && visit.failed_ms != 0) send();
      break;
    case Intent::Kind::edit:
      if (visit.screen != Screen::saving || !session.edit()) break;
      view_.reset();
      visit.screen = Screen::questions;
      visit.went_on = true;
      break;
    case Intent::Kind::decline:
      if (visit.screen != Screen::level || session.level()) break;
      // Nobody else may be asked to rate it; the counter may ask again.
      offered_.reset();
      end();
      break;
    case Intent::Kind::leave:
      if (visit.screen == Screen::thanks) end();
      break;
    case Intent::Kind::set_language:
      change(session.set_language(intent.text));
      break;
    case Intent::Kind::toggle_elder:
      if (modes_.elder) change(session.use_mode(Mode::elder));
      break;
    case Intent::Kind::toggle_contrast:
      if (modes_.contrast) change(session.use_mode(Mode::contrast));
      break;
    case Intent::Kind::use_mode:
      if (const auto mode = mode_named(intent.text)) change(session.use_mode(*mode));
      break;
  }
}

bool Kiosk::is_of_visit(const SubmissionId& submission, Screen screen) const {
  return visit_ && visit_->screen == screen && visit_->session.submission() == submission;
}

bool Kiosk::is_answering(const SubmissionId& submission) const {
  return is_of_visit(submission, Screen::level) || is_of_visit(submission, Screen::questions);
}

void Kiosk::handle(const Report& report, Time now) {
  tick(now);
  std::visit([this](const auto& each) { take(each); }, report);
}

void Kiosk::take(const DraftKept& kept) {
  if (!is_answering(kept.submission)) return;
  // Only the newest says what is pressed now.
  --visit_->drafts_under_way;
  if (visit_->drafts_under_way == 0) visit_->kept = visit_->session.level().has_value();
}

void Kiosk::take(const RatingKept& kept) {
  if (!is_of_visit(kept.submission, Screen::saving)) return;
  change(visit_->session.stored());
  visit_->screen = Screen::thanks;
  visit_->touched_ms = now_.steady_ms;
}

void Kiosk::take(const KeepFailed& failed) {
  if (is_of_visit(failed.submission, Screen::saving)) {
    change(visit_->session.unreachable());
    visit_->failed_ms = now_.steady_ms;
  } else if (is_answering(failed.submission)) {
    --visit_->drafts_under_way;
    visit_->kept = false;
  }
}

void Kiosk::take(const RatingRefused& refused) {
  if (is_of_visit(refused.submission, Screen::saving)) change(visit_->session.rejected());
}

void Kiosk::take(const Delivered& delivered) {
  if (is_of_visit(delivered.submission, Screen::thanks)) visit_->delivered = true;
}

void Kiosk::take(const DraftFound& found) { recover(found.draft); }

void Kiosk::take(const ErrandOffered& offered) {
  const Errand& errand = offered.errand;
  if (errand.questionnaire_id != questionnaire_.id ||
      errand.questionnaire_version != questionnaire_.version || errand.token == rated_token_) {
    return;
  }
  offered_ = errand;
  offered_until_ms_ = now_.steady_ms + errand.seconds_left * kSecond;
  if (visit_ && another_waits()) {
    // Whoever has pressed no level has left; the others are asked whether they are still there.
    if (!visit_->session.level()) {
      end();
    } else if (is_answering(visit_->session.submission())) {
      visit_->hurried_ms = now_.steady_ms;
    }
  }
  begin();
}

void Kiosk::take(const ErrandWithdrawn&) { withdraw_offer(); }

void Kiosk::take(const LinkState& link) { link_ = link; }

/// Also when the counter's asking is over while the network is away: the next visitor must not be
/// asked about somebody else's errand.
void Kiosk::withdraw_offer() {
  offered_.reset();
  if (visit_ && visit_->screen == Screen::level && !visit_->session.level()) end();
}

bool Kiosk::another_waits() const { return offered_ && offered_->token != visit_->errand.token; }

std::optional<Kiosk::Limit> Kiosk::limit() const {
  if (!visit_) {
    // Whoever set up the screen on `attract` and left is not the next visitor.
    const bool is_plain = !modes_.elder && !modes_.contrast && !modes_.low &&
                          language_ == questionnaire_.locales.front().language;
    if (is_plain) return std::nullopt;
    const std::int64_t ends = display_ms_ + settings_.wipe_ms;
    return Limit{ends, settings_.wipe_ms, ends};
  }
  if (visit_->hurried_ms != 0) {
    return Limit{visit_->hurried_ms + settings_.hurry_ms, settings_.hurry_ms, visit_->hurried_ms};
  }
  const std::int64_t touched = visit_->touched_ms;
  switch (visit_->screen) {
    case Screen::attract:
      return std::nullopt;
    case Screen::questions:
      if (!visit_->went_on) {
        const auto settle = modes_.elder ? settings_.settle_elder_ms : settings_.settle_ms;
        return Limit{touched + settle, settle, touched};
      }
      [[fallthrough]];
    case Screen::level:
      return Limit{touched + settings_.wipe_ms, settings_.wipe_ms - settings_.warn_ms,
                   touched + settings_.warn_ms};
    case Screen::saving:
      if (visit_->failed_ms == 0) return std::nullopt;
      return Limit{visit_->failed_ms + kRetryMs, kRetryMs, visit_->failed_ms + kRetryMs};
    case Screen::thanks: {
      const auto whole = modes_.elder ? settings_.thanks_elder_ms : settings_.thanks_ms;
      const auto lasts = another_waits() ? settings_.thanks_hurry_ms : whole;
      return Limit{touched + lasts, lasts, touched};
    }
  }
  return std::nullopt;
}

void Kiosk::tick(Time now) {
  now_ = now;
  if (offered_ && now.steady_ms >= offered_until_ms_) withdraw_offer();
  const auto over = limit();
  if (over && now.steady_ms >= over->ends) leave_screen();
}

void Kiosk::leave_screen() {
  if (!visit_) return end();
  visit_->hurried_ms = 0;
  switch (visit_->screen) {
    case Screen::attract:
      break;
    case Screen::level:
    case Screen::questions:
      if (!visit_->session.level()) {
        end();
        break;
      }
      visit_->session = visit_->session.without_texts();
      submit();
      break;
    case Screen::saving:
      send();
      break;
    case Screen::thanks:
      end();
      begin();
      break;
  }
}

/// A language may be added while the terminal runs; the view points at those that were there.
void Kiosk::refresh_languages() {
  if (languages_.size() == questionnaire_.locales.size()) return;
  languages_.clear();
  for (const Locale& locale : questionnaire_.locales) {
    languages_.push_back({std::string(locale.language), std::string(locale.name)});
  }
  view_.reset();
}

Scene Kiosk::scene(Time now) {
  tick(now);
  refresh_languages();
  Scene scene;
  scene.hall = settings_.hall;
  scene.window = settings_.window;
  scene.modes = modes_;
  scene.language = language_;
  scene.languages = &languages_;
  scene.wording = &wording_;
  scene.online = link_.online;
  scene.waiting = link_.waiting;
  scene.unix_seconds = now.unix_seconds;
  if (!visit_) {
    scene.errand = offered_ ? &*offered_ : nullptr;
    return scene;
  }
  if (!view_) view_ = view_of(visit_->session);
  scene.screen = visit_->screen;
  scene.errand = &visit_->errand;
  scene.view = &*view_;
  const auto pages = pages_of(*view_);
  scene.page_count = pages.size();
  if (visit_->screen == Screen::questions && !pages.empty()) {
    scene.page_number = std::min(visit_->page, pages.size() - 1);
    scene.page = pages[scene.page_number];
  }
  scene.editing = visit_->editing;
  scene.kept = visit_->kept;
  scene.delivered = visit_->delivered;
  const auto until = limit();
  if (until && now.steady_ms >= until->shown && visit_->screen != Screen::saving) {
    scene.seconds_left = static_cast<int>((until->ends - now.steady_ms + kSecond - 1) / kSecond);
    scene.seconds_whole = static_cast<int>(until->whole / kSecond);
    scene.warning = until->shown > visit_->touched_ms || visit_->hurried_ms != 0;
  }
  return scene;
}

std::optional<std::int64_t> Kiosk::next_change() const {
  // The clock in the header.
  std::int64_t next = now_.steady_ms + (60 - now_.unix_seconds % 60) * kSecond;
  if (offered_) next = std::min(next, offered_until_ms_);
  if (const auto until = limit()) {
    const std::int64_t left = until->ends - now_.steady_ms;
    const bool counts = now_.steady_ms >= until->shown;
    next = std::min(next, counts ? until->ends - (left - 1) / kSecond * kSecond : until->shown);
  }
  return std::max(next, now_.steady_ms + 1);
}

std::vector<Order> Kiosk::take_orders() { return std::exchange(orders_, {}); }

}  // namespace yiping::kiosk
