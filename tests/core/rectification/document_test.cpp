// SPDX-License-Identifier: Apache-2.0
// docs/rectification.md is drawn from the machine: its marked blocks are what is made here.
// YIPING_REWRITE_DOCS=1 writes them anew.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <map>
#include <set>

#include "host/files.hpp"
#include "rectification_support.hpp"
#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/rectification_table.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

const std::string kPath = std::string(YIPING_SOURCE_DIR) + "/docs/rectification.md";

// From more states than this, a move is in the table only: its arrows would hide the others.
constexpr int kMaxArrows = 4;

constexpr const char* kStatesInChinese[kCaseStates] = {
    "待签收",   "已签收",     "已退回",   "核实中", "立行立改", "挂账整改", "解释说明",
    "拟不采纳", "认定不采纳", "答复待审", "已答复", "已重开",   "已办结",   "已并案"};
constexpr const char* kMovesInChinese[kCaseMoves] = {
    "签收",       "退回",     "派单",       "转办",     "会办",     "会办意见", "核实",
    "举证",       "立行立改", "挂账",       "解释",     "申请延期", "同意延期", "不同意延期",
    "提请误评",   "提请恶意", "认定属实",   "认定误评", "认定恶意", "拟稿",     "审核通过",
    "退回修改",   "答复",     "回访未接通", "满意",     "部分满意", "不满意",   "无法联系",
    "无联系方式", "办结",     "重开",       "申诉",     "异议",     "复核维持", "复核误评",
    "复核恶意",   "督办",     "并案"};

template <typename Enum, int count>
std::string list(SetOf<Enum> set) {
  std::string text;
  for (const Enum value : all<Enum, count>()) {
    if (set.has(value)) text.append(text.empty() ? "" : ", ").append(name_of(value));
  }
  return text;
}

std::string_view name_of(CaseNeed need) {
  switch (need) {
    case CaseNeed::text:
      return "text";
    case CaseNeed::unit:
      return "unit";
    case CaseNeed::date:
      return "date";
    case CaseNeed::into:
      return "into";
  }
  return "";
}

std::vector<CaseState> from_states(const CaseRow& row) {
  std::vector<CaseState> states;
  for (const CaseState state : all_states()) {
    if (row.from.has(state)) states.push_back(state);
  }
  return states;
}

std::vector<std::pair<CaseState, CaseState>> arrows_of(const CaseRow& row) {
  std::vector<std::pair<CaseState, CaseState>> arrows;
  const auto states = from_states(row);
  if (row.target == CaseTarget::same || static_cast<int>(states.size()) > kMaxArrows) return arrows;
  for (const CaseState from : states) {
    // A rejected draft's way back: each row that leads to it.
    if (row.target == CaseTarget::state) {
      if (row.to != from) arrows.emplace_back(from, row.to);
      continue;
    }
    for (const CaseRow& other : case_rows()) {
      if (other.move != CaseMove::draft) continue;
      for (const CaseState back : from_states(other)) arrows.emplace_back(from, back);
    }
  }
  return arrows;
}

std::string diagram() {
  std::map<std::pair<CaseState, CaseState>, std::string> arrows;
  for (const CaseRow& row : case_rows()) {
    for (const auto& arrow : arrows_of(row)) {
      std::string& label = arrows[arrow];
      const std::string move(name_of(row.move));
      if ((", " + label + ",").find(", " + move + ",") != std::string::npos) continue;
      label.append(label.empty() ? "" : ", ").append(move);
    }
  }
  std::string text = "```mermaid\nstateDiagram-v2\n";
  for (const CaseState state : all_states()) {
    text.append("  ").append(name_of(state)).append(": ").append(name_of(state)).append(" ");
    text.append(kStatesInChinese[static_cast<int>(state)]).append("\n");
  }
  text.append("  [*] --> opened\n");
  for (const auto& [arrow, label] : arrows) {
    text.append("  ").append(name_of(arrow.first)).append(" --> ").append(name_of(arrow.second));
    text.append(": ").append(label).append("\n");
  }
  return text + "  closed --> [*]\n  merged --> [*]\n```\n";
}

std::string target_of(const CaseRow& row) {
  switch (row.target) {
    case CaseTarget::state:
      return std::string(name_of(row.to));
    case CaseTarget::same:
      return "stays";
    case CaseTarget::drafted_from:
      return "where it was drafted";
  }
  return "";
}

std::string moves_table() {
  std::string text =
      "| move | | from | to | by | given | when | retaliation "
      "|\n|---|---|---|---|---|---|---|---|\n";
  std::string needs;
  for (const CaseRow& row : case_rows()) {
    needs.clear();
    for (const CaseNeed need : all<CaseNeed, 4>()) {
      if (row.needs.has(need)) needs.append(needs.empty() ? "" : ", ").append(name_of(need));
    }
    text.append("| `").append(name_of(row.move)).append("` | ");
    text.append(kMovesInChinese[static_cast<int>(row.move)]).append(" | ");
    text.append(list<CaseState, kCaseStates>(row.from)).append(" | ");
    text.append(target_of(row)).append(" | ");
    text.append(list<CaseRole, kCaseRoles>(row.roles)).append(" | ").append(needs).append(" | ");
    text.append(list<CaseGuard, kCaseGuards>(row.guards)).append(" | ");
    text.append(row.track == CaseTrack::every ? "supervisor" : "—").append(" |\n");
  }
  return text;
}

