// SPDX-License-Identifier: Apache-2.0
// Service events (办件服务): stored once, corrected and withdrawn until somebody rates them. Which
// of them are rated is the core's to say (yiping/evaluable.hpp).
#include "collector/store/services.hpp"

#include <algorithm>

#include "collector/store/evaluations.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/offers.hpp"
#include "yiping/evaluable.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO service (area, case_digest, case_no, service_no, service_name, service_time,"
    " month, item_code, item_name, org_code, org_name, org_area, channel, rater_kind, status,"
    " stage, kind, business, case_group, commitment, updated, state, window_closes, received,"
    " standing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
    "$17, $18,"
    " $19, $20, $21, $22, $23, $24, $25) ON CONFLICT (area, case_digest) DO NOTHING";
// Whose state and change are as they were found, and nobody has rated it: else another collector
// was first.
constexpr std::string_view kReplace =
    "UPDATE service SET service_name = $3, service_time = $4, month = $5, item_code = $6,"
    " item_name = $7, org_code = $8, org_name = $9, org_area = $10, channel = $11,"
    " rater_kind = $12, status = $13, stage = $14, kind = $15, business = $16, case_group = $17,"
    " commitment = $18, updated = $19, state = $20, window_closes = $21"
    " WHERE area = $1 AND case_digest = $2 AND state = $22 AND updated = $23 AND rated_by IS NULL";
constexpr std::string_view kPromote =
    "UPDATE service SET state = $3 WHERE area = $1 AND case_digest = $2 AND state = 'not_counted'";
// Two statements and no upsert: an upsert locks the row even when the name stays, and every
// collector would wait for every other at a busy organisation.
constexpr std::string_view kName =
    "INSERT INTO organisation (area, org_code, name) VALUES ($1, $2, $3)"
    " ON CONFLICT (area, org_code) DO NOTHING";
constexpr std::string_view kRename =
    "UPDATE organisation SET name = $3 WHERE area = $1 AND org_code = $2 AND name <> $3";
constexpr std::string_view kFind = "SELECT " YIPING_SERVICE
                                   ", s.rated_by FROM service s"
                                   " WHERE s.area = $1 AND s.case_digest = $2";
constexpr std::string_view kReplied =
    "SELECT COUNT(*) FROM service s JOIN rectification r ON r.area = s.area"
    " AND r.submission = s.rated_by WHERE s.area = $1 AND s.case_digest = $2 AND r.replied > 0";
#define YIPING_SIBLINGS                                                                          \
  "SELECT " YIPING_FACTS                                                                         \
  ", s.case_digest, s.month, s.org_code, s.item_code, s.channel, s.window_closes FROM service s" \
  " WHERE s.area = $1 AND s.case_digest <> $3 AND "
#define YIPING_COUNTED " AND s.state IN ('pending', 'rated', 'unrated')"
// A batch may have thousands that wait; the first of them are enough to find one.
#define YIPING_WAITING                                  \
  " AND s.state = 'not_counted' AND s.kind = 'service'" \
  " ORDER BY s.service_time, s.case_digest LIMIT 20"
#define YIPING_OF_CASE YIPING_SIBLINGS "s.case_no = $2"
#define YIPING_OF_GROUP YIPING_SIBLINGS "s.case_group = $2 AND s.case_group <> ''"
constexpr std::string_view kCountedOfCase = YIPING_OF_CASE YIPING_COUNTED;
constexpr std::string_view kCountedOfGroup = YIPING_OF_GROUP YIPING_COUNTED;
constexpr std::string_view kWaitingOfCase = YIPING_OF_CASE YIPING_WAITING;
constexpr std::string_view kWaitingOfGroup = YIPING_OF_GROUP YIPING_WAITING;
#undef YIPING_OF_GROUP
#undef YIPING_OF_CASE
#undef YIPING_WAITING
#undef YIPING_COUNTED
#undef YIPING_SIBLINGS

/// As it is stored.
struct Stored {
  ReportedService event;
  EventState state = EventState::pending;
  bool is_rated = false;  // in time or late
};

/// Another event of the same case, batch or theme.
struct Sibling {
  Facts facts;
  Id16 case_digest{};
  Cell cell;
  Seconds window_closes = 0;
};

