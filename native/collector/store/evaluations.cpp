// SPDX-License-Identifier: Apache-2.0
// A rating and all that follows from it, in one transaction: the rating, the use of its token, its
// figures, its case when it is a bad one, its row for the relay, its audit entry.
#include "collector/store/evaluations.hpp"

#include <algorithm>

#include "collector/store/deliveries.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/places.hpp"
#include "collector/store/rectification.hpp"
#include "collector/store/services.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kFindSubmission =
    "SELECT digest, case_digest, round FROM evaluation WHERE area = $1 AND submission = $2";
constexpr std::string_view kFindService =
    "SELECT " YIPING_FACTS
    ", s.month, s.item_code, s.item_name, s.org_code, s.org_name, s.channel, s.rated_by"
    " FROM service s WHERE s.area = $1 AND s.case_digest = $2";
// The one word on who rates a service first; the state is what was found, and may change with it.
constexpr std::string_view kRate =
    "UPDATE service SET state = $4, rated_by = $5 WHERE area = $1 AND case_digest = $2"
    " AND state = $3 AND rated_by IS NULL";
constexpr std::string_view kUnrate =
    "UPDATE service SET state = $3, rated_by = NULL WHERE area = $1 AND case_digest = $2";
constexpr std::string_view kFollow =
    "INSERT INTO follow_up (area, case_digest, round, submission) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (area, case_digest, round) DO NOTHING";
constexpr std::string_view kUnfollow =
    "DELETE FROM follow_up WHERE area = $1 AND case_digest = $2 AND round = $3";
constexpr std::string_view kInsert =
    "INSERT INTO evaluation (area, submission, case_digest, round, kind, via, document, digest,"
    " receipt_hash, level, questionnaire_id, questionnaire_version, language, submitted, received,"
    " way, timing, judged, corrections, corrected)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20) ON CONFLICT (area, submission) DO NOTHING";
constexpr std::string_view kDropService =
    "DELETE FROM service WHERE area = $1 AND case_digest = $2 AND rated_by IS NULL";
constexpr std::string_view kInsertContact =
    "INSERT INTO contact (area, submission, key_id, sealed, blind, keep_until)"
    " VALUES ($1, $2, $3, $4, $5, $6)";

/// The service of a rating that came, and which rating of its round is there.
struct ServiceOfRating {
  Facts facts;
  CellOfService of;
  bool is_rated = false;  // for the first time
};

std::optional<ServiceOfRating> find_service(Connection& database, const NewEvaluation& evaluation) {
  std::optional<ServiceOfRating> found;
  database.query(
      kFindService, {evaluation.area, bytes_of(evaluation.case_digest), evaluation.round},
      [&](const Row& row) {
        found.emplace();
        found->facts = read_facts(row, 0);
        found->of = {{evaluation.area, row.string(kFacts),
                      table_of(evaluation.round, found->facts.event.standing),
                      row.string(kFacts + 3), row.string(kFacts + 1), row.string(kFacts + 5)},
                     row.string(kFacts + 2),
                     row.string(kFacts + 4)};
        found->is_rated = !row.is_null(kFacts + 6);
      });
  return found;
}

std::size_t size_of(const NewEvaluation& evaluation) {
  return sizeof evaluation + evaluation.document.size();
}

/// Of a first rating that may be made: whether it is in time. Nothing: neither in time nor held
/// back by a device, so that whoever sends it can be told.
std::optional<Tally> tally_of(const NewEvaluation& evaluation, const yiping::ServiceEvent& event,
                              Seconds now, const Regions& regions) {
  const Profile& profile = regions.of(evaluation.area);
  const Arrival arrival{time_for(event, now, profile), evaluation.device};
  const auto tally = tally_first(event, arrival, profile, regions.calendar);
  // The window was counted with this calendar when the event came.
  if (!tally) throw DatabaseError(DatabaseError::Kind::row, "the calendar has a gap");
  if (tally->timing == Timing::late && !evaluation.device) return std::nullopt;
  return *tally;
}

/// A further rating (追评), which has no pending service of its own.
std::optional<Tally> tally_of_follow_up(const NewEvaluation& evaluation,
                                        const ServiceOfRating& service, const Ratings& ratings,
                                        Seconds now, const Regions& regions) {
  const Profile& profile = regions.of(evaluation.area);
  const Offer offer =
      offer_of_round(evaluation.round, service.facts, ratings, now, profile, regions.calendar);
  if (offer.state != RatingState::open) return std::nullopt;
  const auto tally = tally_follow_up(service.facts.event, ratings.given.front().time,
                                     {now, evaluation.device}, profile, regions.calendar);
  if (!tally || tally->timing == Timing::late) return std::nullopt;
  return *tally;
}

EventState state_with(Timing timing) {
  return timing == Timing::late ? EventState::unrated : EventState::rated;
}

