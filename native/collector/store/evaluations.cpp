// SPDX-License-Identifier: Apache-2.0
// A rating and all that follows from it, in one transaction: the rating, the use of its token, its
// figures, its case when it is a bad one, its row for the relay, its audit entry.
#include <algorithm>

#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kFindSubmission =
    "SELECT digest, case_digest, round FROM evaluation WHERE area = $1 AND submission = $2";
constexpr std::string_view kFindService =
    "SELECT state, window_closes, month, item_code, item_name, org_code, org_name, channel"
    " FROM service WHERE area = $1 AND case_digest = $2";
constexpr std::string_view kUseToken =
    "INSERT INTO token_use (area, case_digest, round, submission) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (area, case_digest, round) DO NOTHING";
constexpr std::string_view kReleaseToken =
    "DELETE FROM token_use WHERE area = $1 AND case_digest = $2 AND round = $3";
constexpr std::string_view kInsert =
    "INSERT INTO evaluation (area, submission, case_digest, round, kind, via, document, digest,"
    " receipt_hash, level, questionnaire_id, questionnaire_version, language, submitted, received)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    " ON CONFLICT (area, submission) DO NOTHING";
constexpr std::string_view kChangeState =
    "UPDATE service SET state = $4 WHERE area = $1 AND case_digest = $2 AND state = $3";
constexpr std::string_view kInsertOutbox =
    "INSERT INTO outbox (area, id, kind, submission, created, sent, attempts)"
    " VALUES ($1, $2, 'evaluation', $3, $4, 0, 0)";
constexpr std::string_view kFindReceipt =
    "SELECT e.area, e.submission, e.level, s.item_name, s.org_name, e.submitted"
    " FROM evaluation e JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest"
    " WHERE e.receipt_hash = $1";

struct ServiceOfRating {
  std::string state;
  Seconds window_closes = 0;
  Cell cell;
  std::string item_name;
  std::string org_name;
};

std::optional<ServiceOfRating> find_service(Connection& database, const NewEvaluation& evaluation) {
  std::optional<ServiceOfRating> found;
  database.query(
      kFindService, {evaluation.area, bytes_of(evaluation.case_digest)}, [&](const Row& row) {
        found = {row.string(0),
                 row.integer(1),
                 {evaluation.area, row.string(2), row.string(5), row.string(3), row.string(7)},
                 row.string(4),
                 row.string(6)};
      });
  return found;
}

/// What is already stored under this submission id says, if anything is.
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

bool insert(Transaction& transaction, const NewEvaluation& evaluation) {
  const std::int64_t added = transaction.database.execute(
      kInsert, {evaluation.area, bytes_of(evaluation.submission), bytes_of(evaluation.case_digest),
                evaluation.round, evaluation.kind, evaluation.via, evaluation.document,
                evaluation.digest, bytes_of(evaluation.receipt_hash), name_of(evaluation.level),
                evaluation.questionnaire_id, evaluation.questionnaire_version, evaluation.language,
                evaluation.submitted, transaction.now});
  return added != 0;
}

std::size_t size_of(const NewEvaluation& evaluation) {
  return sizeof evaluation + evaluation.document.size();
}

/// The service's state and the token's use, or neither. False: another collector was first.
bool claim(Connection& database, const NewEvaluation& evaluation, std::string_view state) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  const std::string_view rated = "rated";
  if (database.execute(kChangeState, {evaluation.area, digest, state, rated}) == 0) return false;
  const std::int64_t used = database.execute(
      kUseToken, {evaluation.area, digest, evaluation.round, bytes_of(evaluation.submission)});
  // Both change in one transaction, so this is a database that was damaged from outside.
  if (used == 0) throw DatabaseError(DatabaseError::Kind::row, "a token is used without a rating");
  return true;
}

/// Takes back a claim of this transaction.
void release(Connection& database, const NewEvaluation& evaluation, std::string_view state) {
  const Bytes digest = bytes_of(evaluation.case_digest);
  database.execute(kReleaseToken, {evaluation.area, digest, evaluation.round});
  database.execute(kChangeState, {evaluation.area, digest, std::string_view("rated"), state});
}

