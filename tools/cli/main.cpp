// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "commands.hpp"

namespace {

constexpr const char* kExamples = R"(Examples:
  yiping lint assets/questionnaires/online-item.json assets/locales/en.json
  yiping pack online-item --lang zh-Hans -o online-item.zh-Hans.cbor
  yiping view online-item.zh-Hans.cbor --json
  yiping run tests/scenarios/*.json)";

using Paths = std::vector<std::filesystem::path>;

int run(int argc, char** argv) {
  CLI::App app("Checks, packs and plays questionnaires of Yiping (一评).", "yiping");
  app.require_subcommand(1);
  app.footer(kExamples);

  Paths files;
  std::string questionnaire;
  std::string language = "zh-Hans";
  std::filesystem::path assets = "assets";
  std::filesystem::path out;
  std::filesystem::path pack_file;
  std::filesystem::path documents;
  bool as_json = false;
  bool as_texts = false;

  CLI::App* lint = app.add_subcommand(
      "lint",
      "Names every fault of authored files: path, pointer, rule, remedy. Exit 1 on faults.");
  lint->add_option("FILE", files, "questionnaires, reason lists, locales")->required();

  CLI::App* pack = app.add_subcommand("pack", "Makes the pack of a questionnaire in one language.");
  pack->add_option("QUESTIONNAIRE", questionnaire, "its id, as in assets/questionnaires/<id>.json")
      ->required();
  pack->add_option("--lang", language, "language of the wording")->capture_default_str();
  pack->add_option("--assets", assets, "folder of questionnaires, codes, locales")
      ->capture_default_str();
  pack->add_option("-o,--output", out, "file to write")->required();

  CLI::App* view = app.add_subcommand("view", "Shows what a person meets first.");
  view->add_option("PACK", pack_file, "file made by `yiping pack`")->required();
  auto* json = view->add_flag("--json", as_json, "the first View (docs/view.md)");
  view->add_flag("--texts", as_texts, "the texts that hosts use themselves")->excludes(json);

  CLI::App* play = app.add_subcommand("run", "Plays scenarios on the core. Exit 1 when one fails.");
  play->add_option("SCENARIO", files, "files of docs/scenarios.md")->required();
  play->add_option("--assets", assets, "folder of questionnaires, codes, locales")
      ->capture_default_str();
  play->add_option("--documents", documents, "folder to write each evaluation document to");

  CLI11_PARSE(app, argc, argv);

  using namespace yiping::cli;
  if (lint->parsed()) return lint_files(files);
  if (pack->parsed()) return write_pack(questionnaire, language, assets, out);
  if (view->parsed()) {
    return show_pack(pack_file, as_texts  ? Show::texts_json
                                : as_json ? Show::view_json
                                          : Show::summary);
  }
  return run_scenarios(files, assets, documents);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "yiping: " << error.what() << '\n';
    return 1;
  }
}
