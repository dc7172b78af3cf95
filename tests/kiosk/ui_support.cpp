// SPDX-License-Identifier: Apache-2.0
#include "ui_support.hpp"

#include <filesystem>

namespace yiping::kiosk::test {
namespace {

void link_up(Terminal& terminal) { terminal.report(LinkState{.online = true}); }

void rate(Terminal& terminal) { terminal.press(Level::very_dissatisfied); }

void go_to(Terminal& terminal, std::size_t page) {
  rate(terminal);
  terminal.touch({.kind = Intent::Kind::go_to, .page = page});
}

void finish(Terminal& terminal) {
  rate(terminal);
  terminal.press(Intent::Kind::submit);
}

SubmissionId current(const Terminal& terminal) { return terminal.last<KeepRating>()->submission; }

class SilentPinyin final : public Pinyin {
 public:
  bool add(char letter) override {
    letters_ += letter;
    return true;
  }

  bool erase() override {
    if (letters_.empty()) return false;
    letters_.pop_back();
    return true;
  }

  [[nodiscard]] std::string composition() const override { return letters_; }

  [[nodiscard]] std::string letters() const override { return letters_; }

  [[nodiscard]] std::size_t candidate_count() const override { return letters_.empty() ? 0 : 14; }

  [[nodiscard]] std::string candidate(std::size_t index) const override {
    return index == 0   ? "办事效率高工作人员很耐心"
           : index == 1 ? "办事效率高"
           : index == 2 ? "办事"
                        : "办";
  }

  std::string choose(std::size_t index) override {
    letters_.clear();
    return candidate(index);
  }

  void reset() override { letters_.clear(); }

 private:
  std::string letters_;
};

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = [] {
    std::vector<Setting> out;
    for (const std::string language : {"zh-Hans", "en"}) {
      const std::string end = language == "en" ? "-en" : "";
      out.push_back({"normal" + end, {}, language});
      out.push_back({"elder" + end, {.elder = true}, language});
      out.push_back({"contrast" + end, {.contrast = true}, language});
      out.push_back({"low" + end, {.low = true}, language});
      out.push_back({"all" + end, {.elder = true, .contrast = true, .low = true}, language});
    }
    return out;
  }();
  return all;
}

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"portrait", {1080, 1920}}, {"landscape", {1920, 1080}}, {"tablet", {800, 1280}}};
  return all;
}

const std::vector<Moment>& moments() {
  static const std::vector<Moment> all{
      {"attract",
       [](Terminal& t) {
         t.press(Intent::Kind::decline);
         t.report(ErrandWithdrawn{});
       }},
      {"attract-offer", [](Terminal& t) { t.wait(60'000); }},
      {"level", [](Terminal&) {}},
      {"level-offline", [](Terminal& t) { t.report(LinkState{.online = false, .waiting = 12}); }},
      {"level-change",
       [](Terminal& t) {
         t.press(Level::satisfied);
         t.press(Intent::Kind::change_level);
       }},
      {"reasons", [](Terminal& t) { rate(t); }},
      {"reasons-ticked",
       [](Terminal& t) {
         t.press(Level::dissatisfied);
         t.toggle("reasons", "207");
         t.toggle("reasons", "206");
       }},
      {"reasons-best", [](Terminal& t) { t.press(Level::very_satisfied); }},
      {"ratings", [](Terminal& t) { go_to(t, 1); }},
      {"ratings-rated",
       [](Terminal& t) {
         go_to(t, 1);
         t.toggle("guide_clarity", "satisfied");
         t.toggle("procedure_convenience", "very_dissatisfied");
         t.toggle("material_simplicity", "basically_satisfied");
         t.toggle("interface_friendliness", "very_satisfied");
       }},
      {"suggestion", [](Terminal& t) { go_to(t, 2); }},
      {"suggestion-over",
       [](Terminal& t) {
         go_to(t, 2);
         std::string text;
         for (int i = 0; i < 29; ++i) text += "希望多开窗口，";
         t.type(text);
       }},
      {"keyboard",
       [](Terminal& t) {
         go_to(t, 2);
         t.touch({.kind = Intent::Kind::open_keyboard, .item = "suggestion"});
         t.type("希望中午也有人值班，我们上班的人只有中午有空。");
       }},
      {"saving", [](Terminal& t) { finish(t); }},
      {"saving-failed",
       [](Terminal& t) {
         finish(t);
         t.report(KeepFailed{current(t)});
       }},
      {"saving-refused",
       [](Terminal& t) {
         finish(t);
         t.report(RatingRefused{current(t)});
       }},
      {"thanks",
       [](Terminal& t) {
         finish(t);
         t.report(RatingKept{current(t)});
         t.report(Delivered{current(t)});
       }},
      {"thanks-waiting",
       [](Terminal& t) {
         t.report(LinkState{.online = false, .waiting = 1});
         finish(t);
         t.report(RatingKept{current(t)});
       }},
      {"warning-level", [](Terminal& t) { t.wait(50'000); }},
      {"warning-questions",
       [](Terminal& t) {
         go_to(t, 1);
         t.wait(50'000);
       }},
  };
  return all;
}

Stage::Stage(const Setting& setting, const Moment& moment) {
  link_up(*this);
  report(ErrandOffered{errand()});
  const auto set_up = [&] {
    if (setting.modes.elder) press(Intent::Kind::toggle_elder);
    if (setting.modes.contrast) press(Intent::Kind::toggle_contrast);
    if (setting.modes.low) press(Intent::Kind::toggle_low);
    touch({.kind = Intent::Kind::set_language, .text = setting.language});
  };
  set_up();
  moment.reach(*this);
  if (!moment.name.starts_with("attract")) return;
  // Modes end with the visit: chosen anew on the idle screen.
  set_up();
}

UiOptions ui_options(Keyboard* keyboard) {
  return {.fonts = fonts_in(std::filesystem::path(YIPING_SOURCE_DIR) / "build/deps/fonts"),
          .motion = MotionMode::on,
          .keyboard = keyboard};
}

Pinyin& silent_pinyin() {
  static SilentPinyin pinyin;
  return pinyin;
}

}  // namespace yiping::kiosk::test
