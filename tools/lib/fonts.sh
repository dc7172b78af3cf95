# SPDX-License-Identifier: Apache-2.0
# The kiosk's fonts: Noto Sans CJK SC cut down to GB 2312, ASCII and what our own files say.
# 1.6 MB a weight instead of 20; characters beyond it come from the full font, where there is one.
# shellcheck shell=bash

FONTS="$DEPS/fonts"
NOTO_CJK=/usr/share/fonts/opentype/noto
NOTO_CJK_SC_FACE=2

make_fonts() {
  local key weight
  key=$(cat assets/locales/*.json assets/questionnaires/*.json assets/codes/*.json \
    tools/lib/fonts.sh tools/lib/glyphs.py "$NOTO_CJK/NotoSansCJK-Regular.ttc" | sha256sum)
  if stamp_is fonts "$key" && [ -f "$FONTS/kiosk-bold.otf" ]; then
    skipped 'the fonts are of these texts'
    return
  fi
  mkdir -p "$FONTS" || return
  # Debian's Python, where fontTools is installed; a newer one on PATH would not have it.
  /usr/bin/python3 tools/lib/glyphs.py assets/locales assets/questionnaires assets/codes \
    >"$FONTS/glyphs.txt" || return
  for weight in Regular Bold; do
    /usr/bin/python3 -m fontTools.subset "$NOTO_CJK/NotoSansCJK-$weight.ttc" \
      --font-number="$NOTO_CJK_SC_FACE" --text-file="$FONTS/glyphs.txt" --layout-features='' \
      --no-hinting --desubroutinize --output-file="$FONTS/kiosk-${weight,,}.otf" || return
  done
  stamp fonts "$key"
}
