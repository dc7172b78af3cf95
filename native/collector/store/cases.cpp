// SPDX-License-Identifier: Apache-2.0
// Cases of bad ratings: what may be done is the core's to say (yiping/rectification_case.hpp); here
// a step is stored with the case that it makes, its deadlines and what changes in the figures.
#include <algorithm>
#include <charconv>

#include "collector/store/case_row.hpp"
#include "collector/store/deliveries.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/offers.hpp"
#include "collector/store/rectification.hpp"
#include "yiping/eligibility.hpp"
#include "yiping/rectification_access.hpp"
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
constexpr std::int64_t kRemindersAtOnce = 200;
constexpr std::string_view kWarns =
    "SELECT area, id, duty, due FROM rectification"
    " WHERE duty <> '' AND told = 0 AND warns <= $1 AND due > $1 ORDER BY warns, area, id LIMIT $2";
constexpr std::string_view kLate =
    "SELECT area, id, duty, due FROM rectification"
    " WHERE duty <> '' AND told < 2 AND due <= $1 ORDER BY due, area, id LIMIT $2";
constexpr std::string_view kTell =
    "UPDATE rectification SET told = $5 WHERE area = $1 AND id = $2 AND duty = $3 AND due = $4"
    " AND told < $5";
constexpr std::string_view kFindUnit =
    "SELECT COUNT(*) FROM organisation WHERE area = $1 AND org_code = $2";

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

constexpr int kSummary = 10;
#define YIPING_SUMMARY                                                                   \
  "SELECT r.id, r.version, r.level, r.item_name, r.org_name, r.channel, r.week, r.duty," \
  " r.warns, r.due, "
const std::string& list_sql(CaseFilter filter) {
  const auto made = [](const char* which) {
    return YIPING_SUMMARY + case_columns_of_r() +
           " FROM rectification r WHERE r.area = $1 AND r.dispatched <= $2" + which +
           " ORDER BY r.due, r.id";
  };
  // Nothing is due only of a case that is at its end.
  static const std::string open = made(" AND r.duty <> ''");
  static const std::string closed = made(" AND r.duty = ''");
  static const std::string all = made("");
  switch (filter) {
    case CaseFilter::open:
      return open;
    case CaseFilter::closed:
      return closed;
    case CaseFilter::all:
      break;
  }
  return all;
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

/// A case as a move finds it.
struct FoundCase {
  Case facts;
  std::string reply;
  std::string draft;
  std::int64_t version = 0;
  Seconds due = 0;
  Cell cell;
  EventState state = EventState::rated;  // of the service
  CountedRating rating;
};

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

RectificationRules rules_of(const Regions& regions, std::string_view area) {
  const Profile& profile = regions.of(area);
  return {.deadlines = profile.deadlines,
          .calendar = &regions.calendar,
          .short_way = profile.cases.short_way,
          .reply_approval = profile.cases.reply_approval};
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

/// Who moves a case, by name and in any of these roles.
struct Mover {
  std::string name;
  std::vector<CaseActor> actors;
};

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

/// The id of another case, from its hex digits; zeros, which no case has, for what is none.
Id16 id_of_case(std::string_view hex) {
  Id16 id{};
  if (hex.size() != 2 * id.size()) return id;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const char* const at = hex.data() + 2 * i;
    const auto [end, error] = std::from_chars(at, at + 2, id[i], 16);
    if (error != std::errc() || end != at + 2) return Id16{};
  }
  return id;
}

bool is_known_unit(Connection& database, std::string_view area, std::string_view unit) {
  bool known = false;
  database.query(kFindUnit, {area, unit}, [&](const Row& row) { known = row.integer(0) != 0; });
  return known;
}

/// What only the store can say of a step: its unit and its other case are there.
std::optional<Error> unknown_in(Connection& database, std::string_view area, const Case& facts,
                                const CaseInput& input, const Id16& into) {
  if (!input.unit.empty() && !is_known_unit(database, area, input.unit)) {
    return Error{ErrorCode::bad_value, "/unit"};
  }
  if (!input.into.empty() && (input.into == facts.id || !find_case(database, area, into))) {
    return Error{ErrorCode::bad_value, "/into"};
  }
  return std::nullopt;
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

struct Applied {
  CasePut result = CasePut::moved;
  std::optional<Error> error = std::nullopt;
};

/// The move itself: the case, its event, the figures, the audit entry.
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

/// A deadline that is near, or has passed.
struct Near {
  std::string area;
  Id16 id{};
  std::string duty;
  Seconds due = 0;
};

std::vector<Near> near(Connection& database, std::string_view sql, Seconds now) {
  std::vector<Near> found;
  database.query(sql, {now, kRemindersAtOnce}, [&](const Row& row) {
    found.push_back({row.string(0), row.id(1), row.string(2), row.integer(3)});
  });
  return found;
}

/// Once, by whichever collector is first.
void tell(Transaction& transaction, const Near& one, std::int64_t told, std::string_view kind) {
  const std::int64_t ours = transaction.database.execute(
      kTell, {one.area, bytes_of(one.id), std::string_view(one.duty), one.due, told});
  if (ours != 0 && transaction.tells.notices) {
    deliver(transaction, one.area, one.id, kind, Target::notices);
  }
}

/// 无联系方式: who stayed anonymous had the days for calling back to answer by the receipt.
bool close_without_contact(Transaction& transaction, const Near& one, const Regions& regions) {
  if (one.duty != name_of(DeadlineKind::call_back)) return false;
  const auto standing = find_case(transaction.database, one.area, one.id);
  if (!standing) return false;
  const Mover system{"system", {{CaseRole::system, one.area, {}, {}}}};
  return apply(transaction, one.area, one.id, *standing, {.move = CaseMove::no_contact}, system,
               rules_of(regions, one.area))
             .result == CasePut::moved;
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

void remind_now(Transaction& transaction, const Regions& regions) {
  std::vector<Near> found;
  do {
    found = near(transaction.database, kWarns, transaction.now);
    for (const Near& one : found) tell(transaction, one, 1, "case.warning");
  } while (found.size() == static_cast<std::size_t>(kRemindersAtOnce));
  do {
    found = near(transaction.database, kLate, transaction.now);
    for (const Near& one : found) {
      if (!close_without_contact(transaction, one, regions)) {
        tell(transaction, one, 2, "case.overdue");
      }
    }
  } while (found.size() == static_cast<std::size_t>(kRemindersAtOnce));
}

std::optional<CaseOfReceipt> case_of_receipt(Connection& database, std::string_view area,
                                             const Id16& id, Seconds now, const Regions& regions) {
  const auto standing = find_case(database, area, id);
  if (!standing) return std::nullopt;
  return as_followed(*standing, now, rules_of(regions, area));
}

std::vector<CaseSummary> Store::list_cases(const Staff& officer, CaseFilter filter) {
  const Seconds now = implementation_->now();
  return implementation_->read([&](Connection& database) {
    std::vector<CaseSummary> cases;
    database.query(list_sql(filter), {officer.area, now}, [&](const Row& row) {
      CaseSummary summary = read_summary(row, officer.area);
      if (reaches(officer, summary.facts)) cases.push_back(std::move(summary));
    });
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
    if (auto detail = read_detail(database, area, id, now)) summary = std::move(detail->summary);
    return summary;
  });
}

void Store::remind() {
  const auto regions = implementation_->options().regions;
  implementation_->write(1, 0, [regions](Transaction& transaction) {
    remind_now(transaction, *regions);
    return Done{};
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
          const auto unknown = unknown_in(transaction.database, officer.area, standing->facts,
                                          input, id_of_case(input.into));
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
