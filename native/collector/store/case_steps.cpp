// SPDX-License-Identifier: Apache-2.0
// How a case begins, goes on and counts; what may be done is the core's to say
// (yiping/rectification_case.hpp).
#include "collector/store/case_steps.hpp"

#include "collector/store/case_row.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/offers.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

const std::string& insert_case() {
  static const std::string sql =
      "INSERT INTO rectification (area, id, submission, version, level, month, item_code,"
      " item_name, org_code, org_name, channel, week, reply, draft, told, duty, warns, due, " +
      case_columns() +
      ") VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, '', '', 0, $12, $13, $14, " +
      case_parameters(15) + ")";
  return sql;
}
constexpr std::string_view kDropCase =
    "DELETE FROM rectification WHERE area = $1 AND id = $2 AND version = 1";
constexpr std::string_view kDropEvents =
    "DELETE FROM rectification_event WHERE area = $1 AND id = $2";
constexpr std::string_view kInsertEvent =
    "INSERT INTO rectification_event (area, id, version, move, at, actor, role, actor_unit, text,"
    " unit, date, into_case) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Before the columns of the case itself.
constexpr int kFound = 14;
const std::string& find_case_sql() {
  static const std::string sql =
      "SELECT r.version, r.reply, r.draft, r.month, r.org_code, r.item_code, r.channel, r.due,"
      " e.round, e.level, e.timing, e.corrections, s.state, s.standing, " +
      case_columns_of_r() +
      " FROM rectification r"
      " JOIN evaluation e ON e.area = r.area AND e.submission = r.submission"
      " JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest"
      " WHERE r.area = $1 AND r.id = $2";
  return sql;
}

/// What was told of a deadline is told again of another one only.
const std::string& move_case_sql() {
  static const std::string sql =
      "UPDATE rectification SET version = $3 + 1, reply = $4, draft = $5,"
      " told = CASE WHEN duty = $6 AND due = $8 THEN told ELSE 0 END,"
      " duty = $6, warns = $7, due = $8, " +
      case_assignments(9) + " WHERE area = $1 AND id = $2 AND version = $3";
  return sql;
}

struct Tried {
  std::optional<yiping::CaseMoved> moved;
  CaseActor actor;
  Error error{ErrorCode::not_yours, {}};
};

/// In the first role that may; else the fault that says most.
Tried try_roles(const Case& facts, CaseStep step, const Mover& mover,
                const RectificationRules& rules) {
  Tried tried;
  for (const CaseActor& actor : mover.actors) {
    step.actor = actor;
    auto moved = yiping::apply(facts, step, rules);
    if (moved) {
      tried.moved = *std::move(moved);
      tried.actor = actor;
      return tried;
    }
    if (tried.error.code == ErrorCode::not_yours) tried.error = moved.error();
  }
  return tried;
}

/// Every value of a case, with its schedule. The texts live as long as this does.
class CaseValues {
 public:
  CaseValues(const Case& one, const RectificationRules& rules, Seconds otherwise) {
    const auto deadline = due(one, rules);
    schedule_ = {deadline ? name_of(deadline->kind) : std::string_view{},
                 deadline ? deadline->warns : otherwise, deadline ? deadline->due : otherwise};
  }
  /// Key values, then the schedule, then the case.
  [[nodiscard]] std::vector<Value> after(std::vector<Value> values, const Case& one) {
    values.insert(values.end(), schedule_.begin(), schedule_.end());
    append_case(values, one, texts_);
    return values;
  }

 private:
  std::vector<Value> schedule_;
  std::vector<std::string> texts_;
};

}  // namespace

Case with_id(Case one, std::string_view area, const Id16& id) {
  one.area = std::string(area);
  one.id = to_hex(bytes_of(id));
  return one;
}

std::optional<FoundCase> find_case(Connection& database, std::string_view area, const Id16& id) {
  std::optional<FoundCase> found;
  database.query(find_case_sql(), {area, bytes_of(id)}, [&](const Row& row) {
    found.emplace();
    found->facts = with_id(read_case(row, kFound), area, id);
    found->version = row.integer(0);
    found->reply = row.string(1);
    found->draft = row.string(2);
    found->due = row.integer(7);
    const std::int64_t round = row.integer(8);
    found->cell = {std::string(area), row.string(3), table_of(round, read_standing(row, 13)),
                   row.string(4),     row.string(5), row.string(6)};
    found->rating = {.level = read_level(row, 9),
                     .way = found->facts.way,
                     .timing = read_timing(row, 10),
                     .corrected = row.integer(11) != 0};
    add_case(found->rating, found->facts);
    found->state = round == 1 ? read_state(row, 12) : EventState::rated;
  });
  return found;
}

RectificationRules rules_of(const Regions& regions, std::string_view area) {
  const Profile& profile = regions.of(area);
  return {.deadlines = profile.deadlines,
          .calendar = &regions.calendar,
          .short_way = profile.cases.short_way,
          .reply_approval = profile.cases.reply_approval};
}

