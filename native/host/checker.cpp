// SPDX-License-Identifier: Apache-2.0
#include "host/checker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/files.hpp"

namespace yiping::host {
namespace {

Fault fault_of(const std::filesystem::path& path, const JsonFault& fault) {
  struct Wording {
    std::string_view code, rule, remedy;
  };
  static constexpr Wording kWordings[] = {
      {"not_utf8", "a file is UTF-8", "save it as UTF-8"},
      {"too_deep", "values nest 32 deep at most", "flatten it"},
      {"duplicate_key", "a key stands once in an object", "remove one of the two"},
      {"wrong_type", "a number is an integer", "write it without a point or exponent"},
      {"bad_value", "a number lies between -(2^53-1) and 2^53-1", "write a smaller one"},
  };
  for (const Wording& wording : kWordings) {
    if (wording.code == fault.code) {
      return {path, fault.pointer, std::string(wording.rule), std::string(wording.remedy)};
    }
  }
  return {path, fault.pointer, "a file is JSON without a byte order mark",
          "correct it at or before byte " + std::to_string(fault.offset)};
}

}  // namespace

std::string describe(const Fault& fault) {
  std::string line = fault.path.string() + ": ";
  if (!fault.pointer.empty()) line += fault.pointer + ": ";
  return line + fault.rule + ". Remedy: " + fault.remedy + ".";
}

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (text.empty() || text.size() > 64 || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

bool is_language_tag(std::string_view text) {
  if (text.empty() || text.size() > 35 || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string list_of(Names names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

Json load_authored(const std::filesystem::path& path, std::vector<Fault>& faults) {
  const FileBytes file = read_file(path);
  if (!file) {
    faults.push_back({path, "", file.error, "check the name and the rights of the file"});
    return {};
  }
  ParsedJson parsed = parse_json(file.bytes);
  if (!parsed) {
    faults.push_back(fault_of(path, parsed.fault));
    return {};
  }
  if (!parsed.value.is_object()) {
    faults.push_back({path, "", "a file holds one JSON object", "wrap its content in { }"});
    return {};
  }
  return std::move(parsed.value);
}

Authored load_checked(const std::filesystem::path& path, Check check, std::vector<Fault>& faults) {
  const std::size_t before = faults.size();
  Authored authored{path, load_authored(path, faults)};
  if (faults.size() == before) check(path, authored.file, faults);
  return authored;
}

void Checker::fault(std::string pointer, std::string rule, std::string remedy) {
  faults_.push_back({path_, std::move(pointer), std::move(rule), std::move(remedy)});
}

void Checker::schema(const Json& file, std::string_view name) {
  const std::array<std::string_view, 1> only{name};
  one_of(file, "", "schema", only);
}

void Checker::file_name(const std::string* name, const char* member, const std::string& prefix) {
  if (name == nullptr || path_.stem() == prefix + *name) return;
  fault(pointer_to("", member), "the file is named " + prefix + *name + ".json",
        "rename the file or change this member");
}

void Checker::members(const Json& object, const std::string& at, Names allowed, Names required) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
      fault(pointer_to(at, key), "the members here are " + list_of(allowed),
            "remove this one or correct its name");
    }
  }
  for (const std::string_view name : required) {
    if (!object.contains(name)) {
      fault(at, "the member " + std::string(name) + " is required", "add it");
    }
  }
}

const Json* Checker::object(const Json& parent, const std::string& at, const char* name) {
  const auto found = parent.find(name);
  if (found == parent.end()) return nullptr;
  if (found->is_object()) return &*found;
  fault(pointer_to(at, name), std::string(name) + " is an object", "write { }");
  return nullptr;
}

const Json* Checker::array(const Json& parent, const std::string& at, const char* name) {
  const auto found = parent.find(name);
  if (found == parent.end()) return nullptr;
  if (found->is_array()) return &*found;
  fault(pointer_to(at, name), std::string(name) + " is an array", "write [ ]");
  return nullptr;
}

const std::string* Checker::text(const Json& parent, const std::string& at, const char* name) {
  const auto found = parent.find(name);
  if (found == parent.end()) return nullptr;
  const auto* text = found->get_ptr<const std::string*>();
  if (text != nullptr && !text->empty()) return text;
  fault(pointer_to(at, name), std::string(name) + " is a text that is not empty",
        "write it in quotes");
  return nullptr;
}

const std::string* Checker::id(const Json& parent, const std::string& at, const char* name) {
  const std::string* found = text(parent, at, name);
  if (found == nullptr || is_name(*found)) return found;
  fault(pointer_to(at, name), "a name has 1 to 64 of a-z 0-9 _ - . and begins with a letter",
        "rename it");
  return nullptr;
}

void Checker::number(const Json& parent, const std::string& at, const char* name,
                     std::int64_t least, std::int64_t most) {
  const auto found = parent.find(name);
  if (found == parent.end()) return;
  if (found->is_number_integer()) {
    const auto value = found->get<std::int64_t>();
    if (value >= least && value <= most) return;
  }
  fault(pointer_to(at, name),
        std::string(name) + " is an integer from " + std::to_string(least) + " to " +
            std::to_string(most),
        "write one of these");
}

void Checker::one_of(const Json& parent, const std::string& at, const char* name, Names choices) {
  const std::string* found = text(parent, at, name);
  if (found == nullptr || std::find(choices.begin(), choices.end(), *found) != choices.end()) {
    return;
  }
  fault(pointer_to(at, name), std::string(name) + " is one of " + list_of(choices),
        "write one of these");
}

void Checker::only_true(const Json& parent, const std::string& at, const char* name) {
  const auto found = parent.find(name);
  if (found == parent.end() || *found == Json(true)) return;
  fault(pointer_to(at, name), std::string(name) + " is true or absent", "remove it");
}

void Checker::texts(const Json& map, const std::string& at) {
  for (const auto& [key, value] : map.items()) {
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || text->empty()) {
      fault(pointer_to(at, key), "a wording is a text that is not empty", "write it in quotes");
    }
  }
}

void Checker::languages(const Json& map, const std::string& at) {
  for (const auto& [language, value] : map.items()) {
    if (!is_language_tag(language)) {
      fault(pointer_to(at, language), "a language is a tag such as zh-Hans or en", "correct it");
    }
    if (const Json* texts_of = object(map, at, language.c_str())) {
      texts(*texts_of, pointer_to(at, language));
    }
  }
}

}  // namespace yiping::host
