// SPDX-License-Identifier: Apache-2.0
#include "host/authored_settings.hpp"

#include <array>
#include <string>

namespace yiping::host {
namespace {

/// A line for each.
constexpr std::array<SettingsReader, 0> kReaders{};

struct Wording {
  ErrorCode code;
  std::string_view rule;
  std::string_view remedy;
};

constexpr Wording kWordings[] = {
    {ErrorCode::bad_cbor, "numbers are whole and not negative, below 2^32", "write such a number"},
    {ErrorCode::too_deep, "values nest 15 deep at most", "flatten it"},
    {ErrorCode::duplicate_key, "a key stands once in an object", "remove one of the two"},
    {ErrorCode::not_utf8, "a text is UTF-8", "save the file as UTF-8"},
    {ErrorCode::too_large, "an array or object has 1024 entries at most", "split it"},
    {ErrorCode::unknown_field, "only members that the format names stand here",
     "remove this one or correct its name"},
    {ErrorCode::missing_field, "this member is required", "add it"},
    {ErrorCode::wrong_type, "the value has the type that the format names", "correct its type"},
    {ErrorCode::bad_value, "the value is one that the format allows", "correct it"},
    {ErrorCode::duplicate_id, "an id stands once", "rename this one or remove it"},
    {ErrorCode::unknown_level, "a level is one of the five names", "correct the name"},
};

}  // namespace

std::span<const SettingsReader> settings_readers() { return kReaders; }

const SettingsReader* settings_reader(std::string_view schema) {
  for (const SettingsReader& reader : settings_readers()) {
    if (reader.schema == schema) return &reader;
  }
  return nullptr;
}

void check_settings(const SettingsReader& reader, const std::filesystem::path& path,
                    const Json& file, std::vector<Fault>& faults) {
  const Status status = reader.read(to_cbor(file), path);
  if (status) return;
  const Error& error = status.error();
  for (const Wording& wording : kWordings) {
    if (wording.code != error.code) continue;
    faults.push_back({path, error.where, std::string(wording.rule), std::string(wording.remedy)});
    return;
  }
  faults.push_back({path, error.where,
                    "the core reads it; it says " + std::string(name_of(error.code)),
                    "correct what it names"});
}

}  // namespace yiping::host
