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
constexpr std::string_view kInsert =
    "INSERT INTO evaluation (area, submission, case_digest, round, kind, via, document, digest,"
    " receipt_hash, level, questionnaire_id, questionnaire_version, language, submitted, received)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
constexpr std::string_view kMarkRated =
    "UPDATE service SET state = 'rated' WHERE area = $1 AND case_digest = $2";
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

void insert(Transaction& transaction, const NewEvaluation& evaluation) {
  transaction.database.execute(
      kInsert, {evaluation.area, bytes_of(evaluation.submission), bytes_of(evaluation.case_digest),
                evaluation.round, evaluation.kind, evaluation.via, evaluation.document,
                evaluation.digest, bytes_of(evaluation.receipt_hash), name_of(evaluation.level),
                evaluation.questionnaire_id, evaluation.questionnaire_version, evaluation.language,
                evaluation.submitted, transaction.now});
}

std::size_t size_of(const NewEvaluation& evaluation) {
  return sizeof evaluation + evaluation.document.size();
}

EvaluationPut put(Transaction& transaction, const NewEvaluation& evaluation) {
  Connection& database = transaction.database;
  // First of all: a retry must meet its own receipt, whatever has closed since.
  if (const auto seen = seen_before(transaction, evaluation)) return *seen;
  const auto service = find_service(database, evaluation);
  if (!service) return EvaluationPut::service_unknown;
  if (service->state == "rated") return EvaluationPut::already_rated;
  const bool swept = service->state == "unrated" && evaluation.judged == Judged::on_arrival;
  if (swept || judged_at(evaluation, transaction.now) >= service->window_closes) {
    return EvaluationPut::window_closed;
  }
  const std::int64_t used =
      database.execute(kUseToken, {evaluation.area, bytes_of(evaluation.case_digest),
                                   evaluation.round, bytes_of(evaluation.submission)});
  if (used == 0) return EvaluationPut::already_rated;
  insert(transaction, evaluation);
  database.execute(kMarkRated, {evaluation.area, bytes_of(evaluation.case_digest)});
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
