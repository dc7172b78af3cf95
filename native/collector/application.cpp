// SPDX-License-Identifier: Apache-2.0
#include "collector/application.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <typeinfo>
#include <utility>

#include "collector/form/form.hpp"
#include "collector/routes.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kStatic = "(static)";
constexpr std::string_view kUnknown = "(unknown)";
constexpr std::int64_t kRetrySeconds = 2;

bool is_get(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

bool serves(const Route& route, const Request& request) {
  return route.method == request.method || (route.method == "GET" && request.method == "HEAD");
}

/// A stranger's own words are no label: each would stay in memory for good.
std::string_view known_method(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "DELETE", "OPTIONS"}) {
    if (method == known) return known;
  }
  return "other";
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const Header& header) { return header.name == name; });
}

struct MediaType {
  std::string_view name;
  const char* refusal;  // code
};

MediaType media_type(Media media) {
  switch (media) {
    case Media::json:
      return {"application/json", "json_expected"};
    case Media::form:
      return {"application/x-www-form-urlencoded", "form_expected"};
  }
  return {};
}

/// Before a byte of the body is read.
void check_body_headers(const Request& head, std::size_t limit, Media takes) {
  // Chunks and compression would get past a limit that is checked on the length alone.
  if (head.header_count("Transfer-Encoding") > 0) throw Problem("length_required");
  if (head.header_count("Content-Encoding") > 0) throw Problem("encoding_refused");
  const std::string_view length = head.header("Content-Length");
  if (length.empty()) {
    if (limit > 0) throw Problem("length_required");
    return;
  }
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), size);
  if (error == std::errc::result_out_of_range) size = UINT64_MAX;
  if (error == std::errc::invalid_argument || end != length.data() + length.size()) {
    throw Problem("request_malformed");
  }
  if (size > limit) throw Problem("body_too_large", {}, {{"limit", std::to_string(limit)}});
  if (limit == 0) return;
  const std::string_view type = head.header("Content-Type");
  const std::string_view media = type.substr(0, std::min(type.find_first_of("; "), type.size()));
  const MediaType wanted = media_type(takes);
  if (media != wanted.name) throw Problem(wanted.refusal);
}

Problem problem_of(const Unavailable& unavailable) {
  switch (unavailable.why()) {
    case Unavailable::Why::busy:
      return Problem("busy").retry_in(kRetrySeconds);
    case Unavailable::Why::storage_failed:
      break;
  }
  return Problem("storage_failed").retry_in(kRetrySeconds * 5);
}

}  // namespace

std::vector<Route> service_routes(Context& context) {
  std::vector<Route> routes;
  for (auto* make : {business_routes, citizen_routes, form_routes, entry_routes, link_routes,
                     device_routes, receipt_routes, public_routes, session_routes, case_routes}) {
    std::ranges::move(make(context), std::back_inserter(routes));
  }
  if (!context.config.operator_port) {
    std::ranges::move(health_routes(context), std::back_inserter(routes));
  }
  return routes;
}

Application::Application(Context& context, const StaticFiles& files, std::vector<Route> routes)
    : context_(context), files_(files), routes_(std::move(routes)) {}

Application::Matched Application::find(const Request& request) const {
  for (const Route& route : routes_) {
    if (!serves(route, request)) continue;
    if (auto parts = match(route.pattern, request.path)) return {&route, *std::move(parts)};
  }
  if (files_.has(request.path) && is_get(request)) return {};
  throw Problem(known(request).methods.empty() ? "no_such_path" : "method_refused");
}

Application::Known Application::known(const Request& request) const {
  Known known{kUnknown, Sharing::none, {}};
  for (const Route& route : routes_) {
    if (!match(route.pattern, request.path)) continue;
    known.pattern = route.pattern;
    known.sharing = route.sharing;
    known.methods.append(known.methods.empty() ? "" : ", ").append(route.method);
  }
  if (files_.has(request.path)) return {kStatic, Sharing::everyone, "GET"};
  return known;
}