std::string roles_table() {
  std::string text = "| role | reaches |\n|---|---|\n";
  for (const CaseRole role : all_roles()) {
    text.append("| `").append(name_of(role)).append("` | ");
    text.append(name_of(scope_of(role))).append(" |\n");
  }
  return text;
}

struct Length {
  const char* setting;
  Span count;
};

Length length_of(DeadlineKind kind) {
  const Deadlines& lengths = kDefaultDeadlines;
  switch (kind) {
    case DeadlineKind::sign_for:
    case DeadlineKind::dispatch:
      return {"sign_for", lengths.sign_for};
    case DeadlineKind::reply:
      return {"reply", lengths.reply};
    case DeadlineKind::ledger:
      return {"the date of the entry", {}};
    case DeadlineKind::ruling:
    case DeadlineKind::review:
      return {"appeal_review", lengths.appeal_review};
    case DeadlineKind::call_back:
      return {"call_back", lengths.call_back};
    case DeadlineKind::evidence:
    case DeadlineKind::appeal:
      return {"evidence", lengths.evidence};
  }
  return {"", {}};
}

std::string written(Length length) {
  if (length.count.count == 0) return length.setting;
  const char* unit = length.count.unit == DayUnit::working ? " working" : " natural";
  return "`" + std::string(length.setting) + "`: " + std::to_string(length.count.count) + unit;
}

/// A case in a state, with every deadline that its history can start; with an open appeal or not.
Case busy_case(CaseState state, CaseAppeal appeal) {
  Case one = new_case();
  one.state = state;
  one.appeal = appeal;
  one.noticed = one.appealed = one.replied = kOpened;
  return one;
}

std::string deadlines_table() {
  std::string text =
      "| deadline | days | runs in | warned | passing | told then |\n|---|---|---|---|---|---|\n";
  for (const DeadlineKind kind : all<DeadlineKind, kDeadlineKinds>()) {
    std::string states;
    std::set<std::string> warned;
    std::optional<CaseDeadline> last;
    for (const CaseState state : all_states()) {
      for (const CaseAppeal appeal : {CaseAppeal::none, CaseAppeal::open}) {
        for (const CaseDeadline& one : deadlines_of(busy_case(state, appeal), {})) {
          if (one.kind != kind) continue;
          const std::string name(name_of(state));
          if (!states.ends_with(name)) states.append(states.empty() ? "" : ", ").append(name);
          warned.insert(std::string(name_of(one.warned)));
          last = one;
        }
      }
    }
    REQUIRE(last);
    std::string whom;
    for (const std::string& role : warned) whom.append(whom.empty() ? "" : ", ").append(role);
    text.append("| `").append(name_of(kind)).append("` | ").append(written(length_of(kind)));
    text.append(" | ").append(states).append(" | ").append(whom).append(" | ");
    text.append(name_of(last->passing)).append(" | ");
    text.append(last->passing == OnPassing::right_ends ? "—" : name_of(last->escalates_to));
    text.append(" |\n");
  }
  return text;
}

std::string sight_table() {
  std::string text = "| role |";
  std::string rule = "|---|";
  for (const CaseField field : all<CaseField, kCaseFields>()) {
    text.append(" ").append(name_of(field)).append(" |");
    rule += "---|";
  }
  text += "\n" + rule + "\n";
  for (const CaseRole role : all_roles()) {
    text.append("| `").append(name_of(role)).append("` |");
    for (const CaseField field : all<CaseField, kCaseFields>()) {
      std::string ways;
      for (const RatingWay way : kWays) {
        if (!may_see(role, field, way, CaseOrigin::bad_rating)) continue;
        ways.append(ways.empty() ? "" : ", ").append(name_of(way));
      }
      if (ways == "anonymous, call_back, named") ways = "yes";
      text.append(" ").append(ways.empty() ? "—" : ways).append(" |");
    }
    text += "\n";
  }
  return text;
}

/// Puts `made` between the marks of a block; the document as it is when it has no such block.
std::string with_block(const std::string& document, const std::string& name,
                       const std::string& made) {
  const std::string begin = "<!-- " + name + ": made from the table -->\n";
  const std::string end = "<!-- end of " + name + " -->\n";
  const std::size_t from = document.find(begin);
  const std::size_t to = document.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  return document.substr(0, from + begin.size()) + made + document.substr(to);
}

}  // namespace

TEST_CASE("the machine in docs/rectification.md is the core's", "[rectification][document]") {
  const auto file = host::read_file(kPath);
  REQUIRE(file);
  std::string made = file.bytes;
  made = with_block(made, "diagram", diagram());
  made = with_block(made, "moves", moves_table());
  made = with_block(made, "roles", roles_table());
  made = with_block(made, "deadlines", deadlines_table());
  made = with_block(made, "sight", sight_table());
  if (std::getenv("YIPING_REWRITE_DOCS") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
    REQUIRE(host::write_file(kPath, made).empty());
    return;
  }
  INFO("run core_test [document] with YIPING_REWRITE_DOCS=1, then read the difference");
  CHECK(file.bytes == made);
}

TEST_CASE("every guard that a row has is explained in docs/rectification.md",
          "[rectification][document]") {
  const auto file = host::read_file(kPath);
  REQUIRE(file);
  for (const CaseGuard guard : all<CaseGuard, kCaseGuards>()) {
    INFO(name_of(guard));
    CHECK(file.bytes.find("\n| `" + std::string(name_of(guard)) + "` | ") != std::string::npos);
  }
}
