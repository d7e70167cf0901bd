"""Cut the font of the titles out of Noto Sans CJK.

    pip install fonttools
    apt-get download fonts-noto-cjk
    dpkg-deb -x fonts-noto-cjk_*.deb noto
    python tools/make_title_font.py noto/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc

Keeps Latin, Greek and Cyrillic, kana, punctuation, and the characters of GB 2312 and of the first plane of
Big5, which is what people write in Chinese every day. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

TARGET = Path(__file__).resolve().parent.parent / "nemo_nb" / "engine" / "data" / "title-font.otf"
FAMILY = "Noto Sans CJK SC"
RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x04FF),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # more Latin, among it Vietnamese
    (0x2000, 0x206F),  # punctuation
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x214F),  # letterlike
    (0x2190, 0x2193),  # arrows
    (0x2600, 0x266F),  # hearts and notes
    (0x3000, 0x30FF),  # CJK punctuation, kana
    (0xFF00, 0xFFEF),  # full width
)


def wanted() -> set[int]:
    """Return the code points to keep."""
    found = {code for first, last in RANGES for code in range(first, last + 1)}
    pairs = [("gb2312", lead, trail) for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF)]
    pairs += [("big5", lead, trail) for lead in range(0xA1, 0xC7) for trail in range(0x40, 0xFF)]
    for codec, lead, trail in pairs:
        found.update(map(ord, bytes((lead, trail)).decode(codec, "ignore")))
    return found


def main() -> None:
    """Write the subset and say what is in it."""
    fonts = TTCollection(sys.argv[1]).fonts
    font = next(font for font in fonts if font["name"].getDebugName(4) == f"{FAMILY} Bold")
    options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"])
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    font.save(TARGET)
    print(f"{TARGET}: {len(font.getBestCmap())} characters, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
