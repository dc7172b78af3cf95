// SPDX-License-Identifier: Apache-2.0
// How a program of ours ends: for those with a `main`, which bring CLI11 and spdlog.
#pragma once

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <stdexcept>
#include <string>

#include "host/operator_error.hpp"
#include "host/version.hpp"

namespace yiping::host {

inline constexpr int kExitFault = 1;
inline constexpr int kExitOperator = 2;  // something that the operator can put right

/// Logs go to standard error, by `name`; the commands of `app` do their work while it parses.
inline int run_commands(CLI::App& app, const std::string& name, int argc, char** argv) {
  app.set_version_flag("--version", std::string(kVersion), "版本 / the version");
  spdlog::set_default_logger(spdlog::stderr_logger_mt(name));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitOperator;
  } catch (const OperatorError& error) {
    std::cerr << error.what() << "\n";
    return kExitOperator;
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << "\n";
    return kExitFault;
  }
}

}  // namespace yiping::host
