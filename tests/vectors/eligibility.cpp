// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"
#include "yiping/evaluable.hpp"
#include "yiping/tally.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

/// Member `name` as one of `values`; the first when it is absent.
template <typename Enum>
Enum choice(FieldReader& fields, const char* name, std::initializer_list<Enum> values) {
  const std::string_view text = fields.optional_text(name);
  if (text.empty()) return *values.begin();
  for (const Enum value : values) {
    if (name_of(value) == text) return value;
  }
  fields.fail(ErrorCode::bad_value, name);
  return *values.begin();
}

std::uint32_t optional_integer(FieldReader& fields, const char* name) {
  const auto value = fields.may(name, Kind::integer);
  return value ? value->integer() : 0;
}

Date read_date(FieldReader& fields, const char* name) {
  const auto date = date_written(fields.text(name));
  if (!date) fields.fail(ErrorCode::bad_value, name);
  return date.value_or(Date{});
}

Result<Calendar> read_calendars(FieldReader& input) {
  Calendar calendar;
  const auto files = input.may("calendars", Kind::array);
  if (!files) return calendar;
  CborValue::Cursor cursor(*files);
  while (!cursor.done()) {
    if (const auto status = add_calendar(calendar, cursor.next()); !status) return status.error();
  }
  return calendar;
}

/// The files of `profiles`, each extending the one before.
Result<Profile> read_profiles(FieldReader& input) {
  const auto files = input.need("profiles", Kind::array);
  if (!files || files->size() == 0) return Error{ErrorCode::missing_field, "/profiles"};
  CborValue::Cursor cursor(*files);
  auto profile = read_profile(cursor.next());
  while (profile && !cursor.done()) profile = read_profile(cursor.next(), Profile(*profile));
  return profile;
}

constexpr auto kStageList = {Stage::completion,  Stage::consultation, Stage::intake,
                             Stage::application, Stage::acceptance,   Stage::supplement,
                             Stage::payment,     Stage::approval,     Stage::issue,
                             Stage::collection,  Stage::overall};

void read_event(FieldReader& fields, ServiceEvent& event) {
  event.case_no = fields.optional_text("case_no");
  event.group = fields.optional_text("group");
  event.service_time = fields.integer("service_time");
  event.stage = choice(fields, "stage", kStageList);
  event.standing =
      choice(fields, "standing", {Standing::service_case, Standing::visit, Standing::general});
  event.kind =
      choice(fields, "kind", {EventKind::service, EventKind::update, EventKind::withdrawn});
  event.business = choice(fields, "business", {Business::single, Business::batch, Business::theme});
  event.commitment = choice(fields, "commitment",
                            {Commitment::other, Commitment::immediate, Commitment::promised});
  fields.finish();
}

ServiceEvent event_of(FieldReader& input) {
  ServiceEvent event;
  if (const auto map = input.need("event", Kind::map)) {
    FieldReader inner(input, "event", *map);
    read_event(inner, event);
  }
  return event;
}

std::vector<ServiceEvent> events_of(FieldReader& input) {
  std::vector<ServiceEvent> events;
  const auto list = input.need("events", Kind::array);
  if (!list) return events;
  CborValue::Cursor cursor(*list);
  for (int index = 0; !cursor.done(); ++index) {
    FieldReader inner(input, "events", cursor.next(), index);
    read_event(inner, events.emplace_back());
  }
  return events;
}

void read_given(FieldReader& fields, Given& given) {
  given.time = fields.integer("time");
  given.corrections = optional_integer(fields, "corrections");
  given.corrected = optional_integer(fields, "corrected");
  fields.finish();
}

std::vector<Given> given_of(FieldReader& input) {
  std::vector<Given> given;
  const auto list = input.may("given", Kind::array);
  if (!list) return given;
  CborValue::Cursor cursor(*list);
  for (int index = 0; !cursor.done(); ++index) {
    FieldReader inner(input, "given", cursor.next(), index);
    read_given(inner, given.emplace_back());
  }
  return given;
}