EvaluationPut put(Transaction& transaction, const NewEvaluation& evaluation) {
  Connection& database = transaction.database;
  std::optional<ServiceOfRating> service;
  // A state that another collector changed since we looked is looked at again; it changes twice at
  // most: pending, unrated, rated.
  do {
    // First of all: a retry must meet its own receipt, whatever has closed since.
    if (const auto seen = seen_before(transaction, evaluation)) return *seen;
    service = find_service(database, evaluation);
    if (!service) return EvaluationPut::service_unknown;
    if (service->state == "rated") {
      // Since we looked for it, the same submission may have come through another collector.
      return seen_before(transaction, evaluation).value_or(EvaluationPut::already_rated);
    }
    const bool swept = service->state == "unrated" && evaluation.judged == Judged::on_arrival;
    if (swept || judged_at(evaluation, transaction.now) >= service->window_closes) {
      return EvaluationPut::window_closed;
    }
  } while (!claim(database, evaluation, service->state));
  if (!insert(transaction, evaluation)) {
    // Its id came with another service, through another collector, since we looked.
    release(database, evaluation, service->state);
    return seen_before(transaction, evaluation).value();
  }
  Counts& counts = transaction.rollups.at(service->cell);
  // What a device held back may come after its window was swept.
  --(service->state == "unrated" ? counts.unrated : counts.pending);
  ++count_of(counts, evaluation.level);
  if (is_bad(evaluation.level)) {
    open_case(transaction, evaluation, service->cell, service->item_name, service->org_name);
  }
  const Id16 outbox_id =
      derived_id("yp-outbox", {as_bytes(evaluation.area), bytes_of(evaluation.submission)});
  database.execute(kInsertOutbox, {evaluation.area, bytes_of(outbox_id),
                                   bytes_of(evaluation.submission), transaction.now});
  transaction.audit.append(database, transaction.now,
                           {.kind = "evaluation.stored",
                            .area = evaluation.area,
                            .actor = "citizen",
                            .subject = evaluation.digest});
  return EvaluationPut::stored;
}

}  // namespace

Seconds judged_at(const NewEvaluation& evaluation, Seconds now) {
  switch (evaluation.judged) {
    case Judged::on_arrival:
      return now;
    case Judged::when_submitted:
      break;
  }
  return std::min(evaluation.submitted, now);
}

std::optional<RatingOfReceipt> find_rating(Connection& database, const Hash32& receipt_hash) {
  std::optional<RatingOfReceipt> found;
  database.query(kFindReceipt, {bytes_of(receipt_hash)}, [&](const Row& row) {
    found.emplace();
    found->area = row.string(0);
    found->submission = row.id(1);
    found->receipt.level = read_level(row, 2);
    found->receipt.item_name = row.string(3);
    found->receipt.org_name = row.string(4);
    found->receipt.submitted = row.integer(5);
  });
  if (found && is_bad(found->receipt.level)) {
    found->receipt.rectification =
        case_of_receipt(database, found->area, case_id(found->area, found->submission));
  }
  return found;
}

EvaluationPut Store::put_evaluation(NewEvaluation evaluation) {
  const std::size_t bytes = size_of(evaluation);
  return implementation_->write(1, bytes,
                                [evaluation = std::move(evaluation)](Transaction& transaction) {
                                  return put(transaction, evaluation);
                                });
}

std::vector<std::optional<EvaluationPut>> Store::put_evaluations(
    std::vector<NewEvaluation> evaluations) {
  if (evaluations.empty()) return {};
  std::vector<Writer::RowWork<EvaluationPut>> works;
  for (NewEvaluation& evaluation : evaluations) {
    const std::size_t bytes = size_of(evaluation);
    works.push_back({bytes, [evaluation = std::move(evaluation)](Transaction& transaction) {
                       return put(transaction, evaluation);
                     }});
  }
  return implementation_->write_each(std::move(works));
}

std::optional<ReceiptFound> Store::find_receipt(const Hash32& receipt_hash) {
  return implementation_->read([&](Connection& database) {
    std::optional<ReceiptFound> receipt;
    if (auto rating = find_rating(database, receipt_hash)) receipt = std::move(rating->receipt);
    return receipt;
  });
}

}  // namespace yiping::collector
