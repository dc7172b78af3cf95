// SPDX-License-Identifier: Apache-2.0
#include "kiosk_support.hpp"

#include <filesystem>

#include "core_support.hpp"

namespace yiping::kiosk::test {

const Questionnaire& questionnaire() { return yiping::test::online_item(); }

const Wording& wording() {
  static const Wording loaded(std::filesystem::path(YIPING_SOURCE_DIR) /
                              "assets/locales/kiosk.json");
  return loaded;
}

SubmissionId submission(std::uint8_t number) {
  SubmissionId id{};
  id.fill(number);
  return id;
}

Errand errand(std::string token) {
  return {.token = std::move(token),
          .item_name = "居住证签发",
          .org_name = "深圳市公安局",
          .service_name = "申报",
          .service_time = kNow - 600,
          .questionnaire_id = "online-item",
          .questionnaire_version = 1,
          .seconds_left = 900};
}

Settings Terminal::settings() { return {.area = 440300, .hall = "市民中心", .window = "3"}; }

void Terminal::collect() {
  for (Order& order : kiosk.take_orders()) orders.push_back(std::move(order));
}

void Terminal::report(const Report& report) {
  kiosk.handle(report, now);
  collect();
}

void Terminal::touch(Intent intent) {
  kiosk.handle(intent, now);
  collect();
}

void Terminal::wait(std::int64_t milliseconds) {
  now.steady_ms += milliseconds;
  now.unix_seconds += static_cast<std::uint32_t>(milliseconds / 1'000);
  kiosk.tick(now);
  collect();
}

void Terminal::toggle(std::string item, std::string option) {
  touch({.kind = Intent::Kind::toggle, .item = std::move(item), .text = std::move(option)});
}

void Terminal::type(std::string text) {
  touch({.kind = Intent::Kind::type, .item = "suggestion", .text = std::move(text)});
}

}  // namespace yiping::kiosk::test
