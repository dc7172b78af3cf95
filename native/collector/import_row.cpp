// SPDX-License-Identifier: Apache-2.0
#include "collector/import_row.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "yiping/channel.hpp"

namespace yiping::collector {
namespace {

using host::Json;

using Pair = std::pair<std::string_view, std::string_view>;

/// How a service was handled, by how it was rated: older rows tell no more.
constexpr Pair kChannels[] = {{"pc", "pc"},
                              {"mobile", "mobile"},
                              {"qr", "qr"},
                              {"window_tablet", "window"},
                              {"hall_terminal", "kiosk"},
                              {"phone", "telephone"},
                              {"sms", "sms"}};
constexpr Pair kStages[] = {{"consult", "咨询"}, {"apply", "申报"}, {"correct", "补正"},
                            {"pay", "缴费"},     {"sign", "签收"},  {"finish", "办结"}};
constexpr std::string_view kAnyStage = "办理";

/// What is taken of a row. Who rated is not: older systems never asked whether we may know.
constexpr Fact kTaken[] = {
    Fact::area,        Fact::case_no,     Fact::service_no, Fact::service_stage, Fact::service_at,
    Fact::finished_at, Fact::accepted_at, Fact::rated_at,   Fact::level,         Fact::channel,
    Fact::round,       Fact::reasons,     Fact::text,       Fact::org_code,      Fact::org_name,
    Fact::task_code,   Fact::task_name,   Fact::rater_kind, Fact::applicant_kind};

/// What a part says that could not be read: half of a rating is none. What is not there at all is
/// asked for where it is needed.
void add_unread(const std::vector<MappingField>& fields, const InRecord& record,
                std::vector<MapProblem>& problems) {
  for (const MapProblem& problem : record.problems) {
    if (problem.rule == MapProblem::Rule::missing) continue;
    const bool is_taken = std::any_of(fields.begin(), fields.end(), [&](const MappingField& field) {
      return field.theirs == problem.field &&
             std::find(std::begin(kTaken), std::end(kTaken), field.ours) != std::end(kTaken);
    });
    if (is_taken) problems.push_back(problem);
  }
}

std::string_view second_of(std::span<const Pair> pairs, std::string_view first,
                           std::string_view otherwise) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [&](const Pair& pair) { return pair.first == first; });
  return found == pairs.end() ? otherwise : found->second;
}

class Row {
 public:
  Row(const Mapping& mapping, const CsvRow& row, const std::string& area)
      : rating_(map_in(mapping, MapPart::evaluation, row.cells)),
        service_(map_in(mapping, MapPart::service, row.cells)),
        area_(area) {
    add_unread(mapping.evaluation, rating_, problems_);
    if (problems_.empty()) add_unread(mapping.service, service_, problems_);
  }

  ImportRow read(std::int64_t number) {
    ImportRow out;
    out.number = number;
    const Json reference = {{"area", text(Fact::area, area_)},
                            {"case_no", needed(Fact::case_no)},
                            {"service_no", number_of(Fact::service_no).value_or(1)}};
    out.service = service_of(reference);
    if (channel() != name_of(Channel::system_default)) out.entry = entry_of(reference);
    out.problems = std::move(problems_);
    return out;
  }

 private:
  /// The rating's part is believed first: it is what the row is about.
  const FactValue* find(Fact fact) const {
    const FactValue* found = rating_.facts.find(fact);
    return found != nullptr ? found : service_.facts.find(fact);
  }
  std::string text(Fact fact) const {
    const FactValue* found = find(fact);
    return found == nullptr ? std::string() : found->text;
  }
  std::optional<std::int64_t> number_of(Fact fact) const {
    const FactValue* found = find(fact);
    return found == nullptr ? std::nullopt : std::optional(found->number);
  }
  std::string text(Fact fact, const std::string& otherwise) const {
    std::string found = text(fact);
    return found.empty() ? otherwise : found;
  }
  std::string channel() const { return text(Fact::channel); }

  void lack(Fact fact) {
    problems_.push_back(
        {{}, MapProblem::Rule::missing, Want::value, std::string(traits_of(fact).name)});
  }

  std::string needed(Fact fact) {
    std::string found = text(fact);
    if (found.empty()) lack(fact);
    return found;
  }

  Json service_of(const Json& reference) {
    std::optional<std::int64_t> time;
    for (const Fact fact :
         {Fact::service_at, Fact::finished_at, Fact::accepted_at, Fact::rated_at}) {
      if (!time) time = number_of(fact);
    }
    if (!time) lack(Fact::service_at);
    const std::string org = needed(Fact::org_code);
    const std::string item = needed(Fact::task_code);
    const std::string kind = text(Fact::rater_kind, text(Fact::applicant_kind));
    Json out = reference;
    out.update({{"service_name", second_of(kStages, text(Fact::service_stage), kAnyStage)},
                {"service_time", time.value_or(0)},
                {"item_code", item},
                {"item_name", text(Fact::task_name, item)},
                {"org_code", org},
                {"org_name", text(Fact::org_name, org)},
                {"channel", second_of(kChannels, channel(), at_all())},
                {"rater_kind",
                 kind.empty() || kind == "natural_person" ? "natural_person" : "organisation"},
                {"status", "finished"}});
    return out;
  }

  /// Where no rating says how: online or at a window.
  std::string_view at_all() const { return text(Fact::case_channel) == "online" ? "pc" : "window"; }

  Json entry_of(const Json& reference) {
    const std::int64_t round = text(Fact::round) == "follow_up" ? 2 : 1;
    const std::string level = needed(Fact::level);
    const auto rated = number_of(Fact::rated_at);
    if (!rated) lack(Fact::rated_at);
    Json out = reference;
    out.update({{"id", reference["case_no"].get<std::string>() + "/" +
                           std::to_string(reference["service_no"].get<std::int64_t>()) + "/" +
                           std::to_string(round)},
                {"round", round},
                {"source", "import"},
                {"rated", rated.value_or(0)},
                {"answers", {{"level", level}}}});
    if (const FactValue* reasons = find(Fact::reasons)) {
      out["answers"]["reasons"] = {
          {"list", reasons->list}, {"version", reasons->version}, {"codes", reasons->codes}};
    }
    if (const std::string said = text(Fact::text); !said.empty()) out["text"] = said;
    return out;
  }

  const InRecord rating_;
  const InRecord service_;
  const std::string& area_;
  std::vector<MapProblem> problems_;
};

}  // namespace

ImportRow import_row(const Mapping& mapping, const CsvRow& row, const std::string& area) {
  return Row(mapping, row, area).read(row.number);
}

}  // namespace yiping::collector
