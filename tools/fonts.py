"""Cut the typefaces to the weights and characters in use: static/fonts and static/css/fonts.css.

    npm pack @fontsource-variable/commissioner@5.3.0 @fontsource-variable/literata@5.3.0
    for archive in fontsource-*.tgz; do tar xzf $archive --one-top-level=${archive%.tgz}; done
    PYTHONHASHSEED=0 .venv/bin/python -m tools.fonts .

Both are under the SIL Open Font License, which lies beside them. Cut are the weights that no style
asks for, the characters that no Latin language needs, and features that no style turns on; and
points that stray from their neighbours by less than one can see. Names and words beyond Latin-1
bring a second file each, by unicode-range.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import AxisTriple, instantiateVariableFont

STATIC = Path(__file__).resolve().parent.parent / "static"

LATIN = (
    "U+0020-007E, U+00A0-00A3, U+00A5, U+00A7, U+00A9-00AE, U+00B0-00B3, U+00B5-00B7, U+00B9-00FF,"
    " U+0131, U+0152-0153, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+2032-2033,"
    " U+2039-203A, U+20AC, U+2122, U+2190-2193, U+2212"
)
EXTENDED = (
    "U+0100-0130, U+0132-0151, U+0154-024F, U+0259, U+02BB-02BC, U+02C6-02C7, U+02D8-02DD,"
    " U+0300-0304, U+0306-030C, U+0323-0328, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0,"
    " U+2C60-2C7F"
)

UNITS = 1000  # in an em
STRAY = 2  # of these: at 40 px the twelfth of a pixel
UNUSED = ["MVAR", "STAT", "VVAR", "vhea", "vmtx"]
FEATURES = ["calt", "ccmp", "kern", "liga", "locl", "lnum", "mark", "mkmk", "pnum", "rvrn", "tnum"]


@dataclass(frozen=True)
class Cut:
    package: str
    original: str
    name: str
    family: str
    weights: tuple[int, int]
    characters: str
    style: str = "normal"


COMMISSIONER = "fontsource-variable-commissioner-5.3.0"
LITERATA = "fontsource-variable-literata-5.3.0"
HALL, BOOK = (400, 720), (400, 660)

CUTS = [
    Cut(
        COMMISSIONER, "commissioner-latin-flar-normal", "commissioner", "Commissioner", HALL, LATIN
    ),
    Cut(
        COMMISSIONER,
        "commissioner-latin-ext-flar-normal",
        "commissioner-extended",
        "Commissioner",
        HALL,
        EXTENDED,
    ),
    Cut(LITERATA, "literata-latin-wght-normal", "literata", "Literata", BOOK, LATIN),
    Cut(
        LITERATA,
        "literata-latin-ext-wght-normal",
        "literata-extended",
        "Literata",
        BOOK,
        EXTENDED,
    ),
    Cut(
        LITERATA,
        "literata-latin-wght-italic",
        "literata-italic",
        "Literata",
        BOOK,
        LATIN,
        style="italic",
    ),
]

HEAD = "/* Written by tools/fonts.py, as far as the fallbacks. Licences: static/fonts. */\n"
FALLBACKS = "/* The fallbacks "
FACE = """@font-face {{
  font-family: "{cut.family}";
  font-style: {cut.style};
  font-weight: {low} {high};
  font-display: swap;
  src: url("../fonts/{cut.name}.woff2") format("woff2");
  unicode-range: {cut.characters};
}}
"""


def main(packages: Path) -> None:
    fonts = STATIC / "fonts"
    fonts.mkdir(exist_ok=True)
    for cut in CUTS:
        package = packages / cut.package / "package"
        cut_to_size(package / "files" / f"{cut.original}.woff2", fonts / f"{cut.name}.woff2", cut)
        shutil.copy(package / "LICENSE", fonts / f"{cut.family.lower()}-OFL.txt")
        print(f"{cut.name}: {(fonts / f'{cut.name}.woff2').stat().st_size:,} bytes")
    write_faces()


def write_faces() -> None:
    faces = [FACE.format(cut=cut, low=cut.weights[0], high=cut.weights[1]) for cut in CUTS]
    stylesheet = STATIC / "css" / "fonts.css"
    _old, marker, fallbacks = stylesheet.read_text().partition(FALLBACKS)
    stylesheet.write_text(HEAD + "".join(faces) + "\n" + marker + fallbacks)


def cut_to_size(original: Path, target: Path, cut: Cut) -> None:
    font = TTFont(original, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    options.drop_tables += UNUSED
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence stay
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters_in(cut.characters))
    subsetter.subset(font)
    lightest, heaviest = cut.weights
    instantiateVariableFont(font, {"wght": AxisTriple(lightest, 400, heaviest)}, inplace=True)
    scale_upem(font, UNITS)
    smooth(font)
    font.flavor = "woff2"
    font.save(target)


def smooth(font: TTFont) -> None:
    """Leave out the movement of points that follows from that of their neighbours."""
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        coordinates, outline = glyphs._getCoordinatesAndControls(name, metrics)
        for variation in variations:
            variation.calcInferredDeltas(coordinates, outline.endPts)
            variation.roundDeltas()
            variation.optimize(coordinates, outline.endPts, tolerance=STRAY)


def characters_in(ranges: str) -> list[int]:
    found: list[int] = []
    for one in ranges.replace("U+", "").split(","):
        first, _, last = one.strip().partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
