// SPDX-License-Identifier: Apache-2.0
#include "scenario.hpp"

#include <charconv>
#include <map>
#include <memory>

#include "abi_core.hpp"
#include "host/hmac.hpp"
#include "host/pack.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"
#include "yiping/yiping_abi.h"

namespace yiping::cli {
namespace {

using host::Json;

constexpr std::uint32_t kStart = 1'795'312'800;  // 2026-11-22T02:00:00Z

/// Steps that are intents of yp_session_apply.
const std::map<std::string, std::uint32_t, std::less<>> kApplied{
    {"clear", YP_CLEAR},
    {"set_language", YP_SET_LANGUAGE},
    {"use_mode", YP_USE_MODE},
    {"submit", YP_SUBMIT},
    {"stored", YP_STORED},
    {"rejected", YP_REJECTED},
    {"unreachable", YP_UNREACHABLE},
    {"edit", YP_EDIT},
    {"decline", YP_DECLINE},
    {"reset", YP_RESET},
    {"undo", YP_UNDO},
    {"set_paging", YP_SET_PAGING},
    {"next", YP_NEXT},
    {"back", YP_BACK},
};

Json member(const Json& object, std::string_view step) {
  if (object.is_object()) return object.contains(step) ? object[std::string(step)] : Json();
  return {};
}

/// An element of an array: by its id, by the item that an error is about, or by position.
Json element(const Json& array, std::string_view step) {
  for (const char* name : {"id", "item"}) {
    for (const Json& entry : array) {
      if (member(entry, name) == Json(step)) return entry;
    }
  }
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool whole = error == std::errc() && end == step.data() + step.size();
  return whole && index < array.size() ? array[index] : Json();
}

Json ids_of(const Json& array) {
  Json ids = Json::array();
  for (const Json& entry : array) ids.push_back(member(entry, "id"));
  return ids;
}

/// Ids of the selected options of an item.
Json selected_of(const Json& item) {
  Json ids = Json::array();
  for (const Json& option : member(item, "options")) {
    if (member(option, "selected") == Json(true)) ids.push_back(option["id"]);
  }
  return ids;
}

/// The core through its C ABI, as a browser drives it.
class CoreStage final : public Stage {
 public:
  void open(std::span<const std::uint8_t> pack, const std::string& language,
            std::span<const std::uint8_t> submission, std::uint32_t area) override {
    core_ = std::make_unique<AbiCore>(pack);
    core_->open(language, submission, area);
  }

  void add_language(std::span<const std::uint8_t> pack) override { core_->add_locale(pack); }

  void act(const std::string& intent, const Json& value, std::uint32_t now) override {
    if (intent == "choose_level") {
      core_->choose_level(value.get<std::string>(), now);
    } else if (intent == "toggle") {
      core_->toggle(value.at(0).get<std::string>(), value.at(1).get<std::string>(), now);
    } else if (intent == "set_text") {
      core_->set_text(value.at(0).get<std::string>(), value.at(1).get<std::string>(), now);
    } else {
      apply(intent, value, now);
    }
  }

  void save_and_restore() override { core_->save_and_restore(); }
  std::string view() override { return core_->view(); }
  std::optional<Json> evaluation() override { return core_->evaluation(); }

 private:
  void apply(const std::string& intent, const Json& value, std::uint32_t now) {
    const auto known = kApplied.find(intent);
    if (known == kApplied.end()) throw std::runtime_error("there is no step " + intent);
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    if (intent == "reset") {
      core_->apply(known->second, host::from_hex(text).value(), now);
    } else {
      core_->apply(known->second, as_bytes(text), now);
    }
  }

  std::unique_ptr<AbiCore> core_;
};

class Player {
 public:
  Player(const Json& scenario, Shelf& shelf, Stage& stage, Played& out)
      : scenario_(scenario), shelf_(shelf), stage_(stage), out_(out) {}

  void run() {
    const std::string language = scenario_.value("language", "zh-Hans");
    const auto submission = host::from_hex(scenario_.at("submission").get<std::string>());
    stage_.open(pack(language), language, submission.value(), scenario_.value("area", 440300U));
    now_ = scenario_.value("now", kStart) - 1;
    for (const Json& entry : scenario_.at("steps")) step(entry);
    where_ = "end";
    expect(member(scenario_, "expect"));
    expect_evaluation(scenario_);
  }

 private:
  void fail(const std::string& what) { out_.failures.push_back(where_ + ": " + what); }

  const std::vector<std::uint8_t>& pack(const std::string& language) {
    return shelf_.pack({scenario_.value("questionnaire", "online-item"), language,
                        scenario_.value("assets", "."), scenario_.value("item", "")});
  }

  void step(const Json& entry) {
    where_ = "step " + std::to_string(++count_) + " " + intent_of(entry);
    now_ = entry.value("at", now_ + 1);
    const std::string before = stage_.view();
    const auto frozen = stage_.evaluation();
    const std::string expected = entry.value("expect_error", "");
    std::string refusal;
    try {
      act(entry);
    } catch (const Refused& refused) {
      refusal = refused.what();
    } catch (const NotOffered& missing) {
      refusal = expected.empty() ? missing.what() : expected;
    }
    if (refusal != expected) {
      fail("error is '" + refusal + "', expected '" + expected + "'");
    }
    if (!refusal.empty() && stage_.view() != before) fail("a refused intent changed the view");
    check_frozen(frozen);
    expect(member(entry, "expect"));
    if (entry.contains("evaluation")) expect_evaluation(entry);
  }

