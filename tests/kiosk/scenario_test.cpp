// SPDX-License-Identifier: Apache-2.0
// Scenarios on the terminal's questionnaire, played by a finger: an intent is a tap on a named
// target, or it is not offered. The documents must be those that the core writes everywhere else,
// to the byte.
#include "scenario.hpp"

#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <iostream>
#include <map>
#include <memory>

#include "abi_core.hpp"
#include "host/files.hpp"
#include "host/hmac.hpp"
#include "kiosk/kiosk.hpp"
#include "kiosk/ui/headless.hpp"
#include "kiosk/ui/text_engine/pinyin.hpp"
#include "kiosk_support.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/text.hpp"

using namespace yiping;
using namespace yiping::kiosk;
using cli::NotOffered;
using host::Json;

namespace {

/// Nothing happens by itself: scenarios have a clock of their own.
constexpr std::int64_t kNever = 1'000'000'000;

Keyboard& keyboard() {
  static const auto pinyin = open_pinyin(default_pinyin_dictionary());
  static Keyboard one(*pinyin);
  return one;
}

class KioskStage final : public cli::Stage {
 public:
  explicit KioskStage(ImVec2 size) : size_(size) {}

  void open(std::span<const std::uint8_t> pack, const std::string& /*language*/,
            std::span<const std::uint8_t> submission, std::uint32_t area) override {
    questionnaire_ = *read_pack(pack);
    submissions_.push_back(id_of(submission));
    Settings settings{.area = area, .hall = "市民中心", .window = "3"};
    for (std::int64_t* time : {&settings.settle_ms, &settings.settle_elder_ms, &settings.warn_ms,
                               &settings.wipe_ms, &settings.thanks_ms, &settings.thanks_elder_ms}) {
      *time = kNever;
    }
    kiosk_ = std::make_unique<Kiosk>(questionnaire_, test::wording(), settings, [this] {
      const SubmissionId next = submissions_.front();
      submissions_.pop_front();
      return next;
    });
    screen_ = std::make_unique<HeadlessScreen>(
        size_,
        UiOptions{.fonts = fonts_in(std::filesystem::path(YIPING_SOURCE_DIR) / "build/deps/fonts"),
                  .motion = MotionMode::off,
                  .keyboard = &keyboard()},
        [this] { return kiosk_->scene(time_); },
        [this](const Intent& intent) { kiosk_->handle(intent, time_); });
    offer();
  }

  void add_language(std::span<const std::uint8_t> pack) override {
    if (!add_locale(questionnaire_, pack)) throw std::runtime_error("a locale is refused");
  }

