// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "commands.hpp"

namespace {

using namespace yiping::cli;

constexpr const char* kExamples = R"(Examples:
  yiping lint assets/questionnaires/*.json assets/overlays/*.json
  yiping lint assets/questionnaires/online-item.json assets/locales/en.json
  yiping preview theme --answer level=satisfied --answer outcome=part
  yiping explain online-item --item 440106004000
  yiping pack online-item --lang zh-Hans -o online-item.zh-Hans.cbor
  yiping view online-item.zh-Hans.cbor --json
  yiping run tests/scenarios/*.json

`yiping SUBCOMMAND --help` tells more. Exit status: 0 done, 1 faults were found, others wrong use.)";

using Paths = std::vector<std::filesystem::path>;

/// Everything that the command line can say.
struct Options {
  Paths files;
  Chosen chosen;
  std::string language = "zh-Hans";
  std::filesystem::path out;
  std::filesystem::path pack_file;
  std::filesystem::path documents;
  std::vector<std::string> answers;
  std::size_t width = 80;
  bool as_json = false;
  bool as_texts = false;
};

std::string area_fault(const std::string& text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && (text.size() == 6 || text.size() == 12)) return {};
  return "an area is a division code of 6 or 12 digits, such as 440300";
}

void add_assets(CLI::App& command, Options& options) {
  command
      .add_option("--assets", options.chosen.assets,
                  "folder with questionnaires, overlays, codes and locales")
      ->capture_default_str();
}

void add_questionnaire(CLI::App& command, Options& options) {
  command
      .add_option("QUESTIONNAIRE", options.chosen.questionnaire,
                  "its id, as in assets/questionnaires/<id>.json, or that file")
      ->required();
  add_assets(command, options);
  command
      .add_option("--lang", options.language,
                  "language of the wording; where it lacks a text, its fallback's stands in")
      ->capture_default_str();
  command.add_option("--area", options.chosen.place.area, "overlays of this division code apply")
      ->check(CLI::Validator(area_fault, "6 or 12 digits"));
  command.add_option("--office", options.chosen.place.office,
                     "overlays of this office (social credit code) apply");
  command.add_option("--item", options.chosen.place.item, "overlays of this item code apply");
}

using Run = std::function<int()>;

void add_lint(CLI::App& app, Options& options, Run& run) {
  CLI::App* lint = app.add_subcommand(
      "lint",
      "Names every fault of authored files: path, pointer, rule, remedy. Exit 1 on faults.");
  lint->add_option("FILE", options.files,
                   "questionnaires, overlays, reason lists, locales, settings that the core reads; "
                   "each is known by its member schema")
      ->required();
  lint->footer("JSON Schemas (*.schema.json) are passed over: they are for editors.");
  lint->callback([&] { run = [&] { return lint_files(options.files); }; });
}

void add_explain(CLI::App& app, Options& options, Run& run) {
  CLI::App* command = app.add_subcommand(
      "explain",
      "Shows a questionnaire with its overlays merged, and where each part was written.");
  add_questionnaire(*command, options);
  command->add_flag("--json", options.as_json, "for programs: file, hash, origins by pointer");
  command->footer("Example:\n  yiping explain online-item --area 440300 --item 440106004000");
  command->callback([&] {
    run = [&] {
      return explain(options.chosen, options.language, options.as_json ? Form::json : Form::text);
    };
  });
}

void add_preview(CLI::App& app, Options& options, Run& run) {
  CLI::App* command =
      app.add_subcommand("preview", "Draws a questionnaire as a citizen meets it, as plain text.");
  add_questionnaire(*command, options);
  command
      ->add_option("--answer", options.answers,
                   "item=value, once for each answer: a level's name, an option's id, a text")
      ->allow_extra_args(false);
  command->add_option("--width", options.width, "cells of a line")
      ->check(CLI::Range(20, 400))
      ->capture_default_str();
  command->footer(
      "( ) takes one answer, [ ] any number, ____ text; * is needed, (-) is not open.\n"
      "Example:\n  yiping preview window-visit --lang en --answer level=dissatisfied "
      "--answer waited=longer");
  command->callback([&] {
    run = [&] { return preview(options.chosen, options.language, options.answers, options.width); };
  });
}

void add_pack(CLI::App& app, Options& options, Run& run) {
  CLI::App* pack = app.add_subcommand("pack", "Makes the pack of a questionnaire in one language.");
  add_questionnaire(*pack, options);
  pack->add_option("-o,--output", options.out, "file to write")->required();
  pack->callback(
      [&] { run = [&] { return write_pack(options.chosen, options.language, options.out); }; });
}

void add_view(CLI::App& app, Options& options, Run& run) {
  CLI::App* view = app.add_subcommand("view", "Shows what a person meets first.");
  view->add_option("PACK", options.pack_file, "file made by `yiping pack`")->required();
  auto* json = view->add_flag("--json", options.as_json, "the first View (docs/view.md)");
  view->add_flag("--texts", options.as_texts, "the texts that hosts use themselves")
      ->excludes(json);
  view->callback([&] {
    run = [&] {
      return show_pack(options.pack_file, options.as_texts  ? Show::texts_json
                                          : options.as_json ? Show::view_json
                                                            : Show::summary);
    };
  });
}

void add_run(CLI::App& app, Options& options, Run& run) {
  CLI::App* play = app.add_subcommand("run", "Plays scenarios on the core. Exit 1 when one fails.");
  play->add_option("SCENARIO", options.files, "files of docs/scenarios.md")->required();
  add_assets(*play, options);
  play->add_option("--documents", options.documents, "folder to write each evaluation document to");
  play->callback([&] {
    run = [&] { return run_scenarios(options.files, options.chosen.assets, options.documents); };
  });
}

int run(int argc, char** argv) {
  CLI::App app("Checks, packs, previews and plays questionnaires of Yiping (一评).", "yiping");
  app.require_subcommand(1);
  app.footer(kExamples);
  Options options;
  Run run;
  for (const auto add : {add_lint, add_explain, add_preview, add_pack, add_view, add_run}) {
    add(app, options, run);
  }
  CLI11_PARSE(app, argc, argv);
  return run();
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