Response Application::preflight(const Request& request, Sharing sharing,
                                const std::string& methods) const {
  if (methods.empty()) throw Problem("no_such_path");
  Response response;
  response.status = 204;
  response.with("Access-Control-Allow-Methods", methods)
      .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
      .with("Access-Control-Max-Age", "7200");
  switch (sharing) {
    case Sharing::everyone:
      break;
    case Sharing::area_origin:
      if (is_known_origin(context_, request)) break;
      [[fallthrough]];
    case Sharing::none:
      throw Problem("origin_refused", {},
                    {{"origin", std::string(request.header("Origin"))}, {"area", "*"}});
  }
  return response;
}

Response Application::told(const Matched& matched, const Request& request,
                           const Problem& problem) const {
  if (matched.route == nullptr || !matched.route->refusal) {
    return context_.problems.response(problem);
  }
  return matched.route->refusal(request, problem);
}

std::optional<Response> Application::guard(const Request& head) {
  Matched matched;
  Response response;
  try {
    if (head.method != "OPTIONS") {
      matched = find(head);
      const Route unlisted;
      const Route& route = matched.route == nullptr ? unlisted : *matched.route;
      check_body_headers(head, route.body_limit, route.takes);
      return std::nullopt;
    }
    const Known path = known(head);
    response = preflight(head, path.sharing, path.methods);
  } catch (const Problem& problem) {
    response = told(matched, head, problem);
  }
  const Known path = known(head);
  if (response.status == 405) response.with("Allow", path.methods);
  finish(head, path.sharing, response);
  record(head, path.pattern, Logged::all, response);
  return response;
}

Response Application::answer(const Request& request) {
  const Matched matched = find(request);
  if (matched.route == nullptr) {
    Response response = files_.serve(request);
    record(request, kStatic, Logged::all, response);
    return response;
  }
  Response response;
  try {
    response = matched.route->handler(request, matched.parts);
  } catch (const Problem& problem) {
    response = told(matched, request, problem);
  } catch (const Unavailable& unavailable) {
    spdlog::warn("store: {}", unavailable.what());
    response = told(matched, request, problem_of(unavailable));
  } catch (const std::exception& error) {
    // What it says may quote the request: the kind of error is all that the log may hold.
    spdlog::error("{} {}: {}", request.method, matched.route->pattern, typeid(error).name());
    response = told(matched, request, Problem("internal"));
  }
  finish(request, matched.route->sharing, response);
  record(request, matched.route->pattern, matched.route->logged, response);
  return response;
}

Response Application::refused(int status) {
  const auto code = [status]() -> std::string {
    switch (status) {
      case 404:
        return "no_such_path";
      case 413:
        return "body_too_large";
      case 414:
        return "address_too_long";
      case 503:
        return "busy";
      default:
        return status < 500 ? "request_malformed" : "internal";
    }
  }();
  Response response =
      context_.problems.response(Problem(code, {}, {{"limit", std::to_string(kServicesBody)}}));
  response.with("Cache-Control", "no-store");
  return response;
}

void Application::finish(const Request& request, Sharing sharing, Response& response) const {
  if (!has_header(response, "Cache-Control")) response.with("Cache-Control", "no-store");
  switch (sharing) {
    case Sharing::none:
      response.with("Cross-Origin-Resource-Policy", "same-origin");
      return;
    case Sharing::everyone:
      response.with("Cross-Origin-Resource-Policy", "cross-origin")
          .with("Access-Control-Allow-Origin", "*");
      return;
    case Sharing::area_origin:
      response.with("Vary", "Origin");
      // Also on a refusal for another area, so that the page can tell its developer why.
      if (!request.header("Origin").empty() && is_known_origin(context_, request)) {
        response.with("Access-Control-Allow-Origin", std::string(request.header("Origin")))
            .with("Access-Control-Expose-Headers", "Retry-After");
      }
      return;
  }
}

void Application::turned_away() { context_.metrics.turned_away(); }

void Application::record(const Request& request, std::string_view pattern, Logged logged,
                         const Response& response) const {
  const auto spent = std::chrono::steady_clock::now() - request.started;
  const std::string_view method = known_method(request.method);
  context_.metrics.answered(method, pattern, response.status, spent);
  const bool is_worth_it = logged == Logged::all || response.status >= 400;
  spdlog::log(is_worth_it ? spdlog::level::info : spdlog::level::debug,
              "request method={} route={} status={} ms={}", method, pattern, response.status,
              std::chrono::duration_cast<std::chrono::milliseconds>(spent).count());
}

}  // namespace yiping::collector
