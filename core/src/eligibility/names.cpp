// SPDX-License-Identifier: Apache-2.0
// The names of what documents and files say of eligibility.
#include "yiping/evaluable.hpp"
#include "yiping/tally.hpp"

namespace yiping {

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::consultation:
      return "consultation";
    case Stage::intake:
      return "intake";
    case Stage::application:
      return "application";
    case Stage::acceptance:
      return "acceptance";
    case Stage::supplement:
      return "supplement";
    case Stage::payment:
      return "payment";
    case Stage::approval:
      return "approval";
    case Stage::issue:
      return "issue";
    case Stage::collection:
      return "collection";
    case Stage::completion:
      return "completion";
    case Stage::overall:
      return "overall";
  }
  return "";
}

std::string_view name_of(DayUnit unit) {
  switch (unit) {
    case DayUnit::natural:
      return "natural";
    case DayUnit::working:
      return "working";
  }
  return "";
}

std::string_view name_of(LabelSet labels) {
  switch (labels) {
    case LabelSet::satisfaction:
      return "satisfaction";
    case LabelSet::quality:
      return "quality";
  }
  return "";
}

std::string_view name_of(BadLevelReason rule) {
  switch (rule) {
    case BadLevelReason::ask:
      return "ask";
    case BadLevelReason::require:
      return "require";
  }
  return "";
}

std::string_view name_of(BatchRated rule) {
  switch (rule) {
    case BatchRated::once:
      return "once";
    case BatchRated::each:
      return "each";
  }
  return "";
}

std::string_view name_of(ThemeOverall rule) {
  switch (rule) {
    case ThemeOverall::one:
      return "one";
    case ThemeOverall::none:
      return "none";
  }
  return "";
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::service_case:
      return "case";
    case Standing::visit:
      return "visit";
    case Standing::general:
      return "general";
  }
  return "";
}

std::string_view name_of(EventKind kind) {
  switch (kind) {
    case EventKind::service:
      return "service";
    case EventKind::update:
      return "update";
    case EventKind::withdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view name_of(Business business) {
  switch (business) {
    case Business::single:
      return "single";
    case Business::batch:
      return "batch";
    case Business::theme:
      return "theme";
  }
  return "";
}

std::string_view name_of(Commitment commitment) {
  switch (commitment) {
    case Commitment::immediate:
      return "immediate";
    case Commitment::promised:
      return "promised";
    case Commitment::other:
      return "other";
  }
  return "";
}

std::string_view name_of(RatingState state) {
  switch (state) {
    case RatingState::not_open:
      return "not_open";
    case RatingState::open:
      return "open";
    case RatingState::correction_open:
      return "correction_open";
    case RatingState::follow_up_open:
      return "follow_up_open";
    case RatingState::rated:
      return "rated";
    case RatingState::unrated:
      return "unrated";
    case RatingState::closed:
      return "closed";
    case RatingState::voided:
      return "voided";
  }
  return "";
}

std::string_view name_of(EventState outcome) {
  switch (outcome) {
    case EventState::not_counted:
      return "not_counted";
    case EventState::pending:
      return "pending";
    case EventState::rated:
      return "rated";
    case EventState::unrated:
      return "unrated";
    case EventState::voided:
      return "voided";
  }
  return "";
}

std::string_view name_of(Clock clock) {
  switch (clock) {
    case Clock::arrival:
      return "arrival";
    case Clock::device:
      return "device";
  }
  return "";
}

std::string_view name_of(Timing timing) {
  switch (timing) {
    case Timing::on_time:
      return "on_time";
    case Timing::late:
      return "late";
  }
  return "";
}

std::string_view name_of(Table table) {
  switch (table) {
    case Table::cases:
      return "cases";
    case Table::follow_ups:
      return "follow_ups";
    case Table::visits:
      return "visits";
    case Table::general:
      return "general";
  }
  return "";
}

std::optional<Table> table_named(std::string_view name) {
  for (const Table table : {Table::cases, Table::follow_ups, Table::visits, Table::general}) {
    if (name_of(table) == name) return table;
  }
  return std::nullopt;
}

std::string_view name_of(Evaluable answer) {
  switch (answer) {
    case Evaluable::yes:
      return "yes";
    case Evaluable::not_a_service:
      return "not_a_service";
    case Evaluable::withdrawn:
      return "withdrawn";
    case Evaluable::stage_not_rated:
      return "stage_not_rated";
    case Evaluable::enough:
      return "enough";
    case Evaluable::in_batch:
      return "in_batch";
  }
  return "";
}

}  // namespace yiping