/// False: another collector was first.
bool claim(Connection& database, const NewEvaluation& evaluation, EventState state, Timing timing) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  const Bytes submission = bytes_of(evaluation.submission);
  if (evaluation.round > 1) {
    return database.execute(kFollow, {evaluation.area, digest, evaluation.round, submission}) != 0;
  }
  return database.execute(kRate, {evaluation.area, digest, name_of(state),
                                  name_of(state_with(timing)), submission}) != 0;
}

/// Takes back a claim of this transaction.
void release(Connection& database, const NewEvaluation& evaluation, EventState state) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  if (evaluation.round > 1) {
    database.execute(kUnfollow, {evaluation.area, digest, evaluation.round});
  } else {
    database.execute(kUnrate, {evaluation.area, digest, name_of(state)});
  }
}

/// Figures: what the event counted for, and what it counts for with this rating.
void count(Transaction& transaction, const NewEvaluation& evaluation, const Cell& cell,
           EventState before, Timing timing) {
  const CountedRating rating{.level = evaluation.level, .way = evaluation.way, .timing = timing};
  if (evaluation.round > 1) {
    transaction.rollups.move(cell, {}, record_of(EventState::rated, rating));
    return;
  }
  transaction.rollups.move(cell, record_of(before, std::nullopt),
                           record_of(state_with(timing), rating));
}

/// Why nothing can be stored; nothing when it can be.
std::optional<EvaluationPut> refused(const ServiceOfRating& service, Seconds now,
                                     const Profile& profile) {
  switch (service.facts.state) {
    case EventState::not_counted:
      return EvaluationPut::not_open;
    case EventState::voided:
      return EvaluationPut::window_closed;
    case EventState::pending:
    case EventState::rated:
    case EventState::unrated:
      break;
  }
  const Seconds service_time = service.facts.event.service_time;
  const bool early = time_for(service.facts.event, now, profile) < service_time;
  if (early) return EvaluationPut::not_open;
  return std::nullopt;
}

/// Nothing is stored: because it is there, because something else is, or because it may not be.
EvaluationPut not_stored(Transaction& transaction, const NewEvaluation& evaluation,
                         EvaluationPut otherwise) {
  return seen_before(transaction, evaluation).value_or(otherwise);
}

/// With the service that it makes. A place is rated again and again: every submission is one.
EvaluationPut put_open(Transaction& transaction, const Regions& regions, NewEvaluation evaluation) {
  Connection& database = transaction.database;
  const auto place = find_place(database, evaluation.area, evaluation.case_digest);
  evaluation.case_digest = visit_digest(evaluation.case_digest, evaluation.submission);
  if (const auto seen = seen_before(transaction, evaluation)) return *seen;
  if (!place) return EvaluationPut::service_unknown;
  const Profile& profile = regions.of(evaluation.area);
  yiping::ServiceEvent event;
  event.standing = place->standing;
  const Seconds judged = judged_time(event, {transaction.now, evaluation.device}, profile).time;
  const ReportedService visit = visit_of(*place, evaluation.submission, judged);
  const RowOfRating row{.judged = judged};
  // Another collector may have stored it since we looked.
  if (!insert_service(transaction, visit, EventState::rated)) {
    return seen_before(transaction, evaluation).value_or(EvaluationPut::already_rated);
  }
  if (!insert(transaction, evaluation, row)) {
    database.execute(kDropService, {evaluation.area, bytes_of(evaluation.case_digest)});
    return seen_before(transaction, evaluation).value();
  }
  static_cast<void>(claim(database, evaluation, EventState::rated, Timing::on_time));
  const CellOfService of{cell_of(visit), visit.item_name, visit.org_name};
  const CountedRating rating{.level = evaluation.level, .way = evaluation.way};
  transaction.rollups.move(of.cell, {}, record_of(EventState::rated, rating));
  if (is_bad(evaluation.level)) {
    open_case(transaction, evaluation, of, Given{.time = judged}, regions);
  }
  record(transaction, evaluation, "evaluation");
  return EvaluationPut::stored;
}

