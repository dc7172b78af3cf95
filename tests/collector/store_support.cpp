// SPDX-License-Identifier: Apache-2.0
#include "store_support.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "collector/store/database.hpp"
#include "host/authored_settings.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector::test {
namespace {

Id16 id_of(const std::string& seed) {
  const Hash32 hash = sha256(as_bytes(seed));
  Id16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

Id16 submission_id(std::int64_t submission) {
  return id_of("submission " + std::to_string(submission));
}

}  // namespace

const std::int64_t kSchema = kSchemaVersion;
const std::string kNewerSchema = std::to_string(kSchemaVersion + 1);

Fixture::Fixture() : Fixture(StoreOptions{}) {}

Fixture::Fixture(StoreOptions options) : options_(std::move(options)) {
  if (options_.store.empty() && on_postgresql()) {
    schema_ = std::make_unique<Schema>();
    options_.store = schema_->uri();
  }
  if (options_.store.empty()) options_.store = file().string();
  if (!options_.regions) options_.regions = regions_at_once();
  options_.clock = [now = now_] { return now->load(); };
  reopen();
}

void Fixture::reopen() {
  store_.reset();
  store_ = std::make_unique<Store>(options_);
}

std::shared_ptr<const Regions> regions(const std::function<void(Profile&)>& change) {
  static const Regions shipped = [] {
    const std::filesystem::path assets = std::filesystem::path(YIPING_SOURCE_DIR) / "assets";
    std::vector<host::Fault> faults;
    Regions read;
    read.standard = host::load_profile("default", {assets / "profiles"}, faults).value();
    read.calendar = host::load_calendar({assets / "calendars"}, faults);
    if (!faults.empty()) throw std::runtime_error(host::describe(faults.front()));
    return read;
  }();
  auto changed = std::make_shared<Regions>(shipped);
  change(changed->standard);
  return changed;
}

std::shared_ptr<const Regions> regions_at_once() {
  return regions([](Profile& profile) { profile.windows.corrections = 0; });
}

Staff officer(std::string area) {
  Staff staff{"officer", "王敏", std::move(area), "$argon2id$"};
  staff.roles = {CaseRole::handler, CaseRole::caller};
  return staff;
}

StoreOptions as_shipped() {
  StoreOptions options;
  options.publication_min_gain = 1;
  options.publishing = Publishing::by_hand;
  options.regions = regions([](Profile&) {});
  return options;
}

void check_clean(Fixture& store) {
  const auto found = store->verify();
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
}

std::vector<ServicePut> puts(const std::vector<ServiceAnswer>& answers) {
  std::vector<ServicePut> all;
  all.reserve(answers.size());
  for (const ServiceAnswer& answer : answers) all.push_back(answer.put);
  return all;
}

ReportedService service(std::int64_t number) {
  ReportedService event;
  event.area = kArea;
  event.case_digest = id_of("case " + std::to_string(number));
  event.case_no = "4403002611" + std::to_string(100'000 + number);
  event.service_no = 1;
  event.service_name = "申报";
  event.service_time = kNow - 3'600;
  event.item_code = number % 2 == 0 ? "440300-jzz" : "440300-sfz";
  event.item_name = number % 2 == 0 ? "居住证签发" : "居民身份证换领";
  event.org_code = "11440300MB2C9";
  event.org_name = "深圳市公安局";
  event.channel = "mobile";
  event.rater_kind = "natural_person";
  event.status = "accepted";
  event.stage = Stage::acceptance;
  event.window_closes = yiping::window_closes(event.service_time);
  return event;
}

NewEvaluation rating(std::int64_t case_number, std::int64_t submission, Level level) {
  NewEvaluation evaluation;
  evaluation.area = kArea;
  evaluation.submission = submission_id(submission);
  evaluation.case_digest = service(case_number).case_digest;
  evaluation.kind = "case";
  evaluation.via = "portal";
  evaluation.document = R"({"level":")" + std::string(name_of(level)) + R"(","submission":")" +
                        to_hex(evaluation.submission) + R"("})";
  evaluation.digest = digest_of(evaluation.document);
  evaluation.receipt_hash = receipt_hash(receipt_text(submission));
  evaluation.level = level;
  evaluation.questionnaire_id = "online-item";
  evaluation.questionnaire_version = 1;
  evaluation.language = "zh-Hans";
  evaluation.submitted = kNow - 60;
  return evaluation;
}

std::string receipt_text(std::int64_t submission) {
  return receipt_of(440'300, submission_id(submission));
}

}  // namespace yiping::collector::test
