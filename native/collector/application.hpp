// SPDX-License-Identifier: Apache-2.0
// Between the server and the routes: guards, origins, headers, errors, the log.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/context.hpp"
#include "collector/http_server.hpp"
#include "collector/static_files.hpp"

namespace yiping::collector {

class Application final : public HttpApplication {
 public:
  /// `files`: beside the routes; may hold none.
  Application(Context& context, const StaticFiles& files, std::vector<Route> routes);

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

  std::optional<Response> guard(const Request& head) override;
  Response answer(const Request& request) override;
  Response refused(int status) override;
  void turned_away() override;

 private:
  struct Matched {
    const Route* route = nullptr;  // null: a static file
    PathParts parts;
  };
  /// Throws no_such_path or method_refused.
  [[nodiscard]] Matched find(const Request& request) const;
  /// What there is at a path, whatever the method.
  struct Known {
    std::string_view pattern;
    Sharing sharing = Sharing::none;
    std::string methods;
  };
  [[nodiscard]] Known known(const Request& request) const;
  [[nodiscard]] Response preflight(const Request& request, Sharing sharing,
                                   const std::string& methods) const;
  /// A problem as the route tells it.
  [[nodiscard]] Response told(const Matched& matched, const Request& request,
                              const Problem& problem) const;
  /// What every answer carries, whatever became of it.
  void finish(const Request& request, Sharing sharing, Response& response) const;
  /// In the log and in the metrics.
  void record(const Request& request, std::string_view pattern, Logged logged,
              const Response& response) const;

  Context& context_;
  const StaticFiles& files_;
  std::vector<Route> routes_;
};

}  // namespace yiping::collector
