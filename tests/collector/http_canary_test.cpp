// SPDX-License-Identifier: Apache-2.0
// A canary: a name, a telephone number, a token, a receipt and a password go through every flow,
// and nothing that is left behind has them: no log, no byte of the database, of its log or of a
// backup, no answer to anybody else.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "collector/password.hpp"
#include "collector/sqlite/backup.hpp"
#include "device_client.hpp"
#include "http_stack.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace fs = std::filesystem;

namespace {

constexpr const char* kPhone = "13912345678";
constexpr const char* kName = "王小明";  // as http_stack's contact part has it

std::string bytes_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All files of the collector's data, and a backup made now.
std::string left_behind(const Stack& stack) {
  const fs::path data = stack.config().data;
  const fs::path copy = data / "backup.sqlite";
  yiping::collector::sqlite::back_up(data / "yiping.sqlite", copy, [](int, int) {});
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    if (entry.is_regular_file()) all.append(bytes_in(entry.path()));
  }
  return all;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("no name, number, token, receipt or password is left behind", "[http][canary]") {
  Stack stack([](Config& config) { config.operator_port = 0; });
  stack.store().put_staff({"officer", "值班员", kArea, hash_password(kPassword)});
  const WithContact rating = with_contact("named", kPhone, Level::very_dissatisfied);
  const std::string token = stack.invited(1);
  std::string answers;  // to everybody but the citizen
  const auto heard = [&](const Reply& reply) {
    answers.append(reply.body);
    return reply;
  };

  // The widget, a retry, a document that does not fit, the form, a device.
  const std::string body =
      "{\"contact\":" + rating.contact + ",\"evaluation\":" + rating.document + "}";
  const Reply stored = stack.post("/v1/evaluations", body, with_token(token));
  REQUIRE(stored.status == 201);
  CHECK(stack.post("/v1/evaluations", body, with_token(token)).status == 200);
  require_problem(stack.post("/v1/evaluations", body + " ", with_token(token)), 400,
                  "not_canonical");
  CHECK(stack.get("/f/" + token).status == 200);
  const DeviceClient device(stack, enrolment_code(1));
  CHECK(device
            .batch(Json{{"evaluations", Json::array({{{"token", token},
                                                      {"evaluation", Json::parse(rating.document)},
                                                      {"contact", Json::parse(rating.contact)}}})}}
                       .dump())
            .status == 200);

  // The holder of the receipt, an officer, the public, an operator.
  const std::string receipt = stored.json()["receipt"];
  for (const char* call : {"lookup", "reopen", "withdraw-contact"}) {
    heard(stack.post(std::string("/v1/receipts:") + call, Json{{"receipt", receipt}}.dump()));
  }
  CHECK(stack.post("/v1/evaluations", body, with_token(token)).status == 200);
  const Reply in =
      stack.post("/v1/admin/session", Json{{"name", "officer"}, {"password", kPassword}}.dump());
  REQUIRE(in.status == 200);
  const std::string set = in.header("Set-Cookie");
  const Headers session = {{"Cookie", set.substr(0, set.find(';'))}};
  const std::string id = heard(stack.get("/v1/admin/cases", session)).json()["cases"][0]["id"];
  heard(stack.get("/v1/admin/cases/" + id, session));
  stack.store().take_snapshot();
  heard(stack.get("/v1/public/figures?area=440300000000&month=2026-11"));
  heard(yiping::test::exchange(stack.operator_port(), "GET", "/metrics"));

  const std::string files = left_behind(stack);
  const std::string log = stack.log();
  // The control: what may be there is found.
  REQUIRE(holds(files, rating.document));
  REQUIRE(holds(files, service_event(1)["case_no"].get<std::string>()));
  REQUIRE(holds(log, "/v1/evaluations"));
  const std::string cookie = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
  for (const std::string& canary : {std::string(kPhone), std::string(kName), token, receipt,
                                    receipt.substr(6, 16), std::string(kPassword), cookie}) {
    CAPTURE(canary);
    CHECK_FALSE(holds(files, canary));
    CHECK_FALSE(holds(log, canary));
    if (canary != cookie) CHECK_FALSE(holds(answers, canary));
  }
}
