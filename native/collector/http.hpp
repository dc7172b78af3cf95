// SPDX-License-Identifier: Apache-2.0
// Requests, responses and routes as our handlers see them: no HTTP library in sight.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yiping::collector {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;
  std::string path;     // percent-decoded, without the query
  std::string address;  // of the client; of the proxy's client when the proxy is trusted
  std::string body;
  std::vector<Header> headers;
  std::vector<Header> query;
  std::chrono::steady_clock::time_point started{};

  /// Empty when absent; names are compared without regard to case.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::size_t header_count(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;

  Response& with(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

/// Who may read an answer from a page of another origin.
enum class Sharing : std::uint8_t {
  none,         // nobody: business systems, the desk, operators
  area_origin,  // the origins configured for the area concerned; the handler checks which area
  everyone,     // public figures, questionnaires, static files
};

/// What the pattern's `{name}` parts matched, in order.
using PathParts = std::vector<std::string>;
using Handler = std::function<Response(const Request&, const PathParts&)>;

class Problem;
using Refusal = std::function<Response(const Request&, const Problem&)>;

/// What a body may be.
enum class Media : std::uint8_t { json, form };

/// Which answers are worth a line of the log.
enum class Logged : std::uint8_t { all, refusals };

struct Route {
  std::string method;
  std::string pattern;  // "/v1/admin/cases/{id}"; a part matches one segment
  Sharing sharing = Sharing::none;
  std::size_t body_limit = 0;  // bytes
  Handler handler;
  Media takes = Media::json;
  Refusal refusal = {};  // how a problem is told; empty: application/problem+json
  Logged logged = Logged::all;
};

/// The first part of a comma-separated header, without the blanks around it; cut off from `rest`.
[[nodiscard]] std::string_view next_of_list(std::string_view& rest);

/// Of a path or a query: decimal digits and nothing else. Nothing for what is none or too large.
[[nodiscard]] std::optional<std::int64_t> read_whole(std::string_view text);

/// Whether If-None-Match names the tag, quotes included: the asker has this answer already.
[[nodiscard]] bool knows_tag(const Request& request, std::string_view etag);
/// Gives the answer the tag of its body, or of `of`, which must not change while the answer stays
/// the same; 304 without a body to an asker that has it.
[[nodiscard]] Response unless_known(const Request& request, Response response);
[[nodiscard]] Response unless_known(const Request& request, Response response, std::string_view of);

/// Nothing when the path does not match.
[[nodiscard]] std::optional<PathParts> match(std::string_view pattern, std::string_view path);

}  // namespace yiping::collector
