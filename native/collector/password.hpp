// SPDX-License-Identifier: Apache-2.0
// Passwords of staff: argon2id (19 MiB, 2 passes, 1 lane), the least that OWASP accepts.
#pragma once

#include <string>
#include <string_view>

namespace yiping::collector {

inline constexpr std::size_t kMaxPasswordBytes = 256;

/// "$argon2id$v=19$m=19456,t=2,p=1$…". Throws std::runtime_error when there is no memory for it.
[[nodiscard]] std::string hash_password(std::string_view password);

/// Takes about 40 ms and 19 MiB, whatever the answer.
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);

}  // namespace yiping::collector