/// {"received"}, and of a device {"touched", "slow" | "fast"}: by how much its clock is.
Arrival arrival_of(FieldReader& input) {
  Arrival arrival;
  const auto map = input.need("arrival", Kind::map);
  if (!map) return arrival;
  FieldReader inner(input, "arrival", *map);
  arrival.received = inner.integer("received");
  if (const auto touched = inner.may("touched", Kind::integer)) {
    arrival.device = DeviceClock{touched->integer(), std::nullopt};
  }
  const auto slow = inner.may("slow", Kind::integer);
  const auto fast = inner.may("fast", Kind::integer);
  if (arrival.device && slow) arrival.device->offset = slow->integer();
  if (arrival.device && fast) arrival.device->offset = -std::int64_t{fast->integer()};
  inner.finish();
  return arrival;
}

struct Question {
  FieldReader& input;
  JsonWriter& out;
};

/// Writes the error of what the core refused; true when it did.
template <typename T>
bool refused(const Result<T>& result, const Question& ask) {
  if (result) return false;
  if (!ask.input.failed()) write_error(result.error(), ask.out);
  return true;
}

void time_if_any(JsonWriter& out, std::string_view key, std::optional<std::int64_t> time) {
  if (time) out.key(key).wide_integer(*time);
}

void answer_day(const Question& ask) {
  const Date date = read_date(ask.input, "date");
  ask.out.begin_object();
  ask.out.key("ends").wide_integer(end_of(date));
  ask.out.key("starts").wide_integer(start_of(date));
  ask.out.key("written").text(text_of(date));
  ask.out.end_object();
}

void answer_cohort(const Question& ask) {
  const std::int64_t time = ask.input.integer("time");
  ask.out.begin_object();
  ask.out.key("month").text(month_of(time));
  ask.out.key("week").text(week_of(time));
  ask.out.key("week_begins").wide_integer(week_begins(time));
  ask.out.end_object();
}

void answer_calendar(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  if (refused(calendar, ask)) return;
  ask.out.begin_object();
  ask.out.key("days_off").wide_integer(static_cast<std::int64_t>(calendar->days_off.size()));
  ask.out.key("make_up").wide_integer(static_cast<std::int64_t>(calendar->make_up.size()));
  ask.out.key("years").begin_array();
  for (const CalendarYear& year : calendar->years) ask.out.wide_integer(year.year);
  ask.out.end_array();
  ask.out.end_object();
}

void answer_working_days(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const Date from = read_date(ask.input, "from");
  const Date due = read_date(ask.input, "due");
  if (refused(calendar, ask)) return;
  const auto days = working_days(from, due, *calendar);
  if (refused(days, ask)) return;
  ask.out.begin_object();
  ask.out.key("days").wide_integer(*days);
  ask.out.key("status").text(name_of(*status_of(from, due, *calendar)));
  ask.out.end_object();
}

void answer_add_working_days(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const Date from = read_date(ask.input, "from");
  const std::uint32_t count = ask.input.integer("count");
  if (refused(calendar, ask)) return;
  const auto date = add_working_days(from, count, *calendar);
  if (refused(date, ask)) return;
  ask.out.begin_object();
  ask.out.key("date").text(text_of(*date));
  ask.out.end_object();
}

void answer_span(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const std::int64_t from = ask.input.integer("from");
  Span span;
  span.count = ask.input.integer("count");
  span.unit = choice(ask.input, "unit", {DayUnit::natural, DayUnit::working});
  if (refused(calendar, ask)) return;
  const auto ends = end_of(span, from, *calendar);
  if (refused(ends, ask)) return;
  ask.out.begin_object();
  ask.out.key("ends").wide_integer(*ends);
  ask.out.end_object();
}

void answer_offer(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const auto profile = read_profiles(ask.input);
  const ServiceEvent event = event_of(ask.input);
  const std::vector<Given> given = given_of(ask.input);
  const std::int64_t now = ask.input.integer("now");
  if (refused(calendar, ask) || refused(profile, ask)) return;
  const auto offer = offer_of(event, given, now, *profile, *calendar);
  if (refused(offer, ask)) return;
  ask.out.begin_object();
  ask.out.key("outcome").text(name_of(event_state_of(event, offer->state)));
  time_if_any(ask.out, "since", offer->since);
  ask.out.key("state").text(name_of(offer->state));
  time_if_any(ask.out, "until", offer->until);
  ask.out.end_object();
}