std::optional<Stored> find_stored(Connection& database, std::string_view area,
                                  const Id16& case_digest) {
  std::optional<Stored> found;
  database.query(kFind, {area, bytes_of(case_digest)}, [&](const Row& row) {
    found.emplace();
    found->event = read_service(row, 0, area);
    found->state = read_state(row, 0);
    found->is_rated = !row.is_null(kServiceColumns);
  });
  return found;
}

/// Whether others can take its rating away, or it theirs.
bool may_compete(const ReportedService& event, const Services& services) {
  switch (event.business) {
    case Business::batch:
      return services.batch == BatchRated::once;
    case Business::theme:
      return event.stage == Stage::overall;
    case Business::single:
      break;
  }
  const bool immediate = event.commitment == Commitment::immediate;
  return (immediate ? services.immediate : services.promised).most != 0;
}

enum class Siblings : std::uint8_t {
  counted,  // they have an offer, or had one
  waiting,  // they stand back for others; the first of them
};

std::vector<Sibling> find_siblings(Connection& database, const ReportedService& event,
                                   Siblings which) {
  const bool grouped = event.business != Business::single;
  const bool counted = which == Siblings::counted;
  const std::string_view of_group = counted ? kCountedOfGroup : kWaitingOfGroup;
  const std::string_view of_case = counted ? kCountedOfCase : kWaitingOfCase;
  std::vector<Sibling> siblings;
  database.query(grouped ? of_group : of_case,
                 {event.area, grouped ? event.group : event.case_no, bytes_of(event.case_digest)},
                 [&](const Row& row) {
                   siblings.push_back(
                       {read_facts(row, 0),
                        row.id(kFacts),
                        {event.area, row.string(kFacts + 1), std::string(name_of(Table::cases)),
                         row.string(kFacts + 2), row.string(kFacts + 3), row.string(kFacts + 4)},
                        row.integer(kFacts + 5)});
                 });
  return siblings;
}

/// Whether an event is rated beside those that are. Who has an offer keeps it: an earlier event
/// that arrives later takes nothing away.
Evaluable decide(const yiping::ServiceEvent& event, const std::vector<Sibling>& counted,
                 const Profile& profile) {
  std::vector<yiping::ServiceEvent> events;
  events.reserve(counted.size() + 1);
  for (const Sibling& sibling : counted) events.push_back(sibling.facts.event);
  const std::vector<Evaluable> without = evaluable_events(events, profile);
  events.push_back(event);
  const std::vector<Evaluable> with = evaluable_events(events, profile);
  for (std::size_t i = 0; i < without.size(); ++i) {
    if (without[i] == Evaluable::yes && with[i] != Evaluable::yes) return with[i];
  }
  return with.back();
}

EventState state_of(Evaluable evaluable, Seconds window_closes, Seconds now) {
  switch (evaluable) {
    case Evaluable::yes:
      return now >= window_closes ? EventState::unrated : EventState::pending;
    case Evaluable::withdrawn:
      return EventState::voided;
    case Evaluable::not_a_service:
    case Evaluable::stage_not_rated:
    case Evaluable::enough:
    case Evaluable::in_batch:
      break;
  }
  return EventState::not_counted;
}

bool replace(Transaction& transaction, const ReportedService& event, EventState state,
             const Stored& stored) {
  return transaction.database.execute(kReplace, {event.area,
                                                 bytes_of(event.case_digest),
                                                 event.service_name,
                                                 event.service_time,
                                                 month_of(event.service_time),
                                                 event.item_code,
                                                 event.item_name,
                                                 event.org_code,
                                                 event.org_name,
                                                 event.org_area,
                                                 event.channel,
                                                 event.rater_kind,
                                                 event.status,
                                                 name_of(event.stage),
                                                 name_of(event.kind),
                                                 name_of(event.business),
                                                 event.group,
                                                 name_of(event.commitment),
                                                 event.updated,
                                                 name_of(state),
                                                 event.window_closes,
                                                 name_of(stored.state),
                                                 stored.event.updated}) != 0;
}

