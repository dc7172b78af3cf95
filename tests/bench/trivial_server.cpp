// SPDX-License-Identifier: Apache-2.0
// The HTTP library at its least: our server class with an application that reads the body and
// answers 201. What a rating costs beyond this is ours.
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "collector/http_server.hpp"

namespace {

using namespace yiping::collector;

class Trivial final : public HttpApplication {
 public:
  std::optional<Response> guard(const Request&) override { return std::nullopt; }
  Response answer(const Request& request) override {
    Response response;
    response.status = 201;
    response.body = R"({"bytes":)" + std::to_string(request.body.size()) + "}";
    return response;
  }
  Response refused(int status) override {
    Response response;
    response.status = status;
    return response;
  }
  void turned_away() override {}
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  ServerOptions options;
  options.port = std::atoi(argv[1]);
  Trivial application;
  Route route;
  route.method = "POST";
  route.pattern = "/v1/evaluations";
  route.body_limit = 16U << 10U;
  HttpServer server(options, application, {route});
  static_cast<void>(server.bind());
  std::thread thread([&] { server.run(); });
  int signal = 0;
  sigwait(&ends, &signal);
  server.stop();
  thread.join();
}