EvaluationPut put(Transaction& transaction, const Regions& regions,
                  const NewEvaluation& evaluation) {
  if (evaluation.kind == "open") return put_open(transaction, regions, evaluation);
  Connection& database = transaction.database;
  std::optional<ServiceOfRating> service;
  std::optional<Tally> tally;
  const Profile& profile = regions.of(evaluation.area);
  // A state that another collector changed since we looked is looked at again; it changes twice at
  // most: pending, unrated, rated. What refuses a rating refuses no retry of one that is stored.
  do {
    service = find_service(database, evaluation);
    if (!service) return not_stored(transaction, evaluation, EvaluationPut::service_unknown);
    if (evaluation.round == 1 && service->is_rated) {
      return not_stored(transaction, evaluation, EvaluationPut::already_rated);
    }
    if (const auto why = refused(*service, transaction.now, profile)) {
      return not_stored(transaction, evaluation, *why);
    }
    if (evaluation.round > 1) {
      const Ratings ratings = find_ratings(database, evaluation.area, evaluation.case_digest);
      if (ratings.has(evaluation.round)) {
        return not_stored(transaction, evaluation, EvaluationPut::already_rated);
      }
      tally = tally_of_follow_up(evaluation, *service, ratings, transaction.now, regions);
    } else {
      tally = tally_of(evaluation, service->facts.event, transaction.now, regions);
    }
    if (!tally) return not_stored(transaction, evaluation, EvaluationPut::window_closed);
  } while (!claim(database, evaluation, service->facts.state, tally->timing));
  const RowOfRating row{.timing = tally->timing, .judged = tally->judged.time};
  if (!insert(transaction, evaluation, row)) {
    // Its id came with another service.
    release(database, evaluation, service->facts.state);
    return seen_before(transaction, evaluation).value();
  }
  count(transaction, evaluation, service->of.cell, service->facts.state, tally->timing);
  if (is_bad(evaluation.level)) {
    open_case(transaction, evaluation, service->of, Given{.time = row.judged}, regions);
  }
  record(transaction, evaluation, "evaluation");
  return EvaluationPut::stored;
}

}  // namespace

std::string table_of(std::int64_t round, Standing standing) {
  if (round > 1) return std::string(name_of(Table::follow_ups));
  switch (standing) {
    case Standing::service_case:
      break;
    case Standing::visit:
      return std::string(name_of(Table::visits));
    case Standing::general:
      return std::string(name_of(Table::general));
  }
  return std::string(name_of(Table::cases));
}

std::optional<EvaluationPut> seen_before(Transaction& transaction,
                                         const NewEvaluation& evaluation) {
  std::optional<EvaluationPut> seen;
  transaction.database.query(
      kFindSubmission, {evaluation.area, bytes_of(evaluation.submission)}, [&](const Row& row) {
        const bool same = row.text(0) == evaluation.digest && row.id(1) == evaluation.case_digest &&
                          row.integer(2) == evaluation.round;
        seen = same ? EvaluationPut::replay : EvaluationPut::digest_mismatch;
      });
  if (seen == EvaluationPut::digest_mismatch) {
    quarantine_body(transaction, evaluation.area, "digest_mismatch", evaluation.submission,
                    evaluation.document);
  }
  return seen;
}

bool insert(Transaction& transaction, const NewEvaluation& evaluation, const RowOfRating& row) {
  const std::int64_t added =
      transaction.database.execute(kInsert, {evaluation.area,
                                             bytes_of(evaluation.submission),
                                             bytes_of(evaluation.case_digest),
                                             evaluation.round,
                                             evaluation.kind,
                                             evaluation.via,
                                             evaluation.document,
                                             evaluation.digest,
                                             bytes_of(evaluation.receipt_hash),
                                             name_of(evaluation.level),
                                             evaluation.questionnaire_id,
                                             evaluation.questionnaire_version,
                                             evaluation.language,
                                             evaluation.submitted,
                                             transaction.now,
                                             name_of(evaluation.way),
                                             name_of(row.timing),
                                             row.judged,
                                             row.corrections,
                                             row.corrected});
  if (added == 0) return false;
  if (const auto& contact = evaluation.contact) {
    transaction.database.execute(
        kInsertContact,
        {evaluation.area, bytes_of(evaluation.submission), std::int64_t{contact->key_id},
         as_bytes(contact->sealed), bytes_of(contact->blind), contact->keep_until});
  }
  return true;
}

void record(Transaction& transaction, const NewEvaluation& evaluation, std::string_view kind) {
  if (transaction.tells.relay) {
    deliver(transaction, evaluation.area, evaluation.submission, kind, Target::relay);
  }
  transaction.audit.append(
      transaction.database, transaction.now,
      {.kind = kind == "evaluation" ? "evaluation.stored" : "evaluation.corrected",
       .area = evaluation.area,
       .actor = evaluation.actor,
       .subject = evaluation.digest});
}

EvaluationPut Store::put_evaluation(NewEvaluation evaluation) {
  const std::size_t bytes = size_of(evaluation);
  return implementation_->write(
      1, bytes,
      [evaluation = std::move(evaluation), regions = implementation_->options().regions](
          Transaction& transaction) { return put(transaction, *regions, evaluation); });
}

std::vector<std::optional<EvaluationPut>> Store::put_evaluations(
    std::vector<NewEvaluation> evaluations) {
  if (evaluations.empty()) return {};
  std::vector<Writer::RowWork<EvaluationPut>> works;
  for (NewEvaluation& evaluation : evaluations) {
    const std::size_t bytes = size_of(evaluation);
    works.push_back(
        {bytes, [evaluation = std::move(evaluation), regions = implementation_->options().regions](
                    Transaction& transaction) { return put(transaction, *regions, evaluation); }});
  }
  return implementation_->write_each(std::move(works));
}

}  // namespace yiping::collector
