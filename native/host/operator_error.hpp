// SPDX-License-Identifier: Apache-2.0
// What the person who runs a program can put right.
#pragma once

#include <stdexcept>

namespace yiping::host {

/// Its text names what is at fault, the rule and what to do, in Chinese and English.
class OperatorError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace yiping::host
