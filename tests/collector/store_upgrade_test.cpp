// SPDX-License-Identifier: Apache-2.0
// Tables that an earlier release left on PostgreSQL, brought to ours. Those of a file:
// store_file_test.cpp.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "collector/store/implementation.hpp"
#include "store_support.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

std::string text_of(const char* file) {
  std::ifstream in(std::filesystem::path(YIPING_SOURCE_DIR) / "tests/collector" / file);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string bytes(const auto& id) { return "'\\x" + to_hex(id) + "'"; }

std::string service_row(const ReportedService& event, const char* state) {
  return "INSERT INTO service VALUES ('" + event.area + "', " + bytes(event.case_digest) + ", '" +
         event.case_no + "', 1, '申报', " + std::to_string(event.service_time) + ", '2026-11', '" +
         event.item_code + "', '" + event.item_name + "', '" + event.org_code + "', '" +
         event.org_name + "', '', 'mobile', 'natural_person', 'accepted', '" + state + "', " +
         std::to_string(event.window_closes) + ", " + std::to_string(kNow) + ");";
}

std::string rating_rows(const NewEvaluation& rating) {
  const std::string now = std::to_string(kNow);
  return "INSERT INTO evaluation VALUES ('" + rating.area + "', " + bytes(rating.submission) +
         ", " + bytes(rating.case_digest) + ", 1, 'case', 'portal', '" + rating.document + "', '" +
         rating.digest + "', " + bytes(rating.receipt_hash) + ", '" +
         std::string(name_of(rating.level)) + "', 'online-item', 1, 'zh-Hans', " +
         std::to_string(rating.submitted) + ", " + now + ");" + "INSERT INTO token_use VALUES ('" +
         rating.area + "', " + bytes(rating.case_digest) + ", 1, " + bytes(rating.submission) +
         ");" + "INSERT INTO outbox VALUES ('" + rating.area + "', " + bytes(rating.submission) +
         ", 'evaluation', " + bytes(rating.submission) + ", " + now + ", 0, 0);";
}

/// A case of that rating, closed by the citizen's answer.
std::string case_rows(const NewEvaluation& rating, const ReportedService& of) {
  const std::string now = std::to_string(kNow);
  const std::string id = bytes(case_id(rating.area, rating.submission));
  return "INSERT INTO rectification VALUES ('" + rating.area + "', " + id + ", " +
         bytes(rating.submission) + ", 'closed', 3, 'dissatisfied', '2026-11', '" + of.item_code +
         "', '" + of.item_name + "', '" + of.org_code + "', '" + of.org_name +
         "', 'mobile', '2026-W47', " + now + ", " + now + ", '已改进。', " + now +
         ", 'satisfied');" + "INSERT INTO rectification_event VALUES ('" + rating.area + "', " +
         id + ", 1, 'opened', " + now + ", 'system', '');";
}

}  // namespace

TEST_CASE("tables of schema 3 are brought to ours, and count as they did",
          "[store][postgresql][upgrade]") {
  const Schema schema;
  Sql database(schema.uri());
  const ReportedService rated = service(1);
  database.run(text_of("postgresql_3.sql") + service_row(rated, "rated") +
               service_row(service(3), "pending") + rating_rows(rating(1, 1, Level::satisfied)) +
               service_row(service(5), "rated") + rating_rows(rating(5, 5, Level::dissatisfied)) +
               case_rows(rating(5, 5, Level::dissatisfied), service(5)) +
               "INSERT INTO organisation VALUES ('" + rated.area + "', '" + rated.org_code +
               "', '" + rated.org_name + "');" + "INSERT INTO rollup VALUES ('" + rated.area +
               "', '2026-11', '" + rated.org_code + "', '" + rated.item_code +
               "', 'mobile', 1, 1, 0, 0, 1, 0, 1, 0, 1)");

  Store store(StoreOptions{.store = schema.uri(),
                           .regions = regions_at_once(),
                           .publication_min_gain = 1,
                           .publishing = Publishing::by_hand,
                           .clock = [] { return kNow; }});
  CHECK(database.run("SELECT MAX(version) FROM schema_version") == std::to_string(kSchema));
  const Verification found = store.verify();
  CHECK(found.services == 3);
  CHECK(found.evaluations == 2);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.intact);
  CHECK(store.put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::replay);
  CHECK(store.put_evaluation(rating(1, 2, Level::satisfied)) == EvaluationPut::already_rated);
  CHECK(store.find_receipt(receipt_hash(receipt_text(1)))->level == Level::satisfied);
  CHECK(store.put_services({rated}).front().put == ServicePut::known);
  CHECK(store.put_evaluation(rating(3, 3, Level::dissatisfied)) == EvaluationPut::stored);
  store.take_snapshot();
  const Counts total = store.latest_snapshot(kArea, "2026-11")->total;
  CHECK(total.rated() == 3);
  CHECK(total.call_back_satisfied == 1);
  const auto followed = store.find_receipt(receipt_hash(receipt_text(5)))->rectification;
  CHECK(followed->state == CaseProgress::closed);
  CHECK(followed->outcome == CaseOutcome::satisfied);
  CHECK(store.verify().cells_different == 0);
}
