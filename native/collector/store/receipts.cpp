// SPDX-License-Identifier: Apache-2.0
// What the holder of a receipt (回执) finds, and the rating that takes the place of one (更正).
#include "collector/store/evaluations.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

// By any receipt that the rating had: `replaced_by` of each leads to the last.
#define YIPING_BY_RECEIPT                                                \
  " FROM evaluation f JOIN evaluation e ON e.area = f.area"              \
  " AND e.submission = COALESCE(f.replaced_by, f.submission)"            \
  " JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest" \
  " WHERE f.receipt_hash = $1"
constexpr std::string_view kFindReceipt =
    "SELECT " YIPING_FACTS
    ", e.area, e.submission, e.level, s.item_name, s.org_name, e.submitted, e.corrected, e.way,"
    " e.case_digest, e.round" YIPING_BY_RECEIPT;
constexpr std::string_view kFindDocument =
    "SELECT e.document, e.questionnaire_id, e.questionnaire_version" YIPING_BY_RECEIPT;
constexpr std::string_view kFindReplaced =
    "SELECT e.submission, e.level, e.way, e.timing, e.judged, e.corrections, e.kind, e.via,"
    " s.month, s.org_code, s.item_code, s.channel, s.item_name, s.org_name, "
    "s.state, s.standing" YIPING_BY_RECEIPT;
#undef YIPING_BY_RECEIPT
constexpr std::string_view kReplace =
    "UPDATE evaluation SET replaced_by = $3 WHERE area = $1 AND submission = $2"
    " AND replaced_by IS NULL";
constexpr std::string_view kRestore =
    "UPDATE evaluation SET replaced_by = NULL WHERE area = $1 AND submission = $2";
constexpr std::string_view kReplaceEarlier =
    "UPDATE evaluation SET replaced_by = $3 WHERE area = $1 AND replaced_by = $2";
constexpr std::string_view kUse =
    "UPDATE service SET rated_by = $3 WHERE area = $1 AND case_digest = $2";
constexpr std::string_view kUseAgain =
    "UPDATE follow_up SET submission = $3 WHERE area = $1 AND case_digest = $2 AND round = $4";
constexpr std::string_view kForget = "DELETE FROM contact WHERE area = $1 AND submission = $2";
constexpr std::string_view kFindContact =
    "SELECT key_id, sealed, blind, keep_until FROM contact WHERE area = $1 AND submission = $2";

struct Found {
  RatingOfReceipt rating;
  Facts facts;
};

std::optional<Found> find(Connection& database, const Hash32& receipt_hash) {
  std::optional<Found> found;
  database.query(kFindReceipt, {bytes_of(receipt_hash)}, [&](const Row& row) {
    found.emplace();
    found->facts = read_facts(row, 0);
    RatingOfReceipt& rating = found->rating;
    rating.area = row.string(kFacts);
    rating.submission = row.id(kFacts + 1);
    rating.receipt.area = rating.area;
    rating.receipt.level = read_level(row, kFacts + 2);
    rating.receipt.item_name = row.string(kFacts + 3);
    rating.receipt.org_name = row.string(kFacts + 4);
    rating.receipt.submitted = row.integer(kFacts + 5);
    rating.receipt.corrected = row.integer(kFacts + 6);
    rating.receipt.way = read_way(row, kFacts + 7);
    rating.receipt.case_digest = row.id(kFacts + 8);
    rating.receipt.round = row.integer(kFacts + 9);
  });
  return found;
}

/// The rating that a correction is for, as it stands.
struct Replaced {
  Id16 submission{};
  CountedRating rating;
  RowOfRating row;
  CellOfService of;
  EventState state = EventState::rated;
};

/// Fills in what the correction shares with the rating that it replaces.
std::optional<Replaced> find_replaced(Connection& database, const Hash32& receipt_hash,
                                      NewEvaluation& evaluation) {
  std::optional<Replaced> found;
  database.query(kFindReplaced, {bytes_of(receipt_hash)}, [&](const Row& row) {
    found.emplace();
    found->submission = row.id(0);
    found->row = {read_timing(row, 3), row.integer(4), row.integer(5), 0};
    found->rating = {.level = read_level(row, 1),
                     .way = read_way(row, 2),
                     .timing = found->row.timing,
                     .corrected = found->row.corrections != 0};
    evaluation.kind = row.string(6);
    evaluation.via = row.string(7);
    found->of = {
        {evaluation.area, row.string(8), table_of(evaluation.round, read_standing(row, 15)),
         row.string(9), row.string(10), row.string(11)},
        row.string(12),
        row.string(13)};
    found->state = read_state(row, 14);
  });
  return found;
}

Offer offer_now(Connection& database, const Found& found, Seconds now, const Regions& regions) {
  const ReceiptFound& receipt = found.rating.receipt;
  const Ratings ratings = find_ratings(database, found.rating.area, receipt.case_digest);
  // Only the last of its ratings is still open to anything.
  if (ratings.rounds.empty() || ratings.rounds.back() != receipt.round) {
    return {RatingState::rated, {}, {}};
  }
  const Offer offer = offer_of_round(receipt.round, found.facts, ratings, now,
                                     regions.of(found.rating.area), regions.calendar);
  return offer;
}

