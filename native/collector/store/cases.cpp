// SPDX-License-Identifier: Apache-2.0
#include "collector/store/implementation.hpp"
#include "collector/store/offers.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/eligibility.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kInsertCase =
    "INSERT INTO rectification (area, id, submission, state, version, level, month, item_code,"
    " item_name, org_code, org_name, channel, week, opened, due, reply, replied, outcome,"
    " dispatched)"
    " VALUES ($1, $2, $3, 'opened', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', 0, '',"
    " $14)";
constexpr std::string_view kDropCase =
    "DELETE FROM rectification WHERE area = $1 AND id = $2 AND version = 1";
constexpr std::string_view kDropEvents =
    "DELETE FROM rectification_event WHERE area = $1 AND id = $2";
constexpr std::string_view kInsertEvent =
    "INSERT INTO rectification_event (area, id, version, move, at, actor, text)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kFindCase =
    "SELECT r.state, r.due, r.reply, r.replied, r.outcome, r.version, r.month, r.org_code,"
    " r.item_code, r.channel, e.round, e.level, e.way, e.timing, e.corrections, s.state,"
    " r.dispatched, s.standing FROM rectification r"
    " JOIN evaluation e ON e.area = r.area AND e.submission = r.submission"
    " JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest"
    " WHERE r.area = $1 AND r.id = $2";
constexpr std::string_view kMoveCase =
    "UPDATE rectification SET state = $3, version = $4 + 1, reply = $5, replied = $6, outcome = $7"
    " WHERE area = $1 AND id = $2 AND version = $4";

#define YIPING_SUMMARY \
  "r.id, r.state, r.version, r.level, r.item_name, r.org_name, r.channel, r.week, r.due"
constexpr std::string_view kListAll =
    "SELECT " YIPING_SUMMARY
    " FROM rectification r WHERE r.area = $1 AND r.dispatched <= $2"
    " ORDER BY r.due, r.id";
constexpr std::string_view kListOpen =
    "SELECT " YIPING_SUMMARY
    " FROM rectification r WHERE r.area = $1 AND r.dispatched <= $2"
    " AND r.state <> 'closed' ORDER BY r.due, r.id";
constexpr std::string_view kListClosed =
    "SELECT " YIPING_SUMMARY
    " FROM rectification r WHERE r.area = $1 AND r.dispatched <= $2"
    " AND r.state = 'closed' ORDER BY r.due, r.id";
constexpr std::string_view kDetail =
    "SELECT " YIPING_SUMMARY
    ", r.reply, e.questionnaire_id, e.questionnaire_version, e.document"
    " FROM rectification r JOIN evaluation e ON e.area = r.area AND e.submission = r.submission"
    " WHERE r.area = $1 AND r.id = $2 AND r.dispatched <= $3";
#undef YIPING_SUMMARY
constexpr std::string_view kHistory =
    "SELECT move, at, actor, text FROM rectification_event WHERE area = $1 AND id = $2"
    " ORDER BY version";

/// A case as a move finds it.
struct FoundCase {
  CaseOfReceipt seen;
  std::int64_t version = 0;
  Seconds dispatched = 0;
  Cell cell;
  EventState state = EventState::rated;  // of the service
  CountedRating rating;
};

CaseState read_case_state(std::string_view name) {
  if (const auto state = case_state_named(name)) return *state;
  throw DatabaseError(DatabaseError::Kind::storage, "a stored case has an unknown state");
}

