// SPDX-License-Identifier: Apache-2.0
#include "host/lint.hpp"

#include <iterator>
#include <string_view>
#include <utility>

#include "host/authored.hpp"
#include "host/authored_item.hpp"
#include "host/authored_settings.hpp"
#include "host/locales.hpp"
#include "host/overlay.hpp"
#include "host/pack.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

/// The assets folder of a file that stands where its kind belongs; made absolute only where the
/// path as given does not reach so far.
fs::path assets_of(const fs::path& path) {
  const fs::path folder = path.parent_path();
  return folder.has_parent_path() ? folder.parent_path()
                                  : fs::absolute(path).parent_path().parent_path();
}

void append(std::vector<Fault>& faults, std::vector<Fault> more) {
  std::move(more.begin(), more.end(), std::back_inserter(faults));
}

void lint_questionnaire(const fs::path& path, const Json&, std::vector<Fault>& faults) {
  const fs::path assets = assets_of(path);
  const Merged merged = load_merged(assets, path, {}, faults);
  if (faults.empty()) append(faults, make_packs_of(assets, merged).faults);
}

void lint_overlay(const fs::path& path, const Json& file, std::vector<Fault>& faults) {
  check_overlay(path, file, faults);
  if (!faults.empty()) return;
  const fs::path assets = assets_of(path);
  const Merged merged = load_alone(assets, {path, file}, faults);
  if (faults.empty()) append(faults, make_packs_of(assets, merged).faults);
}

void lint_locale(const fs::path& path, const Json& file, std::vector<Fault>& faults) {
  check_locale(path, file, faults);
  if (faults.empty()) check_beside_locales({path, file}, faults);
}

/// One line for each kind of file.
struct Linter {
  std::string_view schema;
  Check check;
};

constexpr Linter kLinters[] = {
    {"yiping.questionnaire/1", lint_questionnaire},
    {"yiping.overlay/1", lint_overlay},
    {"yiping.reasons/1", check_reasons},
    {"yiping.locale/1", lint_locale},
};

}  // namespace

std::vector<Fault> lint(const fs::path& path) {
  std::vector<Fault> faults;
  const Json file = load_authored(path, faults);
  if (!faults.empty()) return faults;
  const std::string schema = text_of(file, "schema");
  std::string known;
  for (const Linter& linter : kLinters) {
    if (linter.schema == schema) {
      linter.check(path, file, faults);
      return faults;
    }
    known += std::string(linter.schema) + ", ";
  }
  if (const SettingsReader* reader = settings_reader(schema)) {
    check_settings(*reader, path, file, faults);
    return faults;
  }
  for (const SettingsReader& reader : settings_readers())
    known += std::string(reader.schema) + ", ";
  known.resize(known.size() - 2);
  faults.push_back(
      {path, "/schema", "schema is one of " + known, "write the one that this file is"});
  return faults;
}

}  // namespace yiping::host