/// One that had to stand back may be rated when one that was goes.
void promote(Transaction& transaction, const ReportedService& gone, const Profile& profile) {
  const auto counted = find_siblings(transaction.database, gone, Siblings::counted);
  for (const Sibling& one : find_siblings(transaction.database, gone, Siblings::waiting)) {
    const Evaluable evaluable = decide(one.facts.event, counted, profile);
    if (evaluable != Evaluable::yes) continue;
    const EventState state = state_of(evaluable, one.window_closes, transaction.now);
    const std::int64_t promoted = transaction.database.execute(
        kPromote, {gone.area, bytes_of(one.case_digest), name_of(state)});
    if (promoted != 0) {
      transaction.rollups.move(one.cell, std::nullopt, record_of(state, std::nullopt));
    }
    return;
  }
}

/// What an event that is stored already makes of the one that came.
std::optional<ServicePut> settled(const Stored& stored, const ReportedService& event) {
  if (stored.event == event) return ServicePut::known;
  if (event.updated != 0 && event.updated < stored.event.updated) return ServicePut::outdated;
  if (stored.is_rated) return ServicePut::kept;
  return std::nullopt;
}

/// Of what is stored: it keeps its offer, whatever came beside it since.
Evaluable evaluable_as(const Stored& stored, const std::vector<Sibling>& siblings,
                       const Profile& profile) {
  switch (stored.state) {
    case EventState::pending:
    case EventState::rated:
    case EventState::unrated:
      return Evaluable::yes;
    case EventState::voided:
      return Evaluable::withdrawn;
    case EventState::not_counted:
      break;
  }
  return decide(facts_of(stored.event), siblings, profile);
}

ServiceAnswer put_service(Transaction& transaction, const ReportedService& given,
                          const Profile& profile) {
  ReportedService event = given;
  while (true) {
    const auto stored = find_stored(transaction.database, event.area, event.case_digest);
    // A profile that changed since moves no window that was promised.
    if (stored && stored->event.service_time == event.service_time) {
      event.window_closes = stored->event.window_closes;
    }
    std::vector<Sibling> siblings;
    if (may_compete(event, profile.services)) {
      siblings = find_siblings(transaction.database, event, Siblings::counted);
    }
    const auto put = stored ? settled(*stored, event) : std::nullopt;
    if (put) {
      return {*put, evaluable_as(*stored, siblings, profile)};
    }
    const Evaluable evaluable = decide(facts_of(event), siblings, profile);
    const EventState state = state_of(evaluable, event.window_closes, transaction.now);
    const bool done = stored ? replace(transaction, event, state, *stored)
                             : insert_service(transaction, event, state);
    if (!done) continue;  // another collector was first
    name_organisation(transaction.database, event.area, event.org_code, event.org_name);
    if (stored) {
      transaction.rollups.move(cell_of(stored->event), record_of(stored->state, std::nullopt), {});
    }
    transaction.rollups.move(cell_of(event), {}, record_of(state, std::nullopt));
    const bool was_offered =
        stored && stored->state != EventState::not_counted && stored->state != EventState::voided;
    if (was_offered && may_compete(stored->event, profile.services)) {
      promote(transaction, stored->event, profile);
    }
    if (state == EventState::voided) return {ServicePut::withdrawn, evaluable};
    return {stored ? ServicePut::corrected : ServicePut::accepted, evaluable};
  }
}

std::string summary_of(const std::vector<ServiceAnswer>& answers) {
  std::string text;
  for (const ServicePut put : {ServicePut::accepted, ServicePut::known, ServicePut::corrected,
                               ServicePut::withdrawn, ServicePut::outdated, ServicePut::kept}) {
    const auto count = std::count_if(answers.begin(), answers.end(),
                                     [&](const ServiceAnswer& one) { return one.put == put; });
    if (count == 0) continue;
    if (!text.empty()) text.append(", ");
    text.append(std::to_string(count)).append(" ").append(name_of(put));
  }
  return text;
}

}  // namespace

Cell cell_of(const ReportedService& event) {
  return {event.area,
          month_of(event.service_time),
          table_of(1, event.standing),
          event.org_code,
          event.item_code,
          event.channel};
}

