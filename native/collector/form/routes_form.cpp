// SPDX-License-Identifier: Apache-2.0
// GET and POST /f/{token}. The address is the invitation: whoever has it may rate, so a post needs
// no other proof, and nothing here writes the address anywhere.
#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "collector/context.hpp"
#include "collector/form/form.hpp"
#include "collector/form/pages.hpp"
#include "collector/rating.hpp"
#include "collector/routes.hpp"
#include "host/hmac.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {
namespace {

using Button = Pressed::Button;

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";
constexpr std::int64_t kRetrySeconds = 5;

Response page(int status, std::string html) {
  Response response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(html);
  response.with("Content-Security-Policy", std::string(kPolicy));
  return response;
}

/// In the language that the address names, else in the one that the browser asks for.
Visit visit_of(const Context& context, const Request& request, const ServedQuestionnaire& served) {
  const Questionnaire& questionnaire = served.questionnaire;
  std::vector<const Locale*> languages;
  std::vector<std::string_view> tags;
  for (const auto& offered : served.languages) {
    if (!context.form.wording.speaks(offered.tag)) continue;
    languages.push_back(questionnaire.locale(offered.tag));
    tags.push_back(languages.back()->language);
  }
  const std::string_view asked = request.query_value("lang").value_or("");
  const bool is_offered = std::find(tags.begin(), tags.end(), asked) != tags.end();
  const std::string_view language =
      is_offered ? asked : preferred_language(request.header("Accept-Language"), tags);
  return {.wording = context.form.wording,
          .locale = questionnaire.locale(language),
          .languages = std::move(languages),
          .questionnaire = version_of(questionnaire),
          .look = request.query_value("mode") == "elder" ? Look::elder : Look::standard,
          .stylesheet = context.form.stylesheet,
          .receipt_page = context.form.receipt_page,
          .service = std::nullopt};
}

Token read_token(const Context& context, const PathParts& parts) {
  return context.tokens.read("Yiping " + parts[0]);
}

/// `state`: rated, closed, expired, forged: the words of "ui.state_<state>_…".
Notice notice_of(const Visit& visit, std::string_view state) {
  const std::string key = "state_" + std::string(state);
  Notice notice{visit.ui(key + "_title"), visit.ui(key + "_help"), {}, {}, {}};
  if (state == "rated" && !visit.receipt_page.empty()) {
    notice.link = visit.ui("open_receipt");
    notice.address = visit.receipt_page;
  }
  return notice;
}

/// What a problem is to a citizen.
Notice notice_of(const Visit& visit, const Problem& problem) {
  constexpr std::pair<std::string_view, std::string_view> kStates[] = {
      {"token_expired", "expired"}, {"token_forged", "forged"}, {"token_malformed", "forged"},
      {"token_unknown", "forged"},  {"link_unknown", "forged"}, {"already_rated", "rated"},
      {"window_closed", "closed"},  {"not_open", "not_open"}};
  for (const auto& [code, state] : kStates) {
    if (problem.code() == code) return notice_of(visit, state);
  }
  if (problem.code() == "body_too_large") {
    return {visit.say("too_long_title"), visit.say("too_long_help"), {}, {}, {}};
  }
  const std::string again = address_of(visit.locale->language, visit.look);
  if (status_of(problem.code()) >= 500) {
    Notice notice = notice_of(visit, "service_down");
    notice.link = visit.ui("try_again");
    notice.address = again;
    return notice;
  }
  return {visit.say("broken_title"), visit.say("broken_help"), visit.say("start_again"), again, {}};
}

/// A problem as a page, with the status and the headers that it has as JSON.
Response refusal(const Context& context, const Request& request, const Problem& problem) {
  const Visit visit = visit_of(context, request, context.questionnaires.offered());
  Notice notice = notice_of(visit, problem);
  notice.code = problem.code();
  const Response told = context.problems.response(problem);
  Response response = page(told.status, notice_page(visit, notice));
  for (const Header& header : told.headers) response.with(header.name, header.value);
  return response;
}

Response get_form(Context& context, const Request& request, const PathParts& parts) {
  const Token token = read_token(context, parts);
  require_unexpired(token, context.clock());
  Invited found = invited_by(context, token);
  Visit visit = visit_of(context, request, found.questionnaire);
  if (const std::string_view state = state_of(found.offer.state); state != "open") {
    return page(200, notice_page(visit, notice_of(visit, state)));
  }
  visit.service = std::move(found.event);
  // Made here and nowhere kept: fetching this page, as link scanners do, changes nothing.
  Carried carried;
  host::fill_random(carried.submission);
  const auto session = Session::open(found.questionnaire.questionnaire, visit.locale->language,
                                     carried.submission, receipt_area(token.area));
  if (!session) throw Problem("internal");
  return page(200, level_page(visit, carried, view_of(*session), Opened::first, Faults::untold));
}

void require_open(RatingState offered) {
  const std::string_view state = state_of(offered);
  if (state == "rated") throw Problem("already_rated");
  if (state == "closed") throw Problem("window_closed");
  if (state == "not_open") throw Problem("not_open");
}

void use_elder(Carried& carried) {
  if (std::find(carried.modes.begin(), carried.modes.end(), Mode::elder) == carried.modes.end()) {
    carried.modes.push_back(Mode::elder);
  }
}

/// The session of what was sent; without a level, one that is empty.
Session session_of(const Questionnaire& questionnaire, const Token& token, const Visit& visit,
                   const Posted& posted, UnixTime touched) {
  const std::string_view language = visit.locale->language;
  const std::uint32_t area = receipt_area(token.area);
  auto session = replay(posted, questionnaire, language, area, touched);
  if (!session)
    throw Problem(std::string(name_of(session.error().code)), "/" + session.error().where);
  return *std::move(session);
}

/// Every button but submit: another page, or the same one in another language or size.
Response turn(Context& context, const Token& token, const Questionnaire& questionnaire, Visit visit,
              Posted posted) {
  const auto now = static_cast<UnixTime>(context.clock());
  require_unexpired(token, now);
  Invited found = invited_by(context, token);
  require_open(found.offer.state);
  visit.service = std::move(found.event);
  switch (posted.pressed.button) {
    case Button::language:
      visit.locale = questionnaire.locale(posted.pressed.language);
      break;
    case Button::standard:
      visit.look = Look::standard;
      break;
    case Button::elder:
      visit.look = Look::elder;
      use_elder(posted.carried);
      break;
    case Button::next:
    case Button::submit:
    case Button::confirm:
    case Button::back:
      break;
  }
  Carried& carried = posted.carried;
  if (posted.level) carried.touched = std::min(carried.touched.value_or(now), now);
  const Session session =
      session_of(questionnaire, token, visit, posted, carried.touched.value_or(now));
  const View view = view_of(session);
  if (!session.level()) {
    return page(400, level_page(visit, carried, view, Opened::first, Faults::told));
  }
  if (posted.pressed.button == Button::back) {
    return page(200, level_page(visit, carried, view, Opened::again, Faults::untold));
  }
  return page(200, more_page(visit, carried, view));
}

/// Stores the document of a session by way of the checks that a widget's document passes.
Response store(Context& context, const Token& token, const Visit& visit, const Session& session) {
  const std::string body = envelope_of(write_evaluation(session), write_contact(session));
  const StoredRating stored =
      store_rating(context, token, check_evaluation(body, token.area, context.questionnaires));
  return page(200, receipt_page(visit, stored.answer["receipt"].get<std::string>(), {}));
}

/// Also past the second look: whoever comes here has had it, or needs none.
Status send(Session& session, UnixTime when) {
  auto status = session.submit(when);
  return status && session.phase() == Phase::review ? session.submit(when) : std::move(status);
}

Response submit(Context& context, const Token& token, const Questionnaire& questionnaire,
                Visit visit, Posted posted) {
  const auto now = static_cast<UnixTime>(context.clock());
  const std::string receipt = receipt_of(receipt_area(token.area), posted.carried.submission);
  UnixTime when = std::min(posted.carried.submitted.value_or(now), now);
  const auto answered = [&] {
    const UnixTime touched = std::min(posted.carried.touched.value_or(when), now);
    return session_of(questionnaire, token, visit, posted, touched);
  };
  Session session = answered();
  try {
    visit.service = invited_by(context, token).event;
    if (!session.check()) {
      const View view = view_of(session);
      return page(400, session.level()
                           ? more_page(visit, posted.carried, view)
                           : level_page(visit, posted.carried, view, Opened::first, Faults::told));
    }
    if (posted.pressed.button == Button::submit && session.sensitive_text()) {
      if (!session.submit(when)) throw Problem("internal");
      return page(200, more_page(visit, posted.carried, view_of(session)));
    }
    // A reload or a second press comes later than the first: with the first one's time the same
    // answers are the same document. The second round is for a press that overtook this look-up.
    for (const bool is_last : {false, true}) {
      const auto earlier = context.store.find_receipt(receipt_hash(receipt));
      if (earlier) when = static_cast<UnixTime>(earlier->submitted);
      session = answered();
      if (!send(session, when)) throw Problem("internal");
      try {
        return store(context, token, visit, session);
      } catch (const Problem& problem) {
        if (problem.code() != "digest_mismatch") throw;
        if (!earlier && !is_last) continue;
        return page(409, receipt_page(visit, receipt, visit.ui("stored_earlier")));
      }
    }
  } catch (const Unavailable&) {
    if (session.is_open() && !send(session, when)) throw;
    if (!session.unreachable()) throw;
    posted.carried.touched = session.first_touch();
    posted.carried.submitted = session.submitted();
    Response response = page(503, retry_page(visit, posted.carried, view_of(session)));
    response.with("Retry-After", std::to_string(kRetrySeconds));
    return response;
  }
  throw Problem("internal");
}

/// The one that the page was made of. What another site's page sends answers that of the token.
const ServedQuestionnaire& questionnaire_in(Context& context, const Token& token,
                                            const std::vector<FormField>& fields) {
  const std::string named = version_in(fields);
  if (named.empty()) return invited_by(context, token).questionnaire;
  const std::size_t slash = named.find('/');
  std::int64_t version = 0;
  if (slash != std::string::npos) {
    std::from_chars(named.data() + slash + 1, named.data() + named.size(), version);
  }
  const ServedQuestionnaire* served = context.questionnaires.find(named.substr(0, slash), version);
  if (served == nullptr) throw Problem("bad_value", "/" + std::string(kQuestionnaireField));
  return *served;
}

Response post_form(Context& context, const Request& request, const PathParts& parts) {
  const Store::InFlight in_flight(context.store);
  const Token token = read_token(context, parts);
  const std::vector<FormField> fields = parse_urlencoded(request.body);
  const ServedQuestionnaire& served = questionnaire_in(context, token, fields);
  Visit visit = visit_of(context, request, served);
  Posted posted = read_posted(fields, served.questionnaire);
  if (visit.look == Look::elder) use_elder(posted.carried);
  if (!posted.is_ours) {
    // Stored at once, a second press would be another submission, and its receipt lost.
    host::fill_random(posted.carried.submission);
    posted.pressed.button = Button::next;
  }
  if (posted.pressed.button == Button::submit || posted.pressed.button == Button::confirm) {
    take_turn(context, request, token);
    return submit(context, token, served.questionnaire, std::move(visit), std::move(posted));
  }
  return turn(context, token, served.questionnaire, std::move(visit), std::move(posted));
}

}  // namespace

Response form_refusal(const Context& context, const Request& request, const Problem& problem) {
  return refusal(context, request, problem);
}

std::vector<Route> form_routes(Context& context) {
  const auto refuse = [&context](const Request& request, const Problem& problem) {
    return refusal(context, request, problem);
  };
  return {
      {.method = "GET",
       .pattern = "/f/{token}",
       .handler = [&context](const Request& request,
                             const PathParts& parts) { return get_form(context, request, parts); },
       .refusal = refuse},
      {.method = "POST",
       .pattern = "/f/{token}",
       .body_limit = kEvaluationBody,
       .handler = [&context](const Request& request,
                             const PathParts& parts) { return post_form(context, request, parts); },
       .takes = Media::form,
       .refusal = refuse}};
}

}  // namespace yiping::collector
