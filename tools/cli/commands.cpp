// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

#include <array>
#include <iostream>

#include "abi_core.hpp"
#include "explain.hpp"
#include "host/files.hpp"
#include "host/lint.hpp"
#include "host/pack.hpp"
#include "preview.hpp"
#include "scenario.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/sha256.hpp"

namespace yiping::cli {
namespace {

int report(const std::vector<host::Fault>& faults) {
  for (const host::Fault& fault : faults) std::cerr << host::describe(fault) << '\n';
  return faults.empty() ? 0 : 1;
}

int refuse(const std::string& error) {
  std::cerr << error << '\n';
  return 1;
}

void summarise(const host::Json& view) {
  std::cout << view["title"].get<std::string>() << " (" << view["lang"].get<std::string>() << ")\n";
  for (const host::Json& item : view["items"]) {
    std::cout << "  " << item["label"].get<std::string>() << '\n';
    for (const host::Json& option : item["options"]) {
      std::cout << "    ( ) " << option["label"].get<std::string>() << '\n';
    }
  }
}

bool run_scenario(const std::filesystem::path& file, Shelf& shelf,
                  const std::filesystem::path& documents) {
  const host::FileBytes bytes = host::read_file(file);
  if (!bytes) return refuse("FAIL " + bytes.error) == 0;
  const host::ParsedJson scenario = host::parse_json(bytes.bytes);
  if (!scenario) {
    return refuse("FAIL " + file.string() + ": " + scenario.fault.code + " at '" +
                  scenario.fault.pointer + "'") == 0;
  }
  const Played played = play(scenario.value, shelf);
  std::cout << (played.failures.empty() ? "ok   " : "FAIL ") << played.name << '\n';
  for (const std::string& failure : played.failures) {
    std::cout << "     " << file.filename().string() << ": " << failure << '\n';
  }
  if (documents.empty() || played.document.empty()) return played.failures.empty();
  const std::string error = host::write_file(documents / file.filename(), played.document);
  if (!error.empty()) return refuse(error) == 0;
  return played.failures.empty();
}

}  // namespace

int lint_files(const std::vector<std::filesystem::path>& files) {
  std::size_t broken = 0;
  std::size_t count = 0;
  for (const std::filesystem::path& file : files) {
    // What shells add for *.json; they are for editors.
    if (file.string().ends_with(".schema.json")) continue;
    ++count;
    if (report(host::lint(file)) != 0) ++broken;
  }
  std::cout << count - broken << " of " << count << " files are whole\n";
  return broken == 0 ? 0 : 1;
}

int write_pack(const Chosen& chosen, const std::string& language,
               const std::filesystem::path& out) {
  const host::Packs made =
      host::make_pack(chosen.folder(), chosen.file().stem().string(), language, chosen.place);
  if (!made) return report(made.faults);
  const host::Pack& pack = made.packs.front();
  const std::string_view bytes(reinterpret_cast<const char*>(pack.cbor.data()), pack.cbor.size());
  if (const std::string error = host::write_file(out, bytes); !error.empty()) return refuse(error);
  std::cout << out.string() << ": " << pack.questionnaire << " version " << pack.version << ", "
            << pack.language << ", " << bytes.size() << " bytes, hash " << pack.hash << '\n';
  return 0;
}

int explain(const Chosen& chosen, const std::string& language, Form form) {
  std::vector<host::Fault> faults;
  Explained explained;
  explained.merged = host::load_merged(chosen.folder(), chosen.file(), chosen.place, faults);
  if (!faults.empty()) return report(faults);
  const host::Packs made = host::make_packs_of(chosen.folder(), explained.merged);
  if (!made) return report(made.faults);
  explained.hash = made.packs.front().hash;
  if (form == Form::json) {
    std::cout << explained_json(explained).dump(2) << '\n';
  } else {
    std::cout << explained_text(explained, language);
  }
  return 0;
}

int preview(const Chosen& chosen, const std::string& language, const std::vector<std::string>& said,
            std::size_t width) {
  std::vector<GivenAnswer> answers;
  for (const std::string& each : said) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals == 0) {
      return refuse("--answer " + each + " is not an answer. Remedy: write item=value, such as " +
                    "level=satisfied.");
    }
    answers.push_back({each.substr(0, equals), each.substr(equals + 1)});
  }
  const host::Packs made =
      host::make_pack(chosen.folder(), chosen.file().stem().string(), language, chosen.place);
  if (!made) return report(made.faults);
  AbiCore core(made.packs.front().cbor);
  constexpr std::array<std::uint8_t, 16> kSubmission{};
  core.open(language, kSubmission, 100000);
  give(core, answers);
  std::cout << drawn(host::Json::parse(core.view()), width);
  return 0;
}

int show_pack(const std::filesystem::path& pack, Show show) {
  const host::FileBytes file = host::read_file(pack, kMaxPackBytes);
  if (!file) return refuse(file.error);
  const auto bytes = as_bytes(file.bytes);
  const auto questionnaire = read_pack(bytes);
  if (!questionnaire) {
    return refuse(pack.string() + " is not a pack that the core opens: " +
                  std::string(name_of(questionnaire.error().code)) + " at '" +
                  questionnaire.error().where + "'. Remedy: make it again with `yiping pack`.");
  }
  AbiCore core(bytes);
  const std::string language(questionnaire->locales.front().language);
  if (show == Show::texts_json) {
    std::cout << core.texts(language) << '\n';
    return 0;
  }
  // The first view depends neither on the submission nor on the area.
  constexpr std::array<std::uint8_t, 16> kSubmission{};
  core.open(language, kSubmission, 100000);
  const std::string view = core.view();
  if (show == Show::view_json) {
    std::cout << view << '\n';
  } else {
    summarise(host::Json::parse(view));
  }
  return 0;
}

int run_scenarios(const std::vector<std::filesystem::path>& files,
                  const std::filesystem::path& assets, const std::filesystem::path& documents) {
  if (!documents.empty()) {
    std::error_code error;
    std::filesystem::create_directories(documents, error);
    if (error) return refuse("cannot make " + documents.string() + ": " + error.message());
  }
  Shelf shelf(assets);
  std::size_t passed = 0;
  for (const std::filesystem::path& file : files) {
    if (run_scenario(file, shelf, documents)) ++passed;
  }
  std::cout << passed << " passed, " << files.size() - passed << " failed\n";
  return passed == files.size() ? 0 : 1;
}

}  // namespace yiping::cli
