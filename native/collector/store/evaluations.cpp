// SPDX-License-Identifier: Apache-2.0
// A rating and all that follows from it, in one transaction: the rating, the use of its token, its
// figures, its case when it is a bad one, its row for the relay, its audit entry.
#include "collector/store/evaluations.hpp"

#include <algorithm>

#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kFindSubmission =
    "SELECT digest, case_digest, round FROM evaluation WHERE area = $1 AND submission = $2";
constexpr std::string_view kFindService =
    "SELECT " YIPING_FACTS
    ", s.month, s.item_code, s.item_name, s.org_code, s.org_name, s.channel, u.submission"
    " FROM service s LEFT JOIN token_use u"
    " ON u.area = s.area AND u.case_digest = s.case_digest AND u.round = $3"
    " WHERE s.area = $1 AND s.case_digest = $2";
constexpr std::string_view kUseToken =
    "INSERT INTO token_use (area, case_digest, round, submission) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (area, case_digest, round) DO NOTHING";
constexpr std::string_view kReleaseToken =
    "DELETE FROM token_use WHERE area = $1 AND case_digest = $2 AND round = $3";
constexpr std::string_view kInsert =
    "INSERT INTO evaluation (area, submission, case_digest, round, kind, via, document, digest,"
    " receipt_hash, level, questionnaire_id, questionnaire_version, language, submitted, received,"
    " way, timing, judged, corrections, corrected)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20) ON CONFLICT (area, submission) DO NOTHING";
constexpr std::string_view kInsertContact =
    "INSERT INTO contact (area, submission, key_id, sealed, blind, keep_until)"
    " VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view kChangeState =
    "UPDATE service SET state = $4 WHERE area = $1 AND case_digest = $2 AND state = $3";
constexpr std::string_view kInsertOutbox =
    "INSERT INTO outbox (area, id, kind, submission, created, sent, attempts)"
    " VALUES ($1, $2, $3, $4, $5, 0, 0)";

/// The service of a rating that came, and which rating of its round is there.
struct ServiceOfRating {
  Facts facts;
  CellOfService of;
  std::optional<Id16> rated_by;
};

