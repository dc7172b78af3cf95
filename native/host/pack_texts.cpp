// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "host/authored.hpp"
#include "host/authored_item.hpp"
#include "host/pack_parts.hpp"

namespace yiping::host {
namespace {

using std::string_view;

/// A text to go on with after a fault, so that the next one is found too.
constexpr string_view kPlaceholder = "?";

/// What of the shared wording a questionnaire can show.
struct Features {
  bool pages = false;      // sections
  bool writing = false;    // texts
  bool requiring = false;  // more than the level
};

Features features_of(const Json& file) {
  Features features;
  features.pages = file.contains("sections");
  for (const Json& item : file["items"]) {
    features.writing = features.writing || item["kind"] == "text";
    features.requiring = features.requiring || item.contains("required_if");
  }
  return features;
}

/// Wording that only some questionnaires need, as the core asks for it. `nullptr`: packed under
/// another key.
struct Needed {
  string_view key;
  bool Features::*by;
};

constexpr std::array<Needed, 11> kNeeded{{
    {"level.", nullptr},
    {"level_quality.", nullptr},
    {"contact.", nullptr},
    {"kind.", &Features::writing},
    {"notice.sensitive", &Features::writing},
    {"announce.review", &Features::writing},
    {"error.text_too_long", &Features::writing},
    {"error.answer_missing", &Features::requiring},
    {"action.next", &Features::pages},
    {"action.back", &Features::pages},
}};

bool is_needed(string_view key, const Features& features) {
  for (const Needed& needed : kNeeded) {
    const bool same = needed.key.ends_with('.') ? key.starts_with(needed.key) : key == needed.key;
    if (same) return needed.by != nullptr && features.*needed.by;
  }
  return true;
}

class TextPacker {
 public:
  TextPacker(const Sources& sources, const std::vector<const Authored*>& chain,
             std::vector<Fault>& faults)
      : sources_(sources), file_(sources.questionnaire.file), chain_(chain), faults_(faults) {}

  Json pack() {
    shared();
    named("/title");
    const Json sections = file_.value("sections", Json::array());
    for (std::size_t i = 0; i < sections.size(); ++i) {
      named(pointer_to(pointer_to("/sections", i), "title"));
    }
    for (std::size_t i = 0; i < file_["items"].size(); ++i) item(i);
    for (const Authored& list : sources_.lists) reasons(list);
    levels();
    return std::move(texts_);
  }

 private:
  void fault(const std::string& pointer, std::string rule, std::string remedy) {
    Origin origin = sources_.questionnaire.origin(pointer);
    faults_.push_back(
        {std::move(origin.path), std::move(origin.pointer), std::move(rule), std::move(remedy)});
  }

  [[nodiscard]] std::string language(const Authored& locale) const {
    return text_of(locale.file, "lang");
  }

  /// "ko, zh-Hans".
  [[nodiscard]] std::string languages() const {
    std::string all;
    for (const Authored* locale : chain_) {
      all += (all.empty() ? "" : ", ") + language(*locale);
    }
    return all;
  }

  /// The questionnaire's own text rules over the locale's, and a closer language over both.
  [[nodiscard]] const Json* find(const std::string& key) const {
    for (const Authored* locale : chain_) {
      const Json& own = file_["texts"];
      if (const auto texts = own.find(language(*locale)); texts != own.end()) {
        if (const auto text = texts->find(key); text != texts->end()) return &*text;
      }
      const Json& shared = locale->file["texts"];
      if (const auto text = shared.find(key); text != shared.end()) return &*text;
    }
    return nullptr;
  }

  void shared() {
    const Features features = features_of(file_);
    for (auto locale = chain_.rbegin(); locale != chain_.rend(); ++locale) {
      for (const auto& [key, text] : (*locale)->file["texts"].items()) {
        if (is_needed(key, features)) texts_[key] = text;
      }
    }
  }

  /// The text of `wanted`, under `key`; told at `pointer` when no language has it.
  void put(const std::string& key, const std::string& wanted, const std::string& pointer) {
    const Json* text = find(wanted);
    if (text == nullptr) {
      fault(pointer, "the wording " + wanted + " has a text in " + languages(),
            "add it at " + pointer_to("/texts", language(*chain_.front())));
    }
    const Json found = text == nullptr ? Json(kPlaceholder) : *text;
    if (key == wanted) {
      texts_[key] = found;
    } else {
      add(key, found, pointer);
    }
  }

