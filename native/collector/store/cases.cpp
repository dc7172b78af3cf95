// SPDX-License-Identifier: Apache-2.0
// Cases of bad ratings as an officer and a citizen meet them.
#include <algorithm>
#include <array>

#include "collector/store/case_row.hpp"
#include "collector/store/case_steps.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kFindUnit =
    "SELECT COUNT(*) FROM organisation WHERE area = $1 AND org_code = $2";

constexpr int kSummary = 10;
#define YIPING_SUMMARY                                                                   \
  "SELECT r.id, r.version, r.level, r.item_name, r.org_name, r.channel, r.week, r.duty," \
  " r.warns, r.due, "
std::string list_made(const char* which, const char* whose) {
  return YIPING_SUMMARY + case_columns_of_r() +
         " FROM rectification r WHERE r.area = $1 AND r.dispatched <= $2"
         " AND (r.due, r.id) > ($3, $4)" +
         which + whose + " ORDER BY r.due, r.id LIMIT $5";
}
/// `of_unit`: of the unit $6 alone.
const std::string& list_sql(CaseFilter filter, bool of_unit) {
  // Nothing is due only of a case that is at its end.
  static constexpr const char* kWhich[] = {" AND r.duty <> ''", " AND r.duty = ''", ""};
  static constexpr const char* kWhose[] = {"", " AND r.owner = $6"};
  static const auto all = [] {
    std::array<std::array<std::string, 2>, 3> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      for (std::size_t j = 0; j < 2; ++j) made[i][j] = list_made(kWhich[i], kWhose[j]);
    }
    return made;
  }();
  return all[static_cast<std::size_t>(filter)][of_unit ? 1 : 0];
}
const std::string& summary_sql() {
  static const std::string sql = YIPING_SUMMARY + case_columns_of_r() +
                                 " FROM rectification r"
                                 " WHERE r.area = $1 AND r.id = $2 AND r.dispatched <= $3";
  return sql;
}
const std::string& detail_sql() {
  static const std::string sql =
      YIPING_SUMMARY + case_columns_of_r() +
      ", r.reply, e.questionnaire_id, e.questionnaire_version, e.document"
      " FROM rectification r JOIN evaluation e ON e.area = r.area AND e.submission = r.submission"
      " WHERE r.area = $1 AND r.id = $2 AND r.dispatched <= $3";
  return sql;
}
#undef YIPING_SUMMARY
constexpr std::string_view kHistory =
    "SELECT move, at, actor, role, text, unit, date FROM rectification_event"
    " WHERE area = $1 AND id = $2 ORDER BY version";

std::optional<DeadlineKind> read_duty(const Row& row, int column) {
  for (int i = 0; i < kDeadlineKinds; ++i) {
    const auto kind = static_cast<DeadlineKind>(i);
    if (name_of(kind) == row.text(column)) return kind;
  }
  return std::nullopt;
}

CaseSummary read_summary(const Row& row, std::string_view area) {
  CaseSummary summary;
  summary.area = std::string(area);
  summary.id = row.id(0);
  summary.version = row.integer(1);
  summary.level = read_level(row, 2);
  summary.item_name = row.string(3);
  summary.org_name = row.string(4);
  summary.channel = row.string(5);
  summary.week = row.string(6);
  summary.duty = read_duty(row, 7);
  summary.warns = row.integer(8);
  summary.due = row.integer(9);
  summary.facts = with_id(read_case(row, kSummary), area, summary.id);
  return summary;
}

std::optional<CaseDetail> read_detail(Connection& database, std::string_view area, const Id16& id,
                                      Seconds now) {
  std::optional<CaseDetail> detail;
  const int rest = kSummary + count_of_case_columns();
  database.query(detail_sql(), {area, bytes_of(id), now}, [&](const Row& row) {
    detail.emplace();
    detail->summary = read_summary(row, area);
    detail->reply = row.string(rest);
    detail->questionnaire_id = row.string(rest + 1);
    detail->questionnaire_version = row.integer(rest + 2);
    detail->document = row.string(rest + 3);
  });
  if (!detail) return detail;
  database.query(kHistory, {area, bytes_of(id)}, [&](const Row& row) {
    detail->history.push_back({row.string(0), row.integer(1), row.string(2), row.string(3),
                               row.string(4), row.string(5), row.integer(6)});
  });
  return detail;
}

