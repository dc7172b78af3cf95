// SPDX-License-Identifier: Apache-2.0
#include "explain.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "terminal_text.hpp"

namespace yiping::cli {
namespace {

using host::Json;
using host::pointer_to;

/// Item, kind, member with its value, file.
using Row = std::array<std::string, 4>;

class Table {
 public:
  Table(const host::Merged& merged, const std::string& language)
      : merged_(merged), file_(merged.file) {
    const Json& texts = file_["texts"];
    language_ = texts.contains(language) ? language : texts.begin().key();
  }

  std::string text() {
    rows_.push_back({"item", "kind", "member = value", "written in"});
    top();
    for (std::size_t i = 0; i < file_["items"].size(); ++i) item(i);
    return drawn();
  }

 private:
  void row(const std::string& item, const std::string& kind, const std::string& member,
           const std::string& pointer) {
    rows_.push_back({item, kind, printable(member), "← " + merged_.origin(pointer).path.string()});
  }

  void top() {
    for (const char* name : {"title", "levels", "label_set"}) {
      if (file_.contains(name)) member("", "", pointer_to("", name), name);
    }
    const Json sections = file_.value("sections", Json::array());
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const std::string at = pointer_to("/sections", i);
      std::string id = sections[i]["id"].get<std::string>();
      std::string kind = "section";
      for (const char* name : {"title", "shown_if"}) {
        if (!sections[i].contains(name)) continue;
        member(id, kind, pointer_to(at, name), name);
        id = kind = "";
      }
    }
  }

  void item(std::size_t index) {
    const Json& item = file_["items"][index];
    const std::string at = pointer_to("/items", index);
    std::string id = item["id"].get<std::string>();
    std::string kind = item["kind"].get<std::string>();
    // The question first; the rest in the order of the alphabet.
    std::vector<std::string> names{"label"};
    for (const auto& [name, value] : item.items()) {
      if (name != "id" && name != "kind" && name != "label") names.push_back(name);
    }
    for (const std::string& name : names) {
      member(id, kind, pointer_to(at, name), name);
      id = kind = "";
      if (name == "options") options(item, at);
    }
  }

  void member(const std::string& id, const std::string& kind, const std::string& pointer,
              const std::string& name) {
    const Json& value = file_.at(Json::json_pointer(pointer));
    const bool is_wording = name == "label" || name == "hint" || name == "title";
    const std::string shown = value.is_string() ? value.get<std::string>() : value.dump();
    // Options follow one by one, with their wording.
    row(id, kind, name == "options" ? name : name + " = " + shown, pointer);
    if (is_wording) wording(value.get<std::string>());
  }

  void options(const Json& item, const std::string& at) {
    for (std::size_t i = 0; i < item["options"].size(); ++i) {
      const std::string option = item["options"][i].get<std::string>();
      row("", "", "  " + option, pointer_to(at + "/options", i));
      wording(item["id"].get<std::string>() + "." + option);
    }
  }

  void wording(const std::string& key) {
    const Json& texts = file_["texts"][language_];
    if (!texts.contains(key)) return;
    row("", "", "  “" + texts[key].get<std::string>() + "”",
        pointer_to(pointer_to("/texts", language_), key));
  }

  [[nodiscard]] std::string drawn() const {
    constexpr std::size_t kMostCells = 72;
    std::array<std::size_t, 3> widths{};
    for (const Row& row : rows_) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] = std::min(kMostCells, std::max(widths[i], columns(row[i])));
      }
    }
    std::string out;
    for (const Row& row : rows_) {
      const auto lines = wrapped(row[2], kMostCells);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        out += padded(i == 0 ? row[0] : "", widths[0]) + "  ";
        out += padded(i == 0 ? row[1] : "", widths[1]) + "  ";
        out += i == 0 ? padded(lines[i], widths[2]) + "  " + row[3] : lines[i];
        out += '\n';
      }
    }
    return out;
  }

  const host::Merged& merged_;
  const Json& file_;
  std::string language_;
  std::vector<Row> rows_;
};

}  // namespace

std::string explained_text(const Explained& explained, const std::string& language) {
  const Json& file = explained.merged.file;
  std::string out = file["id"].get<std::string>() + " version " + file["version"].dump() +
                    ", hash " + explained.hash + "\n";
  for (std::size_t i = 0; i < explained.merged.files.size(); ++i) {
    out += (i == 0 ? "base     " : "overlay  ") + explained.merged.files[i].string() + "\n";
  }
  return out + "\n" + Table(explained.merged, language).text();
}

Json explained_json(const Explained& explained) {
  const host::Merged& merged = explained.merged;
  Json origins = Json::object();
  const auto put = [&](const std::string& pointer) {
    const host::Origin origin = merged.origin(pointer);
    origins[pointer] = {{"file", origin.path.string()}, {"pointer", origin.pointer}};
  };
  for (std::size_t i = 0; i < merged.file["items"].size(); ++i) {
    const std::string at = pointer_to("/items", i);
    for (const auto& [name, value] : merged.file["items"][i].items()) put(pointer_to(at, name));
  }
  for (const auto& [language, texts] : merged.file["texts"].items()) {
    const std::string at = pointer_to("/texts", language);
    for (const auto& [key, text] : texts.items()) put(pointer_to(at, key));
  }
  Json files = Json::array();
  for (const auto& file : merged.files) files.push_back(file.string());
  return {{"hash", explained.hash},
          {"files", std::move(files)},
          {"origins", std::move(origins)},
          {"questionnaire", merged.file}};
}

}  // namespace yiping::cli