std::optional<FoundCase> find_case(Connection& database, std::string_view area, const Id16& id) {
  std::optional<FoundCase> found;
  database.query(kFindCase, {area, bytes_of(id)}, [&](const Row& row) {
    found.emplace();
    found->seen.state = read_case_state(row.text(0));
    found->seen.due = row.integer(1);
    found->seen.reply = row.string(2);
    found->seen.replied = row.integer(3);
    if (row.text(4) == name_of(CaseMove::satisfied)) found->seen.outcome = CaseMove::satisfied;
    if (row.text(4) == name_of(CaseMove::not_satisfied)) {
      found->seen.outcome = CaseMove::not_satisfied;
    }
    found->version = row.integer(5);
    const std::int64_t round = row.integer(10);
    found->cell = {std::string(area), row.string(6), table_of(round, read_standing(row, 17)),
                   row.string(7),     row.string(8), row.string(9)};
    found->rating = {.level = read_level(row, 11),
                     .way = read_way(row, 12),
                     .timing = read_timing(row, 13),
                     .corrected = row.integer(14) != 0,
                     .replied = found->seen.replied != 0};
    found->state = round == 1 ? read_state(row, 15) : EventState::rated;
    found->dispatched = row.integer(16);
  });
  return found;
}

CaseSummary read_summary(const Row& row, std::string_view area) {
  CaseSummary summary;
  summary.area = std::string(area);
  summary.id = row.id(0);
  summary.state = read_case_state(row.text(1));
  summary.version = row.integer(2);
  summary.level = read_level(row, 3);
  summary.item_name = row.string(4);
  summary.org_name = row.string(5);
  summary.channel = row.string(6);
  summary.week = row.string(7);
  summary.due = row.integer(8);
  return summary;
}

std::optional<CaseDetail> read_detail(Connection& database, std::string_view area, const Id16& id,
                                      Seconds now) {
  std::optional<CaseDetail> detail;
  database.query(kDetail, {area, bytes_of(id), now}, [&](const Row& row) {
    detail.emplace();
    detail->summary = read_summary(row, area);
    detail->reply = row.string(9);
    detail->questionnaire_id = row.string(10);
    detail->questionnaire_version = row.integer(11);
    detail->document = row.string(12);
  });
  if (!detail) return detail;
  database.query(kHistory, {area, bytes_of(id)}, [&](const Row& row) {
    detail->history.push_back({row.string(0), row.integer(1), row.string(2), row.string(3)});
  });
  return detail;
}

struct Move {
  CaseMove move{};
  std::string text;
  std::string actor;
};

/// The move itself: the state, its event, the figures, the audit entry.
CasePut apply(Transaction& transaction, std::string_view area, const Id16& id,
              const FoundCase& standing, const Move& move) {
  const auto next = after(standing.seen.state, move.move);
  if (!next) return CasePut::refused;
  CaseOfReceipt seen = standing.seen;
  std::string_view outcome = seen.outcome ? name_of(*seen.outcome) : std::string_view{};
  if (move.move == CaseMove::reply) {
    seen.reply = move.text;
    seen.replied = transaction.now;
    outcome = {};
  } else if (move.move != CaseMove::close) {
    outcome = name_of(move.move);
  }
  const std::int64_t moved = transaction.database.execute(
      kMoveCase,
      {area, bytes_of(id), name_of(*next), standing.version, seen.reply, seen.replied, outcome});
  if (moved == 0) return CasePut::stale;
  // 差评回复率 counts ratings that were ever answered: a second reply adds nothing.
  if (standing.seen.replied == 0 && seen.replied != 0) {
    CountedRating answered = standing.rating;
    answered.replied = true;
    transaction.rollups.move(standing.cell, record_of(standing.state, standing.rating),
                             record_of(standing.state, answered));
  }
  transaction.database.execute(
      kInsertEvent, {area, bytes_of(id), standing.version + 1, name_of(move.move), transaction.now,
                     move.actor, move.text});
  transaction.audit.append(transaction.database, transaction.now,
                           {.kind = "case." + std::string(name_of(move.move)),
                            .area = std::string(area),
                            .actor = move.actor,
                            .subject = to_hex(bytes_of(id))});
  return CasePut::moved;
}

/// Holder of the receipt, second try after a lost reply: the answer stands already.
bool answered_so(const CaseOfReceipt& seen, CaseMove answer) {
  const CaseState reached = answer == CaseMove::satisfied ? CaseState::closed : CaseState::reopened;
  return seen.outcome == answer && seen.state == reached;
}

}  // namespace