/// As what an officer meets a case: an account without a unit acts for whichever answers for it.
std::vector<CaseActor> actors_of(const Staff& officer, const Case& facts) {
  std::vector<CaseActor> actors;
  for (const CaseRole role : officer.roles) {
    const bool of_unit = scope_of(role) == CaseScope::owner_unit;
    const std::string& unit = of_unit && officer.unit.empty() ? facts.owner : officer.unit;
    actors.push_back({role, officer.area, unit, {}});
  }
  return actors;
}

bool reaches(const Staff& officer, const Case& facts) {
  for (const CaseActor& actor : actors_of(officer, facts)) {
    if (may_list(actor.role, facts.origin) && may_reach(actor, facts)) return true;
  }
  return false;
}

/// Whether all that the officer reaches is what one unit owns.
bool is_of_unit(const Staff& officer) {
  return !officer.unit.empty() &&
         std::all_of(officer.roles.begin(), officer.roles.end(),
                     [](CaseRole role) { return scope_of(role) == CaseScope::owner_unit; });
}

bool is_known_unit(Connection& database, std::string_view area, std::string_view unit) {
  bool known = false;
  database.query(kFindUnit, {area, unit}, [&](const Row& row) { known = row.integer(0) != 0; });
  return known;
}

/// What only the store can say of a step: its unit and its other case are there.
std::optional<Error> unknown_in(Connection& database, std::string_view area, const Case& facts,
                                const CaseInput& input) {
  if (!input.unit.empty() && !is_known_unit(database, area, input.unit)) {
    return Error{ErrorCode::bad_value, "/unit"};
  }
  if (input.into.empty()) return std::nullopt;
  const auto into = read_submission(input.into);  // an id is 32 hex digits, whatever it is of
  if (into && input.into != facts.id && find_case(database, area, *into)) return std::nullopt;
  return Error{ErrorCode::bad_value, "/into"};
}

CaseProgress progress_of(const Case& one) {
  switch (one.state) {
    case CaseState::replied:
      return CaseProgress::replied;
    case CaseState::closed:
    case CaseState::merged:
      return CaseProgress::closed;
    default:
      return one.reopened == 0 ? CaseProgress::opened : CaseProgress::reopened;
  }
}

Mover holder(std::string_view area) {
  return {"citizen", {{CaseRole::citizen, std::string(area), {}, {}}}};
}

CaseOfReceipt as_followed(const FoundCase& standing, Seconds now, const RectificationRules& rules) {
  CaseOfReceipt seen;
  seen.state = progress_of(standing.facts);
  seen.due = reply_due(standing.facts, rules);
  seen.reply = standing.reply;
  seen.replied = standing.facts.replied;
  seen.outcome = standing.facts.outcome;
  const CaseActor citizen = holder(standing.facts.area).actors.front();
  for (const CaseMove move : legal_moves(standing.facts, citizen, now, rules)) {
    if (move != CaseMove::object) seen.moves.push_back(move);
  }
  return seen;
}

/// Holder of the receipt, second try after a lost reply: the answer stands already.
bool answered_so(const Case& one, CaseMove answer) {
  switch (answer) {
    case CaseMove::satisfied:
      return one.state == CaseState::closed && one.outcome == CaseOutcome::satisfied;
    case CaseMove::partly:
      return one.state == CaseState::closed && one.outcome == CaseOutcome::partly;
    case CaseMove::not_satisfied:
      return one.state == CaseState::reopened && one.outcome == CaseOutcome::not_satisfied;
    default:
      return false;
  }
}

}  // namespace

std::optional<CaseOfReceipt> case_of_receipt(Connection& database, std::string_view area,
                                             const Id16& id, Seconds now, const Regions& regions) {
  const auto standing = find_case(database, area, id);
  if (!standing) return std::nullopt;
  return as_followed(*standing, now, rules_of(regions, area));
}

