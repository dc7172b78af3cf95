// SPDX-License-Identifier: Apache-2.0
// RapidCheck's own header for Catch2 is for version 2.
#include "properties.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <sstream>

namespace yiping::test {
namespace {

/// The same cases in every run, unless RC_PARAMS says otherwise: it is read once.
const rc::detail::Configuration& configuration() {
  static const int set = setenv("RC_PARAMS", "seed=20261126", /*overwrite=*/0);
  static_cast<void>(set);
  return rc::detail::configuration();
}

}  // namespace

void check_law(const rc::detail::Property& law, Times times) {
  rc::detail::TestParams params = configuration().testParams;
  params.maxSuccess *= static_cast<int>(times);
  const auto result = rc::detail::checkProperty(law, {}, params);
  if (result.template is<rc::detail::SuccessResult>()) {
    SUCCEED();
    return;
  }
  std::ostringstream why;
  rc::detail::printResultMessage(result, why);
  FAIL_CHECK(why.str() << "\nRC_PARAMS=seed=" << params.seed);
}

}  // namespace yiping::test