std::optional<ServiceOfRating> find_service(Connection& database, const NewEvaluation& evaluation) {
  std::optional<ServiceOfRating> found;
  database.query(
      kFindService, {evaluation.area, bytes_of(evaluation.case_digest), evaluation.round},
      [&](const Row& row) {
        found.emplace();
        found->facts = read_facts(row, 0);
        found->of = {{evaluation.area, row.string(kFacts), table_of(evaluation.round),
                      row.string(kFacts + 3), row.string(kFacts + 1), row.string(kFacts + 5)},
                     row.string(kFacts + 2),
                     row.string(kFacts + 4)};
        if (!row.is_null(kFacts + 6)) found->rated_by = row.id(kFacts + 6);
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
std::optional<Tally> tally_of_follow_up(Connection& database, const NewEvaluation& evaluation,
                                        const ServiceOfRating& service, Seconds now,
                                        const Regions& regions) {
  const Profile& profile = regions.of(evaluation.area);
  const Ratings ratings = find_ratings(database, evaluation.area, evaluation.case_digest);
  const Offer offer =
      offer_of_round(evaluation.round, service.facts, ratings, now, profile, regions.calendar);
  if (offer.state != RatingState::open) return std::nullopt;
  const auto tally = tally_follow_up(service.facts.event, ratings.given.front().time,
                                     {now, evaluation.device}, profile, regions.calendar);
  if (!tally || tally->timing == Timing::late) return std::nullopt;
  return *tally;
}

/// The token's use and the service's state, or neither; and what the service was until then.
/// Nothing: another collector was first.
std::optional<EventState> claim(Connection& database, const NewEvaluation& evaluation,
                                EventState state, Timing timing) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  const bool changes = evaluation.round == 1 && timing == Timing::on_time;
  if (changes && database.execute(kChangeState, {evaluation.area, digest, name_of(state),
                                                 name_of(EventState::rated)}) == 0) {
    return std::nullopt;
  }
  const std::int64_t used = database.execute(
      kUseToken, {evaluation.area, digest, evaluation.round, bytes_of(evaluation.submission)});
  if (used == 0) {
    if (changes) {
      database.execute(kChangeState,
                       {evaluation.area, digest, name_of(EventState::rated), name_of(state)});
    }
    return std::nullopt;
  }
  if (evaluation.round > 1 || changes) return state;
  // Late, so its window is over: the sweeper may not have been there yet.
  const bool swept =
      database.execute(kChangeState, {evaluation.area, digest, name_of(EventState::pending),
                                      name_of(EventState::unrated)}) == 0;
  return swept ? EventState::unrated : EventState::pending;
}

/// Takes back a claim of this transaction.
void release(Connection& database, const NewEvaluation& evaluation, EventState before,
             Timing timing) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  database.execute(kReleaseToken, {evaluation.area, digest, evaluation.round});
  if (evaluation.round > 1) return;
  const EventState now_is = timing == Timing::late ? EventState::unrated : EventState::rated;
  database.execute(kChangeState, {evaluation.area, digest, name_of(now_is), name_of(before)});
}

/// Figures: what the event counted for, and what it counts for with this rating.
void count(Transaction& transaction, const NewEvaluation& evaluation, const Cell& cell,
           EventState before, Timing timing) {
  const CountedRating rating{.level = evaluation.level, .way = evaluation.way, .timing = timing};
  if (evaluation.round > 1) {
    transaction.rollups.move(cell, {}, record_of(EventState::rated, rating));
    return;
  }
  const EventState after = timing == Timing::late ? EventState::unrated : EventState::rated;
  transaction.rollups.move(cell, record_of(before, std::nullopt), record_of(after, rating));
}

/// Why nothing can be stored; nothing when it can be.
std::optional<EvaluationPut> refused(const NewEvaluation& evaluation,
                                     const ServiceOfRating& service, Seconds now,
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
  if (early || evaluation.kind != "case") return EvaluationPut::not_open;
  return std::nullopt;
}

EvaluationPut put(Transaction& transaction, const Regions& regions,
                  const NewEvaluation& evaluation) {
  Connection& database = transaction.database;
  std::optional<ServiceOfRating> service;
  std::optional<Tally> tally;
  std::optional<EventState> before;
  // A state that another collector changed since we looked is looked at again; it changes twice at
  // most: pending, unrated, rated.
  do {
    // First of all: a retry must meet its own receipt, whatever has closed since.
    if (const auto seen = seen_before(transaction, evaluation)) return *seen;
    service = find_service(database, evaluation);
    if (!service) return EvaluationPut::service_unknown;
    if (service->rated_by) {
      // Since we looked for it, the same submission may have come through another collector.
      return seen_before(transaction, evaluation).value_or(EvaluationPut::already_rated);
    }
    const Profile& profile = regions.of(evaluation.area);
    if (const auto why = refused(evaluation, *service, transaction.now, profile)) return *why;
    tally = evaluation.round == 1
                ? tally_of(evaluation, service->facts.event, transaction.now, regions)
                : tally_of_follow_up(database, evaluation, *service, transaction.now, regions);
    if (!tally) return EvaluationPut::window_closed;
    before = claim(database, evaluation, service->facts.state, tally->timing);
  } while (!before);
  const RowOfRating row{.timing = tally->timing, .judged = tally->judged.time};
  if (!insert(transaction, evaluation, row)) {
    // Its id came with another service, through another collector, since we looked.
    release(database, evaluation, *before, tally->timing);
    return seen_before(transaction, evaluation).value();
  }
  count(transaction, evaluation, service->of.cell, *before, tally->timing);
  if (is_bad(evaluation.level)) {
    open_case(transaction, evaluation, service->of, Given{.time = row.judged}, regions);
  }
  record(transaction, evaluation, "evaluation");
  return EvaluationPut::stored;
}

}  // namespace

std::string table_of(std::int64_t round) {
  return std::string(name_of(round == 1 ? Table::cases : Table::follow_ups));
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
  const Id16 outbox_id =
      derived_id("yp-outbox", {as_bytes(evaluation.area), bytes_of(evaluation.submission)});
  transaction.database.execute(kInsertOutbox, {evaluation.area, bytes_of(outbox_id), kind,
                                               bytes_of(evaluation.submission), transaction.now});
  transaction.audit.append(
      transaction.database, transaction.now,
      {.kind = kind == "evaluation" ? "evaluation.stored" : "evaluation.corrected",
       .area = evaluation.area,
       .actor = "citizen",
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
