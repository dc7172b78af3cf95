// SPDX-License-Identifier: Apache-2.0
#include "preview.hpp"

#include <algorithm>
#include <stdexcept>

#include "terminal_text.hpp"

namespace yiping::cli {
namespace {

using host::Json;

constexpr std::uint32_t kNow = 1'795'312'800;  // 2026-11-22T02:00:00Z; nothing here depends on it

std::string text_of(const Json& object, const char* name) {
  return object.contains(name) ? object[name].get<std::string>() : std::string();
}

const Json* item_of(const Json& view, const std::string& id) {
  for (const Json& item : view["items"]) {
    if (item["id"] == id) return &item;
  }
  return nullptr;
}

std::string ids_of(const Json& all) {
  std::string out;
  for (const Json& each : all) out += (out.empty() ? "" : ", ") + text_of(each, "id");
  return out;
}

void give_one(AbiCore& core, const GivenAnswer& answer) {
  const Json view = Json::parse(core.view());
  const Json* item = item_of(view, answer.item);
  const std::string said = "--answer " + answer.item + "=" + answer.value + ": ";
  if (item == nullptr) {
    throw std::runtime_error(said +
                             "this item is not shown. Shown now are: " + ids_of(view["items"]) +
                             ". Remedy: correct the id, or answer what it waits for first.");
  }
  try {
    if (text_of(*item, "kind") == "text") {
      core.set_text(answer.item, answer.value, kNow);
    } else {
      core.toggle(answer.item, answer.value, kNow);
    }
  } catch (const Refused& refused) {
    const std::string options = item->contains("options") ? ids_of((*item)["options"]) : "";
    throw std::runtime_error(said + "the core says " + refused.what() + ". Remedy: " +
                             (options.empty() ? "correct this answer or leave it out."
                                              : "write one of " + options + "."));
  }
}

class Drawing {
 public:
  Drawing(const Json& view, std::size_t width) : view_(view), width_(width) {}

  std::string take() {
    const std::string title = printable(text_of(view_, "title"));
    lines("", title);
    line(std::string(std::min(columns(title), width_), '='));
    for (const Json& item : view_["items"]) {
      heading(item);
      line("");
      draw(item);
    }
    line("");
    for (const Json& notice : view_["notices"]) lines("! ", text_of(notice, "text"));
    actions();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  /// `lead` before the first line, as much space before the others.
  void lines(const std::string& lead, const std::string& text) {
    const std::size_t used = columns(lead);
    bool is_first = true;
    for (const std::string& each : wrapped(text, width_ - std::min(used, width_ / 2))) {
      // Each line on its own: isolates do not reach over the end of one.
      line((is_first ? lead : std::string(used, ' ')) + printable(each));
      is_first = false;
    }
  }

  /// The first item of a section carries its title.
  void heading(const Json& item) {
    if (!item.contains("heading")) return;
    line("");
    lines("-- ", text_of(item, "heading"));
  }

  void draw(const Json& item) {
    const std::string kind = text_of(item, "kind");
    const bool is_required = item.contains("required");
    const bool is_disabled = !item.value("enabled", true);
    lines("", text_of(item, "label") + (is_required ? " *" : "") + (is_disabled ? " (-)" : ""));
    if (item.contains("hint")) lines("  ", text_of(item, "hint"));
    if (item.contains("options")) {
      for (const Json& option : item["options"]) draw_option(option, kind == "multi");
    }
    if (kind == "text") written(item);
    if (item.contains("error")) lines("  ! ", text_of(item, "error"));
  }

  void draw_option(const Json& option, bool many) {
    const bool chosen = option.contains("selected");
    const std::string mark = many ? (chosen ? "  [x] " : "  [ ] ") : (chosen ? "  (*) " : "  ( ) ");
    std::string label = text_of(option, "label");
    // Beside a translation that nobody has reviewed stands the Chinese.
    if (option.contains("official")) label += " / " + text_of(option, "official");
    lines(mark, label);
  }

  void written(const Json& item) {
    const std::string value = text_of(item, "value");
    if (value.empty()) {
      line("  " + std::string(std::min<std::size_t>(width_ - 4, 40), '_'));
    } else {
      lines("  > ", value);
    }
    if (item.contains("remaining") && item.contains("limit")) {
      const auto limit = item["limit"].get<std::int64_t>();
      line("  " + std::to_string(limit - item["remaining"].get<std::int64_t>()) + " / " +
           std::to_string(limit));
    }
  }

  void actions() {
    for (const Json& action : view_["actions"]) {
      const std::string reason = action.value("enabled", true) ? "" : text_of(action, "reason");
      lines("", "[ " + text_of(action, "label") + " ]" + (reason.empty() ? "" : "  " + reason));
    }
  }

  const Json& view_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

void give(AbiCore& core, const std::vector<GivenAnswer>& answers) {
  const Json first = Json::parse(core.view());
  const std::string level = text_of(first["items"].front(), "id");
  std::vector<GivenAnswer> ordered = answers;
  std::stable_partition(ordered.begin(), ordered.end(),
                        [&](const GivenAnswer& answer) { return answer.item == level; });
  for (const GivenAnswer& answer : ordered) give_one(core, answer);
}

std::string drawn(const Json& view, std::size_t width) { return Drawing(view, width).take(); }

}  // namespace yiping::cli
