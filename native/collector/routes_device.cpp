// SPDX-License-Identifier: Apache-2.0
// Kiosks and window evaluators: enrolment, what to rate now, what they held back.
#include <spdlog/spdlog.h>

#include <algorithm>

#include "collector/body.hpp"
#include "collector/enrolment_code.hpp"
#include "collector/rating.hpp"
#include "collector/routes.hpp"
#include "collector/signature.hpp"
#include "host/hmac.hpp"
#include "host/request_signature.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxBatch = 100;
constexpr std::size_t kMaxCode = 400;  // of enrolment; the longest has 235 characters
constexpr std::size_t kMaxKey = 100;
constexpr std::size_t kSeriesSize = 16;
constexpr std::size_t kMaxVersion = 40;
constexpr std::int64_t kMaxCount = (std::int64_t{1} << 53U) - 1;
constexpr std::size_t kMaxToken = 8U << 10U;  // as where a header brings it

host::PublicKey read_public_key(const Body& body) {
  const auto bytes = host::from_base64url(body.verbatim("public_key", kMaxKey));
  host::PublicKey key;
  if (!bytes || bytes->size() != key.size()) {
    throw Problem("bad_value", body.pointer_of("public_key"), {{"expected", "base64url, 32"}});
  }
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

Response enrol(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Seconds now = context.clock();
  if (const Seconds wait = context.enrolments.take(request.address, now); wait > 0) {
    throw Problem("slow_down").retry_in(wait);
  }
  const Json value = read_json(request.body);
  const Body body(value, "", {"code", "public_key"});
  const auto code = read_enrolment_code(context.seal, body.verbatim("code", kMaxCode));
  if (!code) throw Problem("code_wrong", body.pointer_of("code"));
  const host::PublicKey key = read_public_key(body);

  const Enrolled enrolled = context.store.enrol_device(
      {{host::device_id_of(key), key, code->area, code->window, code->hall},
       code->nonce,
       Seconds{code->expires}});
  switch (enrolled.result) {
    case DevicePut::code_used:
      throw Problem("code_used", body.pointer_of("code"));
    case DevicePut::code_expired:
      throw Problem("code_expired", body.pointer_of("code"));
    case DevicePut::enrolled:
    case DevicePut::known:
      break;
  }
  return json_response({{"device", enrolled.device->id},
                        {"area", enrolled.device->area},
                        {"window", enrolled.device->window},
                        {"hall", enrolled.device->hall},
                        {"now", now}},
                       enrolled.result == DevicePut::enrolled ? 201 : 200);
}

Response get_next(Context& context, const Request& request) {
  const Seconds now = context.clock();
  const Device device = signed_by_device(request, context.store, now).device;
  const auto idle = [&] {
    return unless_known(request, json_response({{"state", "idle"}, {"now", now}}), "idle");
  };
  const auto invited = context.store.find_window_invitation(device.area, device.window);
  if (!invited) return idle();
  Token token;
  token.area = invited->area;
  token.case_digest = invited->case_digest;
  token.round = static_cast<std::uint8_t>(invited->round);
  token.via = TokenVia::window;
  // From the first asking on: every poll sees the same token, also when the counter asks again.
  token.expires = token_expiry(context.config, invited->created);
  // A terminal has one questionnaire, whatever is rated.
  const Invited found = invited_by(context, token);
  if (found.offer.state != RatingState::open) return idle();
  Json invitation =
      invitation_of(token, {found.event, found.offer, context.questionnaires.offered()});
  const std::string minted = context.tokens.mint(token);
  const std::string tag = minted + std::to_string(invited->until) + invitation.dump();
  return unless_known(request,
                      json_response({{"state", "invited"},
                                     {"now", now},
                                     {"until", invited->until},
                                     {"token", minted},
                                     {"invitation", std::move(invitation)}}),
                      tag);
}

std::string read_series(const Body& body) {
  std::string series = body.verbatim("series", kSeriesSize);
  const bool is_hex = series.size() == kSeriesSize &&
                      series.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex) throw Problem("bad_value", body.pointer_of("series"), {{"expected", "16 hex"}});
  return series;
}

Response heartbeat(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Seconds now = context.clock();
  const Device device = signed_by_device(request, context.store, now).device;
  const Json value = read_json(request.body);
  const Body body(value, "", {"version", "series", "issued", "waiting", "refused"});
  DeviceReport report;
  report.device = device.id;
  report.version = body.text("version", kMaxVersion);
  report.series = read_series(body);
  report.issued = body.integer("issued", 0, kMaxCount);
  report.waiting = body.integer("waiting", 0, kMaxCount);
  report.refused = body.integer("refused", 0, kMaxCount);
  context.store.note_device(std::move(report));
  return json_response({{"now", now}});
}

/// `numbers` takes the entry's own, if it has one, whatever else is wrong with it: it has arrived.
Rating read_entry(Context& context, const SignedDevice& sender, const Json& value,
                  std::vector<std::int64_t>& numbers) {
  const Body body(value, "", {"token", "evaluation", "contact", "number"});
  if (body.has("number")) numbers.push_back(body.integer("number", 1, kMaxCount));
  const Token token = context.tokens.parse(body.verbatim("token", kMaxToken));
  if (token.area != sender.device.area) throw Problem("area_refused");
  CheckedEvaluation checked = check_members(body, token.area, context.questionnaires);
  const DeviceClock clock{checked.evaluation.first_touch, sender.offset};
  return make_rating(context, token, std::move(checked), clock);
}

Response post_batch(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const SignedDevice sender = signed_by_device(request, context.store, context.clock());
  const Json value = read_json(request.body);
  const Body body(value, "", {"evaluations", "series"});
  const std::string series = body.has("series") ? read_series(body) : std::string();

  std::vector<std::int64_t> numbers;
  Json results = store_each(context, body.list("evaluations", kMaxBatch), [&](const Json& each) {
    return read_entry(context, sender, each, numbers);
  });
  // After the ratings: a number that is noted stands for one that is answered. Without a series
  // they say nothing.
  if (!series.empty()) context.store.note_numbers(sender.device.id, series, std::move(numbers));
  return json_response({{"results", std::move(results)}});
}

}  // namespace

std::vector<Route> device_routes(Context& context) {
  return {
      {"POST", "/v1/devices:enrol", Sharing::none, kShortBody,
       [&context](const Request& request, const PathParts&) { return enrol(context, request); }},
      {"GET", "/v1/device/next", Sharing::none, 0,
       [&context](const Request& request, const PathParts&) { return get_next(context, request); }},
      {"POST", "/v1/device/heartbeat", Sharing::none, kShortBody,
       [&context](const Request& request, const PathParts&) {
         return heartbeat(context, request);
       }},
      {"POST", "/v1/evaluations:batch", Sharing::none, kBatchBody,
       [&context](const Request& request, const PathParts&) {
         return post_batch(context, request);
       }}};
}

}  // namespace yiping::collector