void open_case(Transaction& transaction, const NewEvaluation& evaluation, const CellOfService& of,
               const Given& given, const Regions& regions) {
  const Id16 id = case_id(evaluation.area, evaluation.submission);
  const Profile& profile = regions.of(evaluation.area);
  // What was held back by a device is past correction when it comes.
  const Seconds dispatched = std::max(dispatched_at(given, profile), transaction.now);
  const Case opened = yiping::open_case(Case{}, dispatched);
  const Seconds due =
      reply_due(opened, {.deadlines = profile.deadlines, .calendar = &regions.calendar});
  transaction.database.execute(
      kInsertCase,
      {evaluation.area, bytes_of(id), bytes_of(evaluation.submission), name_of(evaluation.level),
       of.cell.month, of.cell.item_code, of.item_name, of.cell.org_code, of.org_name,
       of.cell.channel, week_of(transaction.now), transaction.now, due, dispatched});
  transaction.database.execute(
      kInsertEvent, {evaluation.area, bytes_of(id), std::int64_t{1}, std::string_view("opened"),
                     week_begins(transaction.now), std::string_view("system"), std::string_view()});
}

void drop_case(Transaction& transaction, std::string_view area, const Id16& submission) {
  const Id16 id = case_id(area, submission);
  if (transaction.database.execute(kDropCase, {area, bytes_of(id)}) == 0) return;
  transaction.database.execute(kDropEvents, {area, bytes_of(id)});
}

std::optional<CaseOfReceipt> case_of_receipt(Connection& database, std::string_view area,
                                             const Id16& id) {
  if (auto standing = find_case(database, area, id)) return std::move(standing->seen);
  return std::nullopt;
}

std::vector<CaseSummary> Store::list_cases(std::string_view area, CaseFilter filter) {
  std::string_view sql = kListAll;
  if (filter == CaseFilter::open) sql = kListOpen;
  if (filter == CaseFilter::closed) sql = kListClosed;
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    std::vector<CaseSummary> cases;
    database.query(sql, {area, now},
                   [&](const Row& row) { cases.push_back(read_summary(row, area)); });
    return cases;
  });
}

std::optional<CaseDetail> Store::get_case(std::string_view area, const Id16& id) {
  const Seconds now = implementation_->now();
  return implementation_->read(
      [&](Connection& database) { return read_detail(database, area, id, now); });
}

CaseMoved Store::move_case(std::string_view area, const Id16& id, std::int64_t version,
                           CaseMove move, std::string text, std::string actor) {
  const std::size_t bytes = text.size();
  return implementation_->write(
      1, bytes,
      [area = std::string(area), id, version,
       wanted = Move{move, std::move(text), std::move(actor)}](Transaction& transaction) {
        CaseMoved result;
        const auto standing = find_case(transaction.database, area, id);
        if (!standing || standing->dispatched > transaction.now) return result;
        result.result = standing->version == version
                            ? apply(transaction, area, id, *standing, wanted)
                            : CasePut::stale;
        result.detail = read_detail(transaction.database, area, id, transaction.now);
        return result;
      });
}

ReceiptAnswer Store::answer_receipt(const Hash32& receipt_hash, CaseMove answer) {
  const auto regions = implementation_->options().regions;
  return implementation_->write(1, 0, [receipt_hash, answer, regions](Transaction& transaction) {
    const auto look = [&] {
      return find_rating(transaction.database, receipt_hash, transaction.now, *regions);
    };
    ReceiptAnswer result;
    const auto rating = look();
    if (!rating) return result;
    const Id16 id = case_id(rating->area, rating->submission);
    // Stale: another collector moved the case since we looked, so look again.
    do {
      const auto standing = find_case(transaction.database, rating->area, id);
      if (!standing) break;
      result.result =
          answered_so(standing->seen, answer)
              ? CasePut::moved
              : apply(transaction, rating->area, id, *standing, {answer, std::string(), "citizen"});
    } while (result.result == CasePut::stale);
    result.receipt = std::move(look()->receipt);
    return result;
  });
}

}  // namespace yiping::collector