std::vector<CaseSummary> Store::list_cases(const Staff& officer, CaseFilter filter,
                                           const CasePlace& after, std::size_t limit) {
  const Seconds now = implementation_->now();
  const bool of_unit = is_of_unit(officer);
  const std::string& sql = list_sql(filter, of_unit);
  const auto rows = static_cast<std::int64_t>(limit);
  return implementation_->read([&](Connection& database) {
    std::vector<CaseSummary> cases;
    CasePlace place = after;
    // A page of the table may hold less that the officer reaches.
    for (std::int64_t read = rows; read == rows && cases.size() < limit;) {
      read = 0;
      std::vector<Value> values = {officer.area, now, place.due, bytes_of(place.id), rows};
      if (of_unit) values.emplace_back(officer.unit);
      CasePlace last = place;
      database.query(sql, values, [&](const Row& row) {
        ++read;
        CaseSummary summary = read_summary(row, officer.area);
        last = {summary.due, summary.id};
        if (cases.size() < limit && reaches(officer, summary.facts)) {
          cases.push_back(std::move(summary));
        }
      });
      place = last;
    }
    return cases;
  });
}

std::optional<CaseDetail> Store::get_case(const Staff& officer, const Id16& id) {
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    auto detail = read_detail(database, officer.area, id, now);
    if (detail && !reaches(officer, detail->summary.facts)) detail.reset();
    return detail;
  });
}

std::optional<CaseSummary> Store::find_notified(std::string_view area, const Id16& id) {
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    std::optional<CaseSummary> summary;
    database.query(summary_sql(), {area, bytes_of(id), now},
                   [&](const Row& row) { summary = read_summary(row, area); });
    return summary;
  });
}

std::vector<CaseMove> Store::moves_of(const Staff& officer, const Case& facts) const {
  const RectificationRules rules = rules_of(*implementation_->options().regions, facts.area);
  const Seconds now = implementation_->now();
  std::vector<CaseMove> moves;
  for (const CaseActor& actor : actors_of(officer, facts)) {
    const std::vector<CaseMove> legal = legal_moves(facts, actor, now, rules);
    moves.insert(moves.end(), legal.begin(), legal.end());
  }
  std::sort(moves.begin(), moves.end());
  moves.erase(std::unique(moves.begin(), moves.end()), moves.end());
  return moves;
}

CaseMoved Store::move_case(const Staff& officer, const Id16& id, std::int64_t version,
                           CaseInput input) {
  const std::size_t bytes = input.text.size();
  const auto regions = implementation_->options().regions;
  return implementation_->write(
      1, bytes,
      [officer, id, version, regions, input = std::move(input)](Transaction& transaction) {
        CaseMoved result;
        const auto standing = find_case(transaction.database, officer.area, id);
        if (!standing || standing->facts.opened > transaction.now) return result;
        if (!reaches(officer, standing->facts)) return result;
        result.result = CasePut::stale;
        if (standing->version == version) {
          const auto unknown =
              unknown_in(transaction.database, officer.area, standing->facts, input);
          const Applied applied = unknown
                                      ? Applied{CasePut::refused, unknown}
                                      : apply(transaction, officer.area, id, *standing, input,
                                              {officer.name, actors_of(officer, standing->facts)},
                                              rules_of(*regions, officer.area));
          result.result = applied.result;
          result.error = applied.error;
        }
        result.detail = read_detail(transaction.database, officer.area, id, transaction.now);
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
      result.result = CasePut::moved;
      if (!answered_so(standing->facts, answer)) {
        result.result = apply(transaction, rating->area, id, *standing, {.move = answer},
                              holder(rating->area), rules_of(*regions, rating->area))
                            .result;
      }
    } while (result.result == CasePut::stale);
    result.receipt = std::move(look()->receipt);
    return result;
  });
}

std::string_view name_of(CaseProgress progress) {
  switch (progress) {
    case CaseProgress::opened:
      return "opened";
    case CaseProgress::replied:
      return "replied";
    case CaseProgress::reopened:
      return "reopened";
    case CaseProgress::closed:
      return "closed";
  }
  return {};
}

}  // namespace yiping::collector
