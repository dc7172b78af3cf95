# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of core/src/mapping/gb2312_table.hpp, from Python's own gb2312 codec."""

FIRST, LAST = 0x4E00, 0x9FA5


def in_set(code):
    if 0xD800 <= code < 0xE000:
        return False
    try:
        chr(code).encode("gb2312")
        return True
    except UnicodeEncodeError:
        return False


words = [0] * ((LAST - FIRST) // 32 + 1)
ranges = []
for code in range(0x80, 0x10000):
    if not in_set(code):
        continue
    if FIRST <= code <= LAST:
        words[(code - FIRST) // 32] |= 1 << (code - FIRST) % 32
    elif ranges and ranges[-1][1] == code - 1:
        ranges[-1][1] = code
    else:
        ranges.append([code, code])


def block(values, per_line):
    lines = [values[i : i + per_line] for i in range(0, len(values), per_line)]
    return ",\n".join("    " + ", ".join(line) for line in lines)


print(f"""// SPDX-License-Identifier: Apache-2.0
// Made by tools/lib/gb2312.py: the characters of GB 2312 by their Unicode numbers.
#pragma once

#include <array>
#include <cstdint>

namespace yiping {{

// clang-format off
/// One bit for each of U+4E00 to U+9FA5, the lowest bit of a word first.
inline constexpr std::array<std::uint32_t, {len(words)}> kGb2312Ideographs{{
{block([f"0x{word:08x}" for word in words], 8)}}};

struct CharacterRange {{
  char16_t first;
  char16_t last;
}};

/// The others, in order.
inline constexpr CharacterRange kGb2312Others[] = {{
{block([f"{{0x{a:04x}, 0x{z:04x}}}" for a, z in ranges], 5)}}};
// clang-format on

}}  // namespace yiping""")