void answer_dispatch(const Question& ask) {
  const auto profile = read_profiles(ask.input);
  const std::vector<Given> given = given_of(ask.input);
  if (refused(profile, ask)) return;
  ask.out.begin_array();
  for (const Given& rating : given) ask.out.wide_integer(dispatched_at(rating, *profile));
  ask.out.end_array();
}

void answer_invitation(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const auto profile = read_profiles(ask.input);
  const ServiceEvent event = event_of(ask.input);
  if (refused(calendar, ask) || refused(profile, ask)) return;
  const auto day = invited_on(event, *profile, *calendar);
  if (refused(day, ask)) return;
  ask.out.begin_object();
  if (*day) ask.out.key("from").text(text_of(**day));
  ask.out.end_object();
}

void answer_tally(const Question& ask) {
  const auto calendar = read_calendars(ask.input);
  const auto profile = read_profiles(ask.input);
  const ServiceEvent event = event_of(ask.input);
  const Arrival arrival = arrival_of(ask.input);
  const auto first = ask.input.may("first", Kind::integer);
  if (refused(calendar, ask) || refused(profile, ask)) return;
  const auto tally = first ? tally_follow_up(event, first->integer(), arrival, *profile, *calendar)
                           : tally_first(event, arrival, *profile, *calendar);
  if (refused(tally, ask)) return;
  ask.out.begin_object();
  ask.out.key("clock").text(name_of(tally->judged.clock));
  ask.out.key("table").text(name_of(tally->table));
  ask.out.key("time").wide_integer(tally->judged.time);
  ask.out.key("timing").text(name_of(tally->timing));
  ask.out.key("weight").integer(tally->weight);
  ask.out.end_object();
}

void answer_evaluable(const Question& ask) {
  const auto profile = read_profiles(ask.input);
  const std::vector<ServiceEvent> events = events_of(ask.input);
  if (refused(profile, ask)) return;
  ask.out.begin_object();
  ask.out.key("answers").begin_array();
  for (const Evaluable answer : evaluable_events(events, *profile)) ask.out.text(name_of(answer));
  ask.out.end_array();
  ask.out.key("lacking").integer(lacking_services(events, *profile));
  ask.out.end_object();
}

void write_span(JsonWriter& out, std::string_view name, const Span& span) {
  out.key(name).begin_array().wide_integer(span.count).text(name_of(span.unit)).end_array();
}

void answer_profile(const Question& ask) {
  const auto profile = read_profiles(ask.input);
  if (refused(profile, ask)) return;
  const Deadlines& deadlines = profile->deadlines;
  ask.out.begin_object();
  write_span(ask.out, "follow_up", profile->windows.follow_up);
  write_span(ask.out, "appeal_review", deadlines.appeal_review);
  ask.out.key("bad_level_reason").text(name_of(profile->bad_level_reason));
  write_span(ask.out, "call_back", deadlines.call_back);
  ask.out.key("correction").integer(profile->windows.correction_seconds);
  write_span(ask.out, "evidence", deadlines.evidence);
  write_span(ask.out, "extension", deadlines.extension);
  ask.out.key("id").text(profile->id);
  ask.out.key("labels").text(name_of(profile->labels));
  ask.out.key("messages").integer(profile->invitations.messages);
  write_span(ask.out, "rating", profile->windows.rating);
  write_span(ask.out, "reply", deadlines.reply);
  write_span(ask.out, "sign_for", deadlines.sign_for);
  ask.out.key("small_cell").integer(profile->small_cell);
  ask.out.end_object();
}

struct Call {
  std::string_view name;
  void (*answer)(const Question& ask);
};

constexpr Call kCalls[] = {
    {"day", answer_day},
    {"cohort", answer_cohort},
    {"calendar", answer_calendar},
    {"working_days", answer_working_days},
    {"add_working_days", answer_add_working_days},
    {"span", answer_span},
    {"offer", answer_offer},
    {"dispatch", answer_dispatch},
    {"invitation", answer_invitation},
    {"tally", answer_tally},
    {"evaluable", answer_evaluable},
    {"profile", answer_profile},
};

}  // namespace

void eligibility(std::string_view call, FieldReader& input, JsonWriter& out) {
  for (const Call& each : kCalls) {
    if (each.name == call) return each.answer({input, out});
  }
  no_such_call(input);
}

}  // namespace yiping::vectors