Applied apply(Transaction& transaction, std::string_view area, const Id16& id,
              const FoundCase& standing, const CaseInput& input, const Mover& mover,
              const RectificationRules& rules) {
  CaseStep step;
  step.move = input.move;
  step.time = transaction.now;
  step.text = input.text;
  step.unit = input.unit;
  step.date = input.date;
  step.into = input.into;
  const Tried tried = try_roles(standing.facts, std::move(step), mover, rules);
  if (!tried.moved) return {CasePut::refused, tried.error};
  const Case& now_is = tried.moved->now;
  std::string reply = standing.reply;
  std::string draft = standing.draft;
  if (input.move == CaseMove::reply) reply = input.text;
  if (input.move == CaseMove::draft) draft = input.text;
  if (input.move == CaseMove::approve) reply = draft;
  CaseValues values(now_is, rules, standing.due);
  const std::int64_t moved = transaction.database.execute(
      move_case_sql(), values.after({area, bytes_of(id), standing.version, std::string_view(reply),
                                     std::string_view(draft)},
                                    now_is));
  if (moved == 0) return {CasePut::stale};
  CountedRating counted = standing.rating;
  add_case(counted, now_is);
  transaction.rollups.move(standing.cell, record_of(standing.state, standing.rating),
                           record_of(standing.state, counted));
  transaction.database.execute(
      kInsertEvent, {area, bytes_of(id), standing.version + 1, name_of(input.move), transaction.now,
                     mover.name, name_of(tried.actor.role), tried.actor.unit, input.text,
                     input.unit, input.date, input.into});
  transaction.audit.append(transaction.database, transaction.now,
                           {.kind = "case." + std::string(name_of(input.move)),
                            .area = std::string(area),
                            .actor = mover.name,
                            .subject = to_hex(bytes_of(id))});
  return {};
}

void add_case(CountedRating& rating, const Case& its) {
  rating.ruling = Ruling::none;
  if (its.weight == 0) {
    rating.ruling = its.ruling == CaseRuling::malicious ? Ruling::malicious : Ruling::mistaken;
  }
  rating.replied = its.replied != 0;
  const bool fixed = its.finding == CaseFinding::fix_now || its.finding == CaseFinding::ledger;
  rating.rectified = rating.replied && fixed;
  rating.call_back = CallBack::none;
  rating.answer.reset();
  switch (its.outcome) {
    case CaseOutcome::none:
    case CaseOutcome::by_office:
      return;
    case CaseOutcome::unreachable:
      rating.call_back = CallBack::unreachable;
      return;
    case CaseOutcome::no_contact:
      rating.call_back = CallBack::no_contact;
      return;
    case CaseOutcome::satisfied:
      rating.answer = CallBackAnswer::satisfied;
      break;
    case CaseOutcome::partly:
      rating.answer = CallBackAnswer::basically_satisfied;
      break;
    case CaseOutcome::not_satisfied:
      rating.answer = CallBackAnswer::dissatisfied;
      break;
  }
  rating.call_back = CallBack::done;
}

void open_case(Transaction& transaction, const NewEvaluation& evaluation, const CellOfService& of,
               const Given& given, const Regions& regions) {
  const Id16 id = case_id(evaluation.area, evaluation.submission);
  const Profile& profile = regions.of(evaluation.area);
  const RectificationRules rules = rules_of(regions, evaluation.area);
  // What was held back by a device is past correction when it comes.
  const Seconds dispatched = std::max(dispatched_at(given, profile), transaction.now);
  Case fields = with_id({}, evaluation.area, id);
  fields.way = evaluation.way;
  fields.owner = of.cell.org_code;
  if (of.cell.tally == name_of(Table::general)) fields.origin = CaseOrigin::general_review;
  const Case opened = yiping::open_case(std::move(fields), dispatched);
  CaseValues values(opened, rules, dispatched);
  const std::string week = week_of(transaction.now);
  transaction.database.execute(
      insert_case(),
      values.after({evaluation.area, bytes_of(id), bytes_of(evaluation.submission),
                    name_of(evaluation.level), std::string_view(of.cell.month),
                    std::string_view(of.cell.item_code), std::string_view(of.item_name),
                    std::string_view(of.cell.org_code), std::string_view(of.org_name),
                    std::string_view(of.cell.channel), std::string_view(week)},
                   opened));
  transaction.database.execute(
      kInsertEvent, {evaluation.area, bytes_of(id), std::int64_t{1}, std::string_view("opened"),
                     week_begins(transaction.now), std::string_view("system"), std::string_view(),
                     std::string_view(), std::string_view(), std::string_view(), std::int64_t{0},
                     std::string_view()});
}

void drop_case(Transaction& transaction, std::string_view area, const Id16& submission) {
  const Id16 id = case_id(area, submission);
  if (transaction.database.execute(kDropCase, {area, bytes_of(id)}) == 0) return;
  transaction.database.execute(kDropEvents, {area, bytes_of(id)});
}

}  // namespace yiping::collector
