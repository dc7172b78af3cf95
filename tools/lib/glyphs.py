# SPDX-License-Identifier: Apache-2.0
"""Prints every character that the kiosk's fonts must hold: ASCII, GB 2312, and the texts of the
JSON files in the folders named."""
import pathlib
import sys

characters = {chr(code) for code in range(0x20, 0x7F)} | set("·—…‘’“”€©°×÷℃→←↑↓✓")
for row in range(0xA1, 0xF8):
    for cell in range(0xA1, 0xFF):
        try:
            characters.add(bytes((row, cell)).decode("gb2312"))
        except UnicodeDecodeError:
            pass
for folder in sys.argv[1:]:
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        characters.update(file.read_text(encoding="utf-8"))
sys.stdout.reconfigure(encoding="utf-8")
print("".join(sorted(c for c in characters if c.isprintable())))
