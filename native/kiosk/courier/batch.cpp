// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/batch.hpp"

#include <limits>
#include <string_view>

#include "host/version.hpp"

namespace yiping::kiosk {
namespace {

using host::Json;

constexpr std::string_view kProblemType = "urn:yiping:problem:";

const Json* member(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string text(const Json& object, const char* name) {
  const Json* value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

/// From 0 to what a document's times can hold.
std::optional<std::int64_t> integer(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  const auto number = value->get<std::int64_t>();
  if (number < 0 || number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return number;
}

bool is_success(std::int64_t status) { return status >= 200 && status < 300; }

/// Worth another try as it is: time-out, quota, or a fault on the other side.
bool is_passing(std::int64_t status) { return status == 408 || status == 429 || status >= 500; }

std::optional<Verdict> read_verdict(const Json& result, const ReadyRating& rating) {
  const auto status = integer(result, "status");
  if (!status) return std::nullopt;
  Verdict verdict{rating.submission, Verdict::Kind::again, {}};
  if (is_success(*status)) {
    if (text(result, "receipt") == rating.receipt) verdict.kind = Verdict::Kind::delivered;
    return verdict;
  }
  const std::string code = text(result, "code");
  if (code.empty() || is_passing(*status)) return verdict;
  verdict.kind = Verdict::Kind::refused;
  verdict.reason = code;
  return verdict;
}

}  // namespace

CollectorSays read_answer(const host::HttpAnswer& answer) {
  CollectorSays says;
  says.status = answer.status;
  if (!answer) return says;
  host::ParsedJson parsed = host::parse_json(answer.body);
  if (!parsed || !parsed.value.is_object()) return says;
  says.now = integer(parsed.value, "now");
  if (is_success(answer.status)) {
    says.kind = CollectorSays::Kind::done;
    says.body = std::move(parsed.value);
    return says;
  }
  const std::string code = text(parsed.value, "code");
  if (code.empty() || text(parsed.value, "type") != std::string(kProblemType) + code) return says;
  says.code = code;
  if (is_passing(answer.status)) return says;
  const bool stale = code == "signature_stale" && says.now.has_value();
  says.kind = stale ? CollectorSays::Kind::clock_wrong : CollectorSays::Kind::refused;
  return says;
}

std::string batch_body(const std::vector<ReadyRating>& batch, std::string_view series) {
  std::string body = R"({"series":")";
  body.append(series).append(R"(","evaluations":[)");
  for (const ReadyRating& rating : batch) {
    if (&rating != &batch.front()) body += ',';
    body.append(R"({"evaluation":)").append(rating.document);
    body.append(R"(,"token":)").append(Json(rating.token).dump());
    body.append(R"(,"number":)").append(std::to_string(rating.number)).append("}");
  }
  return body.append("]}");
}

std::string heartbeat_body(const Numbering& numbering, const OutboxCounts& counts) {
  return Json{{"version", host::kVersion},
              {"series", numbering.series},
              {"issued", numbering.issued},
              {"waiting", counts.waiting},
              {"refused", counts.refused}}
      .dump();
}

std::optional<std::vector<Verdict>> read_verdicts(const Json& body,
                                                  const std::vector<ReadyRating>& batch) {
  const Json* results = member(body, "results");
  if (results == nullptr || !results->is_array() || results->size() != batch.size()) {
    return std::nullopt;
  }
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto verdict = read_verdict((*results)[i], batch[i]);
    if (!verdict) return std::nullopt;
    verdicts.push_back(std::move(*verdict));
  }
  return verdicts;
}

std::optional<NextErrand> read_next(const Json& body) {
  const std::string state = text(body, "state");
  if (state == "idle") return NextErrand{};
  const Json* invitation = member(body, "invitation");
  if (state != "invited" || invitation == nullptr) return std::nullopt;
  const Json* service = member(*invitation, "service");
  const Json* questionnaire = member(*invitation, "questionnaire");
  if (service == nullptr || questionnaire == nullptr) return std::nullopt;
  const auto time = integer(*service, "service_time");
  const auto version = integer(*questionnaire, "version");
  const auto now = integer(body, "now");
  const auto until = integer(body, "until");
  Errand errand{text(body, "token"),
                text(*service, "item_name"),
                text(*service, "org_name"),
                text(*service, "service_name"),
                time.value_or(0),
                text(*questionnaire, "id"),
                static_cast<std::uint32_t>(version.value_or(0)),
                until.value_or(0) - now.value_or(0)};
  const bool whole = time && version && until && now && !errand.token.empty() &&
                     !errand.item_name.empty() && !errand.questionnaire_id.empty();
  if (!whole) return std::nullopt;
  return NextErrand{std::move(errand), *until};
}

}  // namespace yiping::kiosk
