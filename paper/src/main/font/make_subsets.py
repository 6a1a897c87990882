#!/usr/bin/python3
"""Cuts the two font files that the module carries out of the full Noto Sans SC fonts.

    make_subsets.py FOLDER_OF_THE_UNPACKED_NPM_PACKAGE

The same input and the same fontTools version give the same bytes.
"""

import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
RESOURCES = HERE.parent / "resources" / "org" / "wangchuan" / "paper"

LAYOUT_SIGNS = "□␣—–‘’“”…·→"

# Rows of GB 2312 whose letters look like Latin ones and are not: two different serial numbers would
# look the same on paper. Whatever is missing here is printed as a box, and the page says so.
LOOK_ALIKES = [(0x0370, 0x03FF), (0x0400, 0x04FF), (0x2160, 0x217F), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)]
INVISIBLE = {0x00A0, 0x00AD, 0x3000}


def gb2312():
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def texts():
    for path in sorted(RESOURCES.glob("text/*.properties")):
        yield from (ord(c) for c in path.read_text("utf-8") if c >= " ")


def printable(code):
    return code not in INVISIBLE and not any(low <= code <= high for low, high in LOOK_ALIKES)


def cut(source, target, codes):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "DSIG"]
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    target.write_bytes(out.getvalue())
    print(target.name, len(font.getGlyphOrder()), "glyphs", len(out.getvalue()), "bytes")


def main():
    package = pathlib.Path(sys.argv[1])
    latin = list(range(0x20, 0x7F)) + list(range(0xA1, 0x100)) + [ord(c) for c in LAYOUT_SIGNS]
    for weight, name, codes in [
        ("400Regular", "Regular", set(latin) | set(gb2312()) | set(texts())),
        ("700Bold", "Bold", set(range(0x20, 0x7F)) | set(texts())),
    ]:
        cut(
            package / weight / f"NotoSansSC_{weight}.ttf",
            RESOURCES / "font" / f"NotoSansSC-{name}-cut.ttf",
            sorted(code for code in codes if printable(code)),
        )
    license_text = (package / "LICENSE_FONT").read_bytes()
    (RESOURCES / "font" / "OFL.txt").write_bytes(license_text)


if __name__ == "__main__":
    main()
