// SPDX-License-Identifier: Apache-2.0
#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/eligibility.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kInsertCase =
    "INSERT INTO rectification (area, id, submission, state, version, level, month, item_code,"
    " item_name, org_code, org_name, channel, week, opened, due, reply, replied, outcome)"
    " VALUES ($1, $2, $3, 'opened', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', 0, '')";
constexpr std::string_view kInsertEvent =
    "INSERT INTO rectification_event (area, id, version, move, at, actor, text)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kFindCase =
    "SELECT state, due, reply, replied, outcome, version, month, org_code, item_code, channel"
    " FROM rectification WHERE area = $1 AND id = $2";
constexpr std::string_view kMoveCase =
    "UPDATE rectification SET state = $3, version = $4 + 1, reply = $5, replied = $6, outcome = $7"
    " WHERE area = $1 AND id = $2 AND version = $4";

#define YIPING_SUMMARY \
  "r.id, r.state, r.version, r.level, r.item_name, r.org_name, r.channel, r.week, r.due"
constexpr std::string_view kListAll =
    "SELECT " YIPING_SUMMARY " FROM rectification r WHERE r.area = $1 ORDER BY r.due, r.id";
constexpr std::string_view kListOpen =
    "SELECT " YIPING_SUMMARY
    " FROM rectification r WHERE r.area = $1 AND r.state <> 'closed' ORDER BY r.due, r.id";
constexpr std::string_view kListClosed =
    "SELECT " YIPING_SUMMARY
    " FROM rectification r WHERE r.area = $1 AND r.state = 'closed' ORDER BY r.due, r.id";
constexpr std::string_view kDetail =
    "SELECT " YIPING_SUMMARY
    ", r.reply, e.questionnaire_id, e.questionnaire_version, e.document"
    " FROM rectification r JOIN evaluation e ON e.area = r.area AND e.submission = r.submission"
    " WHERE r.area = $1 AND r.id = $2";
#undef YIPING_SUMMARY
constexpr std::string_view kHistory =
    "SELECT move, at, actor, text FROM rectification_event WHERE area = $1 AND id = $2"
    " ORDER BY version";

/// A case as a move finds it.
struct Standing {
  CaseOfReceipt seen;
  std::int64_t version = 0;
  Cell cell;
};

CaseState read_state(std::string_view name) {
  if (const auto state = case_state_named(name)) return *state;
  throw DatabaseError(DatabaseError::Kind::storage, "a stored case has an unknown state");
}

std::optional<Standing> find_case(Connection& database, std::string_view area, const Id16& id) {
  std::optional<Standing> found;
  database.query(kFindCase, {area, bytes_of(id)}, [&](const Row& row) {
    found.emplace();
    found->seen.state = read_state(row.text(0));
    found->seen.due = row.integer(1);
    found->seen.reply = row.string(2);
    found->seen.replied = row.integer(3);
    if (row.text(4) == name_of(CaseMove::satisfied)) found->seen.outcome = CaseMove::satisfied;
    if (row.text(4) == name_of(CaseMove::not_satisfied)) {
      found->seen.outcome = CaseMove::not_satisfied;
    }
    found->version = row.integer(5);
    found->cell = {std::string(area), row.string(6), row.string(7), row.string(8), row.string(9)};
  });
  return found;
}

CaseSummary read_summary(const Row& row, std::string_view area) {
  CaseSummary summary;
  summary.area = std::string(area);
  summary.id = row.id(0);
  summary.state = read_state(row.text(1));
  summary.version = row.integer(2);
  summary.level = read_level(row, 3);
  summary.item_name = row.string(4);
  summary.org_name = row.string(5);
  summary.channel = row.string(6);
  summary.week = row.string(7);
  summary.due = row.integer(8);
  return summary;
}

std::optional<CaseDetail> read_detail(Connection& database, std::string_view area, const Id16& id) {
  std::optional<CaseDetail> detail;
  database.query(kDetail, {area, bytes_of(id)}, [&](const Row& row) {
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
              const Standing& standing, const Move& move) {
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
    ++transaction.rollups.at(standing.cell).bad_replied;
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

void open_case(Transaction& transaction, const NewEvaluation& evaluation, const Cell& cell,
               std::string_view item_name, std::string_view org_name) {
  const Id16 id = case_id(evaluation.area, evaluation.submission);
  const std::string week = week_of(transaction.now);
  transaction.database.execute(
      kInsertCase, {evaluation.area, bytes_of(id), bytes_of(evaluation.submission),
                    name_of(evaluation.level), cell.month, cell.item_code, item_name, cell.org_code,
                    org_name, cell.channel, week, transaction.now, reply_due(transaction.now)});
  transaction.database.execute(
      kInsertEvent, {evaluation.area, bytes_of(id), std::int64_t{1}, std::string_view("opened"),
                     week_begins(transaction.now), std::string_view("system"), std::string_view()});
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
  return implementation_->read([&](Connection& database) {
    std::vector<CaseSummary> cases;
    database.query(sql, {area}, [&](const Row& row) { cases.push_back(read_summary(row, area)); });
    return cases;
  });
}

std::optional<CaseDetail> Store::get_case(std::string_view area, const Id16& id) {
  return implementation_->read(
      [&](Connection& database) { return read_detail(database, area, id); });
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
        if (!standing) return result;
        result.result = standing->version == version
                            ? apply(transaction, area, id, *standing, wanted)
                            : CasePut::stale;
        result.detail = read_detail(transaction.database, area, id);
        return result;
      });
}

ReceiptAnswer Store::answer_receipt(const Hash32& receipt_hash, CaseMove answer) {
  return implementation_->write(1, 0, [receipt_hash, answer](Transaction& transaction) {
    ReceiptAnswer result;
    auto rating = find_rating(transaction.database, receipt_hash);
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
    result.receipt = std::move(find_rating(transaction.database, receipt_hash)->receipt);
    return result;
  });
}

}  // namespace yiping::collector
