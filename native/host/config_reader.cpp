// SPDX-License-Identifier: Apache-2.0
#include "host/config_reader.hpp"

#include <algorithm>

#include "host/files.hpp"

namespace yiping::host {

Json read_config_file(const std::filesystem::path& file, std::string_view remedy) {
  const FileBytes read = read_file(file);
  if (!read) throw ConfigError(read.error + "\n" + std::string(remedy));
  ParsedJson parsed = parse_json(read.bytes);
  if (!parsed) {
    throw ConfigError(file.string() + ": " + parsed.fault.pointer +
                      ": 不是有效的 JSON / not valid JSON: " + parsed.fault.code + " (byte " +
                      std::to_string(parsed.fault.offset) + ")");
  }
  return std::move(parsed.value);
}

ConfigReader::ConfigReader(const std::filesystem::path& file, const Json& value,
                           std::string pointer)
    : file_(file), value_(value), pointer_(std::move(pointer)) {
  if (!value_.is_object()) fail(pointer_, {"应为对象", "must be an object"});
}

void ConfigReader::allow(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, value] : value_.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string known;
    for (const std::string_view each : names) known.append(known.empty() ? "" : ", ").append(each);
    fail(pointer_to(pointer_, name),
         {"没有这个配置项；可用的有：" + known, "no such field; there are: " + known});
  }
}

std::string ConfigReader::text(std::string_view name) const {
  const Json& member = required(name);
  if (!member.is_string() || member.get_ref<const std::string&>().empty()) {
    fail(at(name), {"应为非空字符串", "must be a string that is not empty"});
  }
  return member.get<std::string>();
}

std::int64_t ConfigReader::integer(std::string_view name, std::int64_t least,
                                   std::int64_t most) const {
  const Json& member = required(name);
  const bool fits = member.is_number_integer() && member.get<std::int64_t>() >= least &&
                    member.get<std::int64_t>() <= most;
  if (!fits) {
    const std::string range = std::to_string(least) + " … " + std::to_string(most);
    fail(at(name), {"应为整数，范围 " + range, "must be an integer from " + range});
  }
  return member.get<std::int64_t>();
}

bool ConfigReader::flag(std::string_view name) const {
  const Json& member = required(name);
  if (!member.is_boolean()) fail(at(name), {"应为 true 或 false", "must be true or false"});
  return member.get<bool>();
}

std::vector<std::string> ConfigReader::texts(std::string_view name) const {
  std::vector<std::string> out;
  for (const Json& element : list(name)) {
    if (!element.is_string() || element.get_ref<const std::string&>().empty()) {
      fail(pointer_to(at(name), out.size()),
           {"应为非空字符串", "must be a string that is not empty"});
    }
    out.push_back(element.get<std::string>());
  }
  return out;
}

std::vector<ConfigReader> ConfigReader::objects(std::string_view name) const {
  std::vector<ConfigReader> out;
  for (const Json& element : list(name)) {
    out.emplace_back(file_, element, pointer_to(at(name), out.size()));
  }
  return out;
}

ConfigReader ConfigReader::object(std::string_view name) const {
  return {file_, required(name), at(name)};
}

void ConfigReader::fail(const std::string& pointer, const ConfigRule& rule) const {
  const std::string place = file_.string() + ": " + (pointer.empty() ? "/" : pointer) + ": ";
  throw ConfigError(place + rule.zh + "。\n" + place + rule.en + ".");
}

const Json& ConfigReader::required(std::string_view name) const {
  const auto member = value_.find(name);
  if (member == value_.end()) fail(at(name), {"缺少这个配置项", "this field is missing"});
  return *member;
}

const Json& ConfigReader::list(std::string_view name) const {
  const Json& member = required(name);
  if (!member.is_array()) fail(at(name), {"应为数组", "must be an array"});
  return member;
}

const ConfigRule kOriginRule = {
    "应为来源：协议、小写主机名与可选端口，如 https://portal.example.gov.cn，末尾没有斜杠",
    "must be an origin: scheme, lower-case host, optional port, such as "
    "https://portal.example.gov.cn, without a slash at the end"};

bool is_area(std::string_view code) {
  return code.size() == 12 && code[0] != '0' &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.find_first_of("/?#@ *") == std::string_view::npos &&
           std::none_of(rest.begin(), rest.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }
  return false;
}

}  // namespace yiping::host
