// SPDX-License-Identifier: Apache-2.0
#include "host/authored_settings.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/files.hpp"
#include "yiping/calendar.hpp"
#include "yiping/code_table.hpp"
#include "yiping/item_code.hpp"
#include "yiping/mapping.hpp"
#include "yiping/profile.hpp"
#include "yiping/ranking.hpp"
#include "yiping/score.hpp"
#include "yiping/sheet.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

/// A chain of profiles is a place, its province and the default.
constexpr int kMaxBases = 8;

std::optional<std::vector<std::uint8_t>> cbor_of(const fs::path& path) {
  std::vector<Fault> faults;
  const Json file = load_authored(path, faults);
  if (!faults.empty()) return std::nullopt;
  return to_cbor(file);
}

fs::path first_of(const Folders& folders, const std::string& name) {
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / name)) return folder / name;
  }
  return folders.front() / name;
}

/// With the profiles that it extends, which stand in one of the folders.
Result<Profile> read_layered(const CborValue& root, const Folders& folders, int bases) {
  const auto base = base_of(root);
  if (!base) return base.error();
  if (base->empty()) return read_profile(root);
  const auto bytes = cbor_of(first_of(folders, *base + ".json"));
  if (!bytes || bases == kMaxBases) return Status(ErrorCode::bad_value, "/extends");
  const auto parent_root = CborValue::parse(*bytes);
  if (!parent_root) return Status(ErrorCode::bad_value, "/extends");
  const auto parent = read_layered(*parent_root, folders, bases + 1);
  if (!parent) return Status(ErrorCode::bad_value, "/extends");
  return read_profile(root, *parent);
}

Result<Profile> read_profile_bytes(std::span<const std::uint8_t> cbor, const Folders& folders) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_layered(*root, folders, 0);
}

Status reads_profile(std::span<const std::uint8_t> cbor, const fs::path& file) {
  const auto profile = read_profile_bytes(cbor, {file.parent_path()});
  return profile ? Status() : Status(profile.error());
}

Result<Mapping> read_mapping_bytes(std::span<const std::uint8_t> cbor, const fs::path& file) {
  std::vector<CodeTable> tables;
  for (const fs::path& path : files_in(file.parent_path().parent_path() / "codes", ".json")) {
    const auto bytes = cbor_of(path);
    if (!bytes) continue;
    if (auto table = read_code_table(*bytes)) tables.push_back(*std::move(table));
  }
  return read_mapping(cbor, tables);
}

Status reads_mapping(std::span<const std::uint8_t> cbor, const fs::path& file) {
  const auto mapping = read_mapping_bytes(cbor, file);
  return mapping ? Status() : Status(mapping.error());
}

/// A line for each.
constexpr SettingsReader kReaders[] = {
    {"yiping.calendar/1", reads_root<Calendar, read_calendar>},
    {"yiping.profile/1", reads_profile},
    {"yiping.codes/1", reads_bytes<CodeTable, read_code_table>},
    {"yiping.item-codes/1", reads_bytes<ItemCodeRules, read_item_code_rules>},
    {"yiping.mapping/1", reads_mapping},
    {"yiping.points/1", reads_bytes<PointTable, read_point_table>},
    {"yiping.composite/1", reads_bytes<CompositeRule, read_composite>},
    {"yiping.sheet/1", reads_bytes<Sheet, read_sheet>},
};

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

Fault fault_of(const Error& error, const fs::path& path) {
  for (const Wording& wording : kWordings) {
    if (wording.code != error.code) continue;
    return {path, error.where, std::string(wording.rule), std::string(wording.remedy)};
  }
  return {path, error.where, "the core reads it; it says " + std::string(name_of(error.code)),
          "correct what it names"};
}

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
  faults.push_back(fault_of(status.error(), path));
}

std::optional<Profile> load_profile(const std::string& id, const Folders& folders,
                                    std::vector<Fault>& faults) {
  const fs::path path = first_of(folders, id + ".json");
  std::vector<Fault> found;
  const Json file = load_authored(path, found);
  if (found.empty()) {
    auto profile = read_profile_bytes(to_cbor(file), folders);
    if (profile) return *std::move(profile);
    found.push_back(fault_of(profile.error(), path));
  }
  faults.insert(faults.end(), found.begin(), found.end());
  return std::nullopt;
}

std::optional<Mapping> load_mapping(const fs::path& file, std::vector<Fault>& faults) {
  const Json authored = load_authored(file, faults);
  if (!faults.empty()) return std::nullopt;
  auto mapping = read_mapping_bytes(to_cbor(authored), file);
  if (!mapping) {
    faults.push_back(fault_of(mapping.error(), file));
    return std::nullopt;
  }
  return *std::move(mapping);
}

Calendar load_calendar(const Folders& folders, std::vector<Fault>& faults) {
  Calendar calendar;
  std::set<fs::path> seen;
  for (const fs::path& folder : folders) {
    for (const fs::path& path : files_in(folder, ".json")) {
      if (path.filename().string().ends_with(".schema.json")) continue;
      if (!seen.insert(path.filename()).second) continue;
      const Json file = load_authored(path, faults);
      if (!file.is_object()) continue;
      const std::vector<std::uint8_t> cbor = to_cbor(file);
      const auto root = CborValue::parse(cbor);
      const Status added = root ? add_calendar(calendar, *root) : Status(root.error());
      if (!added) faults.push_back(fault_of(added.error(), path));
    }
  }
  return calendar;
}

}  // namespace yiping::host