ReportedService read_service(const Row& row, int first, std::string_view area) {
  const yiping::ServiceEvent facts = read_facts(row, first).event;
  const int rest = first + kFacts;
  ReportedService event;
  event.area = std::string(area);
  event.case_digest = row.id(rest);
  event.case_no = facts.case_no;
  event.group = facts.group;
  event.service_time = facts.service_time;
  event.stage = facts.stage;
  event.kind = facts.kind;
  event.business = facts.business;
  event.commitment = facts.commitment;
  event.standing = facts.standing;
  event.service_no = row.integer(rest + 1);
  event.service_name = row.string(rest + 2);
  event.item_code = row.string(rest + 3);
  event.item_name = row.string(rest + 4);
  event.org_code = row.string(rest + 5);
  event.org_name = row.string(rest + 6);
  event.org_area = row.string(rest + 7);
  event.channel = row.string(rest + 8);
  event.rater_kind = row.string(rest + 9);
  event.status = row.string(rest + 10);
  event.updated = row.integer(rest + 11);
  event.window_closes = row.integer(rest + 12);
  return event;
}

bool insert_service(Transaction& transaction, const ReportedService& event, EventState state) {
  return transaction.database.execute(kInsert, {event.area,
                                                bytes_of(event.case_digest),
                                                event.case_no,
                                                event.service_no,
                                                event.service_name,
                                                event.service_time,
                                                month_of(event.service_time),
                                                event.item_code,
                                                event.item_name,
                                                event.org_code,
                                                event.org_name,
                                                event.org_area,
                                                event.channel,
                                                event.rater_kind,
                                                event.status,
                                                name_of(event.stage),
                                                name_of(event.kind),
                                                name_of(event.business),
                                                event.group,
                                                name_of(event.commitment),
                                                event.updated,
                                                name_of(state),
                                                event.window_closes,
                                                transaction.now,
                                                name_of(event.standing)}) != 0;
}

void name_organisation(Connection& database, std::string_view area, std::string_view code,
                       std::string_view name) {
  for (const std::string_view sql : {kName, kRename}) database.execute(sql, {area, code, name});
}

std::vector<ServiceAnswer> Store::put_services(std::vector<ReportedService> events) {
  if (events.empty()) return {};
  std::size_t bytes = 0;
  for (const ReportedService& event : events) bytes += sizeof event + event.item_name.size();
  const std::size_t rows = events.size();
  return implementation_->write(
      rows, bytes,
      [events = std::move(events),
       regions = implementation_->options().regions](Transaction& transaction) {
        std::vector<ServiceAnswer> answers;
        for (const ReportedService& event : events) {
          answers.push_back(put_service(transaction, event, regions->of(event.area)));
        }
        transaction.audit.append(transaction.database, transaction.now,
                                 {.kind = "services.put",
                                  .area = events.front().area,
                                  .actor = "business_system",
                                  .subject = summary_of(answers)});
        return answers;
      });
}

std::optional<ServiceFound> Store::find_service(std::string_view area, const Id16& case_digest,
                                                std::int64_t round) {
  const Seconds now = implementation_->now();
  const Regions& regions = *implementation_->options().regions;
  return implementation_->read([&](Connection& database) {
    std::optional<ServiceFound> found;
    const auto stored = find_stored(database, area, case_digest);
    if (!stored) return found;
    found.emplace();
    found->event = stored->event;
    Ratings ratings;
    if (stored->is_rated) ratings = find_ratings(database, area, case_digest);
    found->offer = offer_of_round(round, {stored->state, facts_of(stored->event)}, ratings, now,
                                  regions.of(area), regions.calendar);
    if (round > 1) {
      database.query(kReplied, {area, bytes_of(case_digest)},
                     [&](const Row& row) { found->replied = row.integer(0) != 0; });
    }
    return found;
  });
}

std::string_view name_of(ServicePut put) {
  switch (put) {
    case ServicePut::accepted:
      return "accepted";
    case ServicePut::known:
      return "known";
    case ServicePut::corrected:
      return "corrected";
    case ServicePut::withdrawn:
      return "withdrawn";
    case ServicePut::outdated:
      return "outdated";
    case ServicePut::kept:
      return "kept";
  }
  return {};
}

}  // namespace yiping::collector
