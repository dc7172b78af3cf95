// SPDX-License-Identifier: Apache-2.0
// Short links (短链接) to the form, and their picture as a QR code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/config.hpp"
#include "collector/store.hpp"
#include "collector/token.hpp"

namespace yiping::collector {

/// The same token but for its expiry has the same code: 14 characters of Crockford's base 32, which
/// only who has `key` can compute.
[[nodiscard]] Link link_of(const std::vector<std::uint8_t>& key, const Token& token);
[[nodiscard]] Token token_of(const Link& link);

/// As it was typed: O is 0, I and L are 1, small letters are large ones. Nothing for what is no
/// code.
[[nodiscard]] std::optional<std::string> read_code(std::string_view text);

/// "https://…/s/7K3M…"
[[nodiscard]] std::string link_address(const Config& config, std::string_view code);

/// SVG 1.1 of a QR code (ISO/IEC 18004) of at most 200 bytes of text, error correction M, with its
/// quiet zone; a module is one unit.
[[nodiscard]] std::string qr_picture(const std::string& text);

}  // namespace yiping::collector
