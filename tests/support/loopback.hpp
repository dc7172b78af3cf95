// SPDX-License-Identifier: Apache-2.0
// What servers of tests share: a port of this machine to be found at, and a header of a text.
#pragma once

#include <string>
#include <string_view>

namespace yiping::test {

struct Listener {
  int handle = -1;  // the caller's to close
  int port = 0;     // a free one
};
/// Throws std::runtime_error.
[[nodiscard]] Listener listen_on_loopback();

/// Of lines that end with CR LF, in HTTP and in mail: the value of the first header of this name,
/// written as it is there, without lines that go on; empty when there is none. `head`: begins with
/// a line of its own.
[[nodiscard]] std::string header_of(std::string_view head, std::string_view name);

}  // namespace yiping::test
