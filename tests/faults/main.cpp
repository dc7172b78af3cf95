// SPDX-License-Identifier: Apache-2.0
// yiping_faults: one program, a plan a run. What it promises and how to read it: README.md.
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include "report.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping::faults;

constexpr int kExitUnsound = 1;
constexpr int kExitFault = 2;
constexpr int kExitSkipped = 77;  // what ctest takes for skipped
constexpr std::size_t kFaultsShown = 5;

constexpr const char* kUsage =
    "yiping_faults --list\n"
    "yiping_faults --plan <name> [--control] [--count <n>] [--seed <n>] [--target <collector>]\n"
    "\n"
    "--list     the plans, what they do, and their controls\n"
    "--control  the run that must go wrong; exit code 0 when the harness sees it\n"
    "--count    of what the plan counts (default: a size for every change)\n"
    "--seed     of documents, moments and positions (default: a new one, printed)\n"
    "--target   another collector's program\n"
    "Exit code 0: as expected; 1: not; 2: the run itself failed; 77: not possible here.\n";

struct Arguments {
  bool list = false;
  std::string plan;
  std::optional<int> count;
  Run run;
};

class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  arguments.run.seed = std::random_device{}() % 1'000'000;
  arguments.run.collector.arguments = {YIPING_COLLECTOR};
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    const auto value = [&]() -> std::string {
      if (i + 1 == argc) throw UsageError(std::string(name) + " takes a value");
      return argv[++i];
    };
    if (name == "--list") {
      arguments.list = true;
    } else if (name == "--control") {
      arguments.run.way = Way::control;
    } else if (name == "--plan") {
      arguments.plan = value();
    } else if (name == "--count") {
      arguments.count = std::stoi(value());
    } else if (name == "--seed") {
      arguments.run.seed = static_cast<unsigned>(std::stoul(value()));
    } else if (name == "--target") {
      arguments.run.collector.arguments = {value()};
    } else {
      throw UsageError("unknown: " + std::string(name));
    }
  }
  return arguments;
}

void list() {
  for (const Plan& plan : plans()) {
    std::cout << plan.name << ": " << plan.what << "\n    " << plan.count << " " << plan.unit
              << "; its control, " << plan.control.count << ", must show `" << plan.control.figure
              << "`\n";
  }
}

Plan find_plan(const std::string& name) {
  for (Plan& plan : plans()) {
    if (plan.name == name) return plan;
  }
  throw UsageError("no such plan: " + name);
}

/// A folder of its own; on a failure it stays and is named.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "yiping-faults-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  void keep() {
    kept_ = true;
    std::cout << "kept: " << path_.string() << std::endl;
  }

 private:
  fs::path path_;
  bool kept_ = false;
};

bool control_shows(const Plan& plan, const Figures& figures) {
  return std::any_of(figures.begin(), figures.end(), [&](const auto& figure) {
    return figure.first == plan.control.figure && figure.second > 0;
  });
}

int run(const Plan& plan, const Run& run, Folder& folder) {
  Ledger ledger;
  const auto started = std::chrono::steady_clock::now();
  const Outcome outcome = plan.run(run, ledger);
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started);
  const Figures figures = figures_of(run, outcome, ledger);
  std::cout << line_of(plan, run, figures, spent.count()) << std::endl;
  if (run.way == Way::control) {
    if (control_shows(plan, figures)) return 0;
    std::cout << "the control shows no `" << plan.control.figure
              << "`: this plan cannot see what it looks for\n";
  } else {
    if (is_sound(outcome, ledger)) return 0;
    for (std::size_t i = 0; i < std::min(kFaultsShown, ledger.faults().size()); ++i) {
      std::cout << "fault: " << ledger.faults()[i] << "\n";
    }
  }
  folder.keep();
  return kExitUnsound;
}

int run(Arguments& arguments) {
  const Plan plan = find_plan(arguments.plan);
  Run& wanted = arguments.run;
  wanted.count = plan.count;
  if (wanted.way == Way::control) {
    wanted.count = plan.control.count;
    if (!plan.control.unsafe.empty()) {
      wanted.collector.arguments = {YIPING_COLLECTOR_UNSAFE, "--unsafe", plan.control.unsafe};
    }
  }
  wanted.count = arguments.count.value_or(wanted.count);
  Folder folder;
  wanted.folder = folder.path();
  try {
    return run(plan, wanted, folder);
  } catch (const Skipped& skipped) {
    std::cout << "plan=" << plan.name << " skipped: " << skipped.what() << "\n";
    return kExitSkipped;
  } catch (const std::exception& error) {
    std::cout << "plan=" << plan.name << " seed=" << wanted.seed << " failed: " << error.what()
              << "\n";
    folder.keep();
    return kExitFault;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    Arguments arguments = read_arguments(argc, argv);
    if (arguments.list) {
      list();
      return 0;
    }
    return run(arguments);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n" << kUsage;
    return kExitFault;
  }
}