EvaluationPut correct(Transaction& transaction, const Regions& regions,
                      const NewCorrection& correction) {
  Connection& database = transaction.database;
  NewEvaluation evaluation = correction.evaluation;
  std::optional<Replaced> replaced;
  // What another collector changed since we looked is looked at again.
  do {
    const auto found = find(database, correction.receipt_hash);
    if (!found) return EvaluationPut::service_unknown;
    evaluation.area = found->rating.area;
    evaluation.case_digest = found->rating.receipt.case_digest;
    evaluation.round = found->rating.receipt.round;
    if (const auto seen = seen_before(transaction, evaluation)) return *seen;
    const Offer offer = offer_now(database, *found, transaction.now, regions);
    if (!allows(offer.state, Act::correct)) return EvaluationPut::correction_closed;
    replaced = find_replaced(database, correction.receipt_hash, evaluation);
  } while (database.execute(kReplace, {evaluation.area, bytes_of(replaced->submission),
                                       bytes_of(evaluation.submission)}) == 0);
  RowOfRating row = replaced->row;
  ++row.corrections;
  row.corrected = transaction.now;
  if (!insert(transaction, evaluation, row)) {
    database.execute(kRestore, {evaluation.area, bytes_of(replaced->submission)});
    return seen_before(transaction, evaluation).value();
  }
  database.execute(kReplaceEarlier, {evaluation.area, bytes_of(replaced->submission),
                                     bytes_of(evaluation.submission)});
  const Bytes case_digest = bytes_of(evaluation.case_digest);
  if (evaluation.round == 1) {
    database.execute(kUse, {evaluation.area, case_digest, bytes_of(evaluation.submission)});
  } else {
    database.execute(kUseAgain, {evaluation.area, case_digest, bytes_of(evaluation.submission),
                                 evaluation.round});
  }
  database.execute(kForget, {evaluation.area, bytes_of(replaced->submission)});
  const CountedRating now_is{
      .level = evaluation.level, .way = evaluation.way, .timing = row.timing, .corrected = true};
  const EventState state = evaluation.round == 1 ? replaced->state : EventState::rated;
  transaction.rollups.move(replaced->of.cell, record_of(state, replaced->rating),
                           record_of(state, now_is));
  if (is_bad(replaced->rating.level)) {
    drop_case(transaction, evaluation.area, replaced->submission);
  }
  if (is_bad(evaluation.level)) {
    const Given given{row.judged, static_cast<std::uint32_t>(row.corrections), row.corrected};
    open_case(transaction, evaluation, replaced->of, given, regions);
  }
  record(transaction, evaluation, "correction");
  return EvaluationPut::stored;
}

}  // namespace

std::optional<RatingOfReceipt> find_rating(Connection& database, const Hash32& receipt_hash,
                                           Seconds now, const Regions& regions) {
  auto found = find(database, receipt_hash);
  if (!found) return std::nullopt;
  RatingOfReceipt& rating = found->rating;
  rating.receipt.offer = offer_now(database, *found, now, regions);
  if (is_bad(rating.receipt.level)) {
    rating.receipt.rectification = case_of_receipt(
        database, rating.area, case_id(rating.area, rating.submission), now, regions);
  }
  return std::move(rating);
}

EvaluationPut Store::correct_evaluation(NewCorrection correction) {
  const std::size_t bytes = sizeof correction + correction.evaluation.document.size();
  return implementation_->write(
      1, bytes,
      [correction = std::move(correction), regions = implementation_->options().regions](
          Transaction& transaction) { return correct(transaction, *regions, correction); });
}

std::optional<ReceiptFound> Store::find_receipt(const Hash32& receipt_hash) {
  const Seconds now = implementation_->now();
  const Regions& regions = *implementation_->options().regions;
  return implementation_->read([&](Connection& database) {
    std::optional<ReceiptFound> receipt;
    if (auto rating = find_rating(database, receipt_hash, now, regions)) {
      receipt = std::move(rating->receipt);
    }
    return receipt;
  });
}

std::optional<SealedContact> Store::find_contact(std::string_view area, const Id16& submission) {
  return implementation_->read([&](Connection& database) {
    std::optional<SealedContact> found;
    database.query(kFindContact, {area, bytes_of(submission)}, [&](const Row& row) {
      const Bytes sealed = row.bytes(1);
      found = {static_cast<std::uint16_t>(row.integer(0)),
               std::string(sealed.begin(), sealed.end()), row.hash(2), row.integer(3)};
    });
    return found;
  });
}

bool Store::forget_contact(const Hash32& receipt_hash) {
  return implementation_->write(1, 0, [receipt_hash](Transaction& transaction) {
    const auto found = find(transaction.database, receipt_hash);
    if (!found) return false;
    const RatingOfReceipt& rating = found->rating;
    if (transaction.database.execute(kForget, {rating.area, bytes_of(rating.submission)}) == 0) {
      return false;
    }
    transaction.audit.append(transaction.database, transaction.now,
                             {.kind = "contact.withdrawn",
                              .area = rating.area,
                              .actor = "citizen",
                              .subject = to_hex(case_id(rating.area, rating.submission))});
    return true;
  });
}

std::optional<StoredDocument> Store::find_document(const Hash32& receipt_hash) {
  const Seconds now = implementation_->now();
  const Regions& regions = *implementation_->options().regions;
  return implementation_->read([&](Connection& database) {
    std::optional<StoredDocument> document;
    const auto found = find(database, receipt_hash);
    if (!found) return document;
    database.query(kFindDocument, {bytes_of(receipt_hash)}, [&](const Row& row) {
      document = {found->rating.area, row.string(0), row.string(1), row.integer(2), {}};
    });
    document->offer = offer_now(database, *found, now, regions);
    return document;
  });
}

}  // namespace yiping::collector
