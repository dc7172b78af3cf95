// SPDX-License-Identifier: Apache-2.0
#include "properties.hpp"

#include <catch2/interfaces/catch_interfaces_capture.hpp>
#include <cstdlib>
#include <iostream>

namespace yiping::test {
namespace {

/// The same cases in every run, unless RC_PARAMS says otherwise: it is read once.
const rc::detail::Configuration& configuration() {
  static const int set = setenv("RC_PARAMS", "seed=20261126", /*overwrite=*/0);
  static_cast<void>(set);
  return rc::detail::configuration();
}

}  // namespace

bool hold(const rc::detail::Property& law, Times times) {
  rc::detail::TestParams params = configuration().testParams;
  params.maxSuccess *= static_cast<int>(times);
  const auto result = rc::detail::checkProperty(law, {}, params);
  if (result.template is<rc::detail::SuccessResult>()) return true;
  std::cerr << Catch::getResultCapture().getCurrentTestName() << "\n";
  rc::detail::printResultMessage(result, std::cerr);
  std::cerr << "\nseed " << params.seed << "\n";
  return false;
}

}  // namespace yiping::test
