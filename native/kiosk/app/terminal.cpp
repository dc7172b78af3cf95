// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/terminal.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "host/clock.hpp"
#include "host/hmac.hpp"
#include "host/pack.hpp"

namespace yiping::kiosk {
namespace {

constexpr const char* kQuestionnaire = "online-item";

Questionnaire load_questionnaire(const Config& config) {
  Questionnaire loaded;
  for (const std::string& language : config.languages) {
    const host::Packs made = host::make_pack(config.assets, kQuestionnaire, language);
    if (!made) throw std::runtime_error(host::describe(made.faults.front()));
    const auto& pack = made.packs.front().cbor;
    if (loaded.locales.empty()) {
      loaded = *read_pack(pack);
    } else if (!add_locale(loaded, pack)) {
      throw std::runtime_error(config.file.string() + ": /languages: " + language);
    }
  }
  return loaded;
}

SubmissionId random_submission() {
  SubmissionId id{};
  host::fill_random(id);
  return id;
}

}  // namespace

Terminal::Terminal(const Config& config, std::function<void()> wake, Durability durability)
    : questionnaire_(load_questionnaire(config)),
      wording_(config.assets / "locales" / "kiosk.json") {
  Identity identity = read_identity(config.device_file());
  kiosk_ = std::make_unique<Kiosk>(
      questionnaire_, wording_,
      Settings{.area = identity.receipt_area(), .hall = identity.hall, .window = identity.window},
      random_submission);
  CourierOptions options;
  options.outbox = config.outbox_file();
  options.link.collector = config.collector;
  options.link.device = std::move(identity);
  options.link.http = config.http;
  options.link.poll = config.poll;
  options.wake = std::move(wake);
  options.durability = durability;
  courier_ = std::make_unique<Courier>(std::move(options));
}

Time Terminal::now() const {
  const std::int64_t corrected =
      std::clamp<std::int64_t>(host::unix_now() + clock_offset_, 1, UINT32_MAX);
  return {static_cast<std::uint32_t>(corrected), host::steady_ms()};
}

void Terminal::act(const Intent& intent) {
  kiosk_->handle(intent, now());
  post();
}

void Terminal::pump() {
  for (const Report& report : courier_->take_reports()) {
    if (const auto* link = std::get_if<LinkState>(&report)) clock_offset_ = link->clock_offset;
    kiosk_->handle(report, now());
  }
  kiosk_->tick(now());
  post();
}

Scene Terminal::scene() { return kiosk_->scene(now()); }

void Terminal::post() {
  for (Order& order : kiosk_->take_orders()) courier_->post(std::move(order));
}

}  // namespace yiping::kiosk