  static std::string intent_of(const Json& entry) {
    std::string found;
    for (const auto& [key, value] : entry.items()) {
      if (key == "at" || key == "expect" || key == "expect_error" || key == "evaluation") continue;
      if (!found.empty()) throw std::runtime_error("a step has one intent: " + entry.dump());
      found = key;
    }
    return found;
  }

  void act(const Json& entry) {
    const std::string intent = intent_of(entry);
    const Json& value = entry.at(intent);
    if (intent == "add_language") {
      stage_.add_language(pack(value.get<std::string>()));
    } else if (intent == "save_restore") {
      const std::string before = stage_.view();
      stage_.save_and_restore();
      check_restored(before);
    } else {
      stage_.act(intent, value, now_);
    }
  }

  /// Only what was said last is not saved.
  void check_restored(const std::string& before) {
    Json was = Json::parse(before);
    Json is = Json::parse(stage_.view());
    was.erase("announcement");
    is.erase("announcement");
    if (was != is) fail("the restored view differs from the saved one");
  }

  /// A document that was made stays as it is for as long as there is one.
  void check_frozen(const std::optional<Json>& before) {
    const auto after = stage_.evaluation();
    if (before && after && *before != *after) fail("the frozen document changed");
    if (!after) return;
    const auto& document = (*after)["document"].get_ref<const std::string&>();
    out_.document = document;
    if (before) return;
    check_rebuilt(document, member(*after, "contact"));
  }

  /// As a collector checks it: read, rebuilt, byte-equal.
  void check_rebuilt(const std::string& document, const Json& beside) {
    const auto read = read_evaluation(host::to_cbor(host::parse_json(document).value));
    if (!read)
      return fail("the document cannot be read: " + std::string(name_of(read.error().code)));
    std::optional<Contact> contact;
    if (beside.is_string()) {
      const auto part = host::parse_json(beside.get_ref<const std::string&>());
      auto held = read_contact(host::to_cbor(part.value));
      if (!held)
        return fail("the contact cannot be read: " + std::string(name_of(held.error().code)));
      contact = *std::move(held);
    }
    const auto questionnaire = read_pack(pack(read->language));
    const auto rebuilt = rebuild_evaluation(*questionnaire, *read, contact ? &*contact : nullptr,
                                            scenario_.value("area", 440300U));
    if (!rebuilt) {
      return fail("the document is refused: " + std::string(name_of(rebuilt.error().code)));
    }
    if (rebuilt->document != document) {
      fail("the rebuilt document differs: " + rebuilt->document);
    }
    if (rebuilt->contact != (beside.is_string() ? beside.get<std::string>() : "")) {
      fail("the rebuilt contact differs: " + rebuilt->contact);
    }
  }

  void expect(const Json& expected) {
    if (expected.is_null()) return;
    const Json view = Json::parse(stage_.view());
    for (const auto& [path, value] : expected.items()) {
      const Json found = look_up(view, path);
      if (found != value) fail(path + " is " + found.dump() + ", expected " + value.dump());
    }
  }

  void expect_evaluation(const Json& holder) {
    const Json found = stage_.evaluation().value_or(Json());
    const Json expected = member(holder, "evaluation");
    for (const char* part : {"document", "digest", "receipt", "contact"}) {
      if (member(found, part) != member(expected, part)) {
        fail(std::string(part) + " is " + member(found, part).dump() + ", expected " +
             member(expected, part).dump());
      }
    }
  }

  const Json& scenario_;
  Shelf& shelf_;
  Stage& stage_;
  Played& out_;
  std::string where_ = "start";
  std::uint32_t now_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

const std::vector<std::uint8_t>& Shelf::pack(const Wanted& wanted) {
  if (const auto known = packs_.find(wanted); known != packs_.end()) return known->second;
  auto made = host::make_pack(assets_ / wanted.assets, wanted.questionnaire, wanted.language,
                              {.area = {}, .office = {}, .item = wanted.item});
  if (!made) throw std::runtime_error(host::describe(made.faults.front()));
  return packs_[wanted] = std::move(made.packs.front().cbor);
}

Json look_up(const Json& view, std::string_view path) {
  Json at = view;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    if (at.is_array()) {
      at = step == "ids" ? ids_of(at) : element(at, step);
    } else if (step == "selected" && at.contains("options")) {
      at = selected_of(at);
    } else {
      at = member(at, step);
    }
  }
  return at;
}

Played play(const Json& scenario, Shelf& shelf, Stage& stage) {
  Played out;
  try {
    out.name = scenario.at("name").get<std::string>();
    Player(scenario, shelf, stage, out).run();
  } catch (const std::exception& error) {
    out.failures.push_back(std::string("the scenario stopped: ") + error.what());
  }
  return out;
}

Played play(const Json& scenario, Shelf& shelf) {
  CoreStage core;
  return play(scenario, shelf, core);
}

}  // namespace yiping::cli