  void act(const std::string& intent, const Json& value, std::uint32_t now) override {
    time_ = {now, time_.steady_ms + 1'000};
    screen_->settle();
    if (intent == "choose_level") return choose_level(value.get<std::string>());
    if (intent == "toggle") return toggle(value.at(0), value.at(1));
    if (intent == "set_text") return set_text(value.at(0), value.at(1));
    if (intent == "clear") return clear(value);
    if (intent == "set_language") return set_language(value);
    if (intent == "use_mode") return use_mode(value);
    if (intent == "submit") return submit();
    if (intent == "edit") return tap("edit");
    if (intent == "decline") return decline();
    if (intent == "reset") return reset(value);
    host_event(intent);
  }

  /// A terminal that loses its power submits what was pressed: tests/faults tries that. Here the
  /// same visitor goes on.
  void save_and_restore() override {}

  std::string view() override {
    if (kiosk_->session() == nullptr) return closed_;
    return write_view(view_of(*kiosk_->session()));
  }

  std::optional<Json> evaluation() override {
    const Session* session = kiosk_->session();
    if (session == nullptr || !session->is_frozen()) return std::nullopt;
    const std::string document = write_evaluation(*session);
    return Json{{"digest", digest_of(document)},
                {"document", document},
                {"receipt", receipt_of(session->area(), session->submission())}};
  }

 private:
  static SubmissionId id_of(std::span<const std::uint8_t> bytes) {
    SubmissionId id{};
    std::copy(bytes.begin(), bytes.end(), id.begin());
    return id;
  }

  [[nodiscard]] Screen shown() { return kiosk_->scene(time_).screen; }

  void offer() {
    kiosk_->handle(Report{ErrandOffered{test::errand("yp1." + std::to_string(++errands_))}}, time_);
    screen_->settle();
  }

  [[nodiscard]] bool sees(const std::string& name) {
    return screen_->registry().find(name) != nullptr;
  }

  void tap(const std::string& name) {
    if (!screen_->tap(name)) throw NotOffered(name + " is not on the screen");
    screen_->settle();
  }

  /// Taps a target of any page of the questions.
  void reach(const std::string& name) {
    if (shown() == Screen::questions && !sees(name)) {
      while (sees("page.back")) tap("page.back");
      while (!sees(name) && sees("page.next")) tap("page.next");
    }
    tap(name);
  }

  void choose_level(const std::string& level) {
    if (!level_named(level)) throw NotOffered(level);
    if (shown() == Screen::questions) tap("change");
    tap("level." + level);
  }

  void toggle(const std::string& item, const std::string& option) {
    if (item == "level") return choose_level(option);
    reach(item + "." + option);
  }

  void set_text(const std::string& item, const std::string& text) {
    erase(item);
    screen_->type(text);
    screen_->settle();
    tap("key.done");
  }

  /// Opens the keyboard and takes every character away.
  void erase(const std::string& item) {
    reach(item);
    while (!value_of(item).empty()) {
      screen_->press_backspace();
      screen_->settle();
    }
  }

  std::string value_of(const std::string& item) {
    for (const ViewItem& each : view_of(*kiosk_->session()).items) {
      if (each.id == item) return std::string(each.value);
    }
    return {};
  }

  void clear(const std::string& item) {
    if (item == "level") return tap("withdraw");
    const Item* known = questionnaire_.item(item);
    if (known == nullptr) throw NotOffered(item);
    switch (known->kind) {
      case Item::Kind::level:
        break;
      case Item::Kind::rating:
        return reach(item + ".clear");
      case Item::Kind::multi:
      case Item::Kind::single:
      case Item::Kind::contact:
        return untick(item);
      case Item::Kind::statement:
        break;
      case Item::Kind::text:
        erase(item);
        return tap("key.done");
    }
  }

  void untick(const std::string& item) {
    for (const ViewItem& each : view_of(*kiosk_->session()).items) {
      if (each.id != item) continue;
      for (const ViewOption& option : each.options) {
        if (option.selected) reach(item + "." + std::string(option.id));
      }
    }
  }

  /// Languages are on the screen of the levels; the same level again leads back.
  void set_language(const std::string& tag) {
    if (questionnaire_.locale(tag) == nullptr) throw NotOffered(tag);
    const auto level = kiosk_->session()->level();
    const bool answering = shown() == Screen::questions;
    if (answering) tap("change");
    if (tag != kiosk_->scene(time_).language) tap("language." + tag);
    if (answering) tap("level." + std::string(name_of(*level)));
  }

  void use_mode(const std::string& mode) {
    if (!mode_named(mode) || kiosk_->session()->phase() != Phase::edit) throw NotOffered(mode);
    const Modes modes = kiosk_->scene(time_).modes;
    if ((mode == "elder" && modes.elder) || (mode == "contrast" && modes.contrast)) return;
    if (sees("mode." + mode)) return tap("mode." + mode);
    kiosk_->handle(Intent{.kind = Intent::Kind::use_mode, .text = mode}, time_);
  }

  void submit() {
    tap("submit");
    const Session& session = *kiosk_->session();
    if (session.phase() != Phase::edit) return;
    throw cli::Refused(std::string(name_of(session.check().error().code)));
  }

  /// Whoever has pressed a level takes it back first.
  void decline() {
    if (kiosk_->session() == nullptr) throw NotOffered("nobody is there");
    if (shown() == Screen::questions) tap("withdraw");
    Session session = *kiosk_->session();
    tap("decline");
    if (session.decline()) closed_ = write_view(view_of(session));
  }

  /// The next visitor's errand.
  void reset(const std::string& submission) {
    if (shown() == Screen::saving) host_event("stored");
    if (shown() == Screen::thanks) {
      tap("done");
    } else {
      decline();
    }
    submissions_.push_back(id_of(host::from_hex(submission).value()));
    kiosk_->handle(Report{ErrandWithdrawn{}}, time_);
    offer();
  }

  void host_event(const std::string& event) {
    if (kiosk_->session() == nullptr) throw NotOffered(event);
    const std::string before = view();
    const SubmissionId id = kiosk_->session()->submission();
    if (event == "stored") kiosk_->handle(Report{RatingKept{id}}, time_);
    if (event == "unreachable") kiosk_->handle(Report{KeepFailed{id}}, time_);
    if (event == "rejected") kiosk_->handle(Report{RatingRefused{id}}, time_);
    screen_->settle();
    if (view() == before) throw NotOffered(event);
  }

  ImVec2 size_;
  Questionnaire questionnaire_;
  std::deque<SubmissionId> submissions_;
  int errands_ = 0;
  Time time_{test::kNow, 1'000'000};
  std::unique_ptr<Kiosk> kiosk_;
  std::unique_ptr<HeadlessScreen> screen_;
  std::string closed_;
};

/// Why a scenario is left to the other hosts; empty when a terminal can play it.
std::string left_because(const Json& scenario) {
  const std::string questionnaire = scenario.value("questionnaire", "online-item");
  if (questionnaire != "online-item") return "on " + questionnaire;
  if (scenario.contains("item")) return "on the questions of one item";
  for (const Json& step : scenario.at("steps")) {
    for (const char* intent : {"undo", "set_paging", "next", "back"}) {
      if (step.contains(intent)) return std::string("with ") + intent;
    }
  }
  return {};
}

void play_all(ImVec2 size) {
  const std::filesystem::path root = YIPING_SOURCE_DIR;
  cli::Shelf shelf(root / "assets");
  int played = 0;
  int documents = 0;
  std::map<std::string, int> left;
  for (const auto& file : host::files_in(root / "tests/scenarios", ".json")) {
    const host::ParsedJson scenario = host::parse_json(host::read_file(file).bytes);
    REQUIRE(scenario);
    if (const std::string why = left_because(scenario.value); !why.empty()) {
      ++left[why];
      continue;
    }
    KioskStage stage(size);
    const cli::Played result = cli::play(scenario.value, shelf, stage);
    INFO(file.filename().string() << ": " << result.name);
    for (const std::string& failure : result.failures) FAIL_CHECK(failure);
    ++played;
    documents += result.document.empty() ? 0 : 1;
  }
  std::cout << played << " scenarios played on a terminal; left to the other hosts:\n";
  for (const auto& [why, count] : left) std::cout << "  " << count << ' ' << why << '\n';
  CHECK(played >= 24);
  CHECK(documents >= 15);
}

}  // namespace

TEST_CASE("every scenario of its questionnaire holds under a finger, on a terminal that stands",
          "[kiosk][scenario]") {
  play_all({1080, 1920});
}

TEST_CASE("every scenario of its questionnaire holds under a finger, on a terminal that lies",
          "[kiosk][scenario]") {
  play_all({1920, 1080});
}

TEST_CASE("a scenario that states an untruth fails on the terminal too", "[kiosk][scenario]") {
  const std::filesystem::path root = YIPING_SOURCE_DIR;
  cli::Shelf shelf(root / "assets");
  Json scenario =
      host::parse_json(host::read_file(root / "tests/scenarios/level-alone.json").bytes).value;
  scenario["evaluation"]["document"] = "{}";
  KioskStage stage({1080, 1920});
  CHECK_FALSE(cli::play(scenario, shelf, stage).failures.empty());
}