  /// The wording of an option or a code. Two of them may come under one key: "a.b" of "c", and "a"
  /// of "b.c".
  void add(const std::string& key, const Json& text, const std::string& pointer) {
    const auto [entry, is_new] = texts_.emplace(key, text);
    if (is_new || *entry == text) return;
    fault(pointer, "an option has a wording of its own: " + key + " is another one's too",
          "rename the item or the option");
  }

  /// Where the questionnaire names a list.
  [[nodiscard]] std::string list_pointer(const Authored& list) const {
    for (std::size_t i = 0; i < file_["items"].size(); ++i) {
      if (text_of(file_["items"][i], "list") == text_of(list.file, "id")) {
        return pointer_to(pointer_to("/items", i), "list");
      }
    }
    return {};
  }

  void named(const std::string& pointer) {
    const auto& key = file_.at(Json::json_pointer(pointer)).get_ref<const std::string&>();
    put(key, key, pointer);
  }

  void item(std::size_t index) {
    const std::string at = pointer_to("/items", index);
    const Json& item = file_["items"][index];
    for (const char* member : {"label", "hint"}) {
      if (item.contains(member)) named(pointer_to(at, member));
    }
    const auto id = item["id"].get<std::string>();
    if (item.contains("options")) {
      for (std::size_t i = 0; i < item["options"].size(); ++i) {
        const std::string key = id + "." + item["options"][i].get<std::string>();
        put("reason." + key, key, pointer_to(pointer_to(at, "options"), i));
      }
    }
    if (item["kind"] != "contact") return;
    for (const string_view way : kWays) {
      put("reason." + id + "." + std::string(way), "contact." + std::string(way),
          pointer_to(at, "kind"));
    }
  }

  void reasons(const Authored& list) {
    const auto offered = levels_of(file_);
    const std::string prefix = "reason." + list.file["id"].get<std::string>() + ".";
    for (const Json& code : list.file["codes"]) {
      const bool is_offered =
          std::find(offered.begin(), offered.end(), text_of(code, "level")) != offered.end();
      if (code.contains("retired") || !is_offered) continue;
      const Json* text = nullptr;
      for (const Authored* locale : chain_) {
        const auto found = code["texts"].find(language(*locale));
        if (found == code["texts"].end()) continue;
        text = &*found;
        break;
      }
      // check_reasons has made sure of the official text, where every chain ends.
      add(prefix + code["code"].get<std::string>(), *text, list_pointer(list));
    }
  }

  /// Under `level.` whatever the set; and the official ones beside what nobody has reviewed.
  void levels() {
    const bool is_quality = file_.value("label_set", std::string()) == "quality";
    const std::string set = is_quality ? "level_quality." : "level.";
    const bool is_reviewed = chain_.front()->file.contains("reviewed_by");
    for (const std::string& level : levels_of(file_)) {
      level_text("level." + level, set + level, chain_);
      if (is_reviewed) continue;
      const std::string official = "official.level." + level;
      level_text(official, set + level, {chain_.back()});
      // Where the Chinese stands in itself, nothing stands beside it.
      if (texts_[official] == texts_["level." + level]) texts_.erase(official);
    }
  }

  void level_text(const std::string& key, const std::string& wanted,
                  const std::vector<const Authored*>& from) {
    texts_[key] = kPlaceholder;
    for (const Authored* locale : from) {
      const Json& shared = locale->file["texts"];
      const auto text = shared.find(wanted);
      if (text == shared.end()) continue;
      texts_[key] = *text;
      return;
    }
    faults_.push_back(
        {from.back()->path, "/texts", "every level has its text: " + wanted, "add this text"});
  }

  const Sources& sources_;
  const Json& file_;
  const std::vector<const Authored*>& chain_;
  std::vector<Fault>& faults_;
  Json texts_ = Json::object();
};

}  // namespace

Json packed_texts(const Sources& sources, const std::vector<const Authored*>& chain,
                  std::vector<Fault>& faults) {
  return TextPacker(sources, chain, faults).pack();
}

}  // namespace yiping::host
