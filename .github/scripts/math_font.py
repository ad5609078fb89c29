"""Makes `static/fonts/hortus-math.woff2`, the font of formulas, from Latin Modern Math.

    apt-get install fonts-lmodern
    pip install 'fonttools[woff]'
    python .github/scripts/math_font.py [latinmodern-math.otf]

Its source is Latin Modern Math 1.959 (B. Jackowski, P. Strzelczyk, P. Pianowski; GUST Font License) as it is
in Debian's package `fonts-lmodern`. The same source and versions of fonttools and brotli give the same bytes;
the committed file is of fonttools 4.68.0 and brotli 1.2.1. What is changed is told in
`static/fonts/hortus-math.txt`, and why is told below at each change.
"""

# This is a script; fonttools has no types, and need not be there when types are checked.
# ruff: noqa: INP001
# mypy: disable-error-code="import-untyped, import-not-found"

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = Path("/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf")
TARGET = Path(__file__).resolve().parents[2] / "static/fonts" / "hortus-math.woff2"
MAX_BYTES = 82_000

Affine = tuple[float, float, float, float, float, float]

FAMILY = "Hortus Math"
CHANGES = (
    "Hortus Math is a modified version of Latin Modern Math 1.959: a subset of it, with larger primes, with "
    "accents that have a width, with large brackets and roots as wide as small ones, with wider letters, with other places "
    "of scripts, and without hinting. The unmodified font is in https://www.gust.org.pl/projects/e-foundry/lm-math"
)
LICENCE = (
    "This work is released under the GUST Font License, an instance of the LaTeX Project Public License."
)
LICENCE_URL = "http://tug.org/fonts/licenses/GUST-FONT-LICENSE.txt"

# --- What is kept: all that math-core writes for usual formulas ------------------------------------------

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: `\text`
    (0x0391, 0x03A9),  # Greek
    (0x03B1, 0x03C9),
    (0x239B, 0x23AD),  # pieces of brackets
    (0x1D400, 0x1D433),  # bold
    (0x1D434, 0x1D467),  # italic
    (0x1D468, 0x1D49B),  # bold italic
    (0x1D49C, 0x1D4B5),  # script capitals
    (0x1D504, 0x1D51C),  # fraktur capitals; small letters are some of CHARACTERS
    (0x1D538, 0x1D550),  # double-struck capitals
    (0x1D6A4, 0x1D6A5),  # dotless i and j
    (0x1D6A8, 0x1D6C0),  # Greek: bold capitals
    (0x1D6FC, 0x1D71B),  # Greek: italic small
    (0x1D736, 0x1D74E),  # Greek: bold italic small
    (0x1D7CE, 0x1D7D7),  # bold digits
)
# U+221A stands in no formula's text: `<msqrt>` draws its sign from it.
CHARACTERS = (
    "ϑϕϖϰϱϵ"
    "ıȷˆˇ˘˙˚˜"
    "\u0302\u0303\u0305\u0332\u0338\u20d6\u20d7\u20db\u20dc"
    "\u2009–—‘’“”†‡•…‖′″‴‵⁗"
    "ℂℍℕℙℚℝℤ𝕜𝟘𝟙ℋℐℒℛℬℰℱℳℭℌℑℜℨ𝔤𝔥𝔭𝔮ℎℏℓ℘ℵℶ"
    "←↑→↓↔↖↗↘↙↦↩↪↼↽⇀⇁⇌⇐⇑⇒⇓⇔⇝⟵⟶⟷⟸⟹⟺⟼"
    "≐≟≲≳⊬⊭∌⇄↺↻∀∂∃∄∅∇∈∉∋∏∐∑−∓∖∗∘∙√∝∞∠∡∣∤∥∦∧∨∩∪∫∬∭∮∴∵∶∼∽≀≂≃≅≈≉≔≜≝≠≡≢≤≥≪≫≮≯≰≱"
    "≺≻≼≽⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊎⊏⊐⊑⊒⊓⊔⊕⊖⊗⊘⊙⊞⊠⊢⊣⊤⊥⊨⊩⊲⊳⊴⊵⊸⋀⋁⋂⋃⋄⋅⋆⋈⋊⋮⋯⋰⋱"
    "∯⇏𝝐"
    "⌈⌉⌊⌋⌢⌣⏜⏝⏞⏟■□▲△▶▷▽◀◁◊○◯✓⟂⟦⟧⟨⟩⨀⨁⨂⨄⨅⨆⩽⩾⪯⪰"
)
# Latin Modern Math has no soft hyphen, superscripts and fractions.
LACKING = {0xAD, 0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE}
# What has larger and composed shapes besides. Those of other characters (long crossed arrows) are rarely met.
STRETCHED = "()[]{}|/\\⌈⌉⌊⌋⟦⟧⟨⟩∣∥‖√=−↑↓⇑⇓←→↔↦↩↪↼⇀⇌⇐⇒⇔⋂⋃⋀⋁⨆⨀⨁⨂∫∬∭∮∑∏∐\u0302\u0303\u0305\u0332⏞⏟"
MAX_VARIANTS = 5  # of eight, for what can be composed to any size, and for slashes
PRIMES = "′″‴⁗‵"
ACCENTS = "\u0302\u0303\u0305\u0332\u20d6\u20d7\u20db\u20dc"
SLANTED_ACCENTS, SLANT = "ˆˇ˘˙˚˜¨¯´`\u20d7\u20db\u20dc", 40


class Stretched(NamedTuple):
    """How signs look that stretch upwards. What they hold is at their `inside`. `width` is between what the small
    one needs and what the large ones need. Composed ones become as much narrower and shorter as it takes for the
    smallest of them to follow on the largest whole one.
    """

    signs: str
    inside: Literal["left", "right", "both"]
    width: int
    narrower: float = 1
    shorter: float = 1
    max_ink: int = 9999


UPRIGHT = (
    Stretched("(", "right", 500, 0.7, 0.75),
    Stretched(")", "left", 500, 0.7, 0.75),
    Stretched("[⌈⌊", "right", 370, 0.8, 0.8),
    Stretched("]⌉⌋", "left", 370, 0.8, 0.8),
    Stretched("{", "right", 570, 0.72, 0.95, max_ink=440),
    Stretched("}", "left", 570, 0.72, 0.95, max_ink=440),
    Stretched("⟦", "right", 470, 0.68),
    Stretched("⟧", "left", 470, 0.68),
    Stretched("⟨", "right", 480, max_ink=430),
    Stretched("⟩", "left", 480, max_ink=430),
    Stretched("|∣", "both", 278, 0.72),
    Stretched("‖∥", "both", 440, 0.7),
    Stretched("/\\", "both", 640),
    Stretched("√", "right", 800, 0.8, max_ink=780),
)
# Shapes of other characters for those that Latin Modern Math has in another shape or not at all.
EMPTY_SET, ROUND_EMPTY_SET, ZERO_WITH_STROKE = 0x2205, 0x2300, 0xFE00
SCRIPT_SMALL = {
    0x1D4B6 + place: 0x1D44E + place for place in range(26) if unicodedata.name(chr(0x1D4B6 + place), "")
} | {0x212F: 0x1D452, 0x210A: 0x1D454, 0x2134: 0x1D45C}
SCRIPT_SMALL[0x1D4BD] = 0x210E
PARTIAL_DIFFERENTIALS = 0x1D715, 0x1D74F
# Operators without a sign, and the selectors by which math-core tells calligraphic from script letters.
INVISIBLE = 0x2061, 0x2062, 0x2063, 0x2064, 0xFE00, 0xFE01


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    font = TTFont(source, recalcTimestamp=False)
    wanted = code_points()
    missing = wanted - set(font.getBestCmap())
    if missing:
        sys.exit(f"{source} lacks {' '.join(f'U+{point:04X}' for point in sorted(missing))}")
    enlarge_primes(font)
    widen_accents(font)
    slant_accents(font)
    tighten_root(font)
    narrow_brackets(font)
    widen_letters(font)
    align_scripts(font)
    stretch_tildes(font)
    empty_invisible(font)
    forget_attachments(font)
    forget_variants(font)
    use_typographic_metrics(font)
    italic_script(font)
    cut(font, wanted | set(INVISIBLE) | {ROUND_EMPTY_SET} | set(SCRIPT_SMALL))
    order_by_character(font)
    tell_empty_sets(font)
    rename(font)
    font.flavor = "woff2"
    font.save(TARGET)
    size = TARGET.stat().st_size
    kept = font.getBestCmap()
    sys.stdout.write(f"{TARGET}: {size} bytes, {len(kept)} characters, {font['maxp'].numGlyphs} glyphs\n")
    if size > MAX_BYTES:
        sys.exit(f"more than {MAX_BYTES} bytes")


def code_points() -> set[int]:
    points = {ord(char) for char in CHARACTERS + STRETCHED + PRIMES + ACCENTS}
    for first, last in RANGES:
        points |= {point for point in range(first, last + 1) if unicodedata.category(chr(point)) != "Cn"}
    return points - LACKING


# --- Changes ---------------------------------------------------------------------------------------------


def enlarge_primes(font: TTFont) -> None:
    """Primes get their shapes for superscripts. Chromium does not apply `ssty`, which would choose them, and
    shows the others tiny and too high. With that `ssty` can go, which is half of the font.
    """
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "ssty"
        for index in record.Feature.LookupListIndex
    }
    shapes = dict[str, str]()
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            inner = getattr(part, "ExtSubTable", part)
            shapes |= {glyph: others[0] for glyph, others in getattr(inner, "alternates", {}).items()}
            shapes |= getattr(inner, "mapping", {})
    cmap = font.getBestCmap()
    for prime in map(ord, PRIMES):
        map_to(font, prime, shapes[cmap[prime]])


def widen_accents(font: TTFont) -> None:
    """Combining accents have no width and lie left of their origin: as operators over a letter, which is how
    MathML has them, they would stand half a letter too far left. They get the width of their ink and start at
    their origin; and they are said to be no marks, for browsers take the width from those.
    """
    cmap = font.getBestCmap()
    for name in (cmap[ord(accent)] for accent in ACCENTS):
        left, right = ink(font, {name})
        redraw(font, name, round(right - left), (1, 0, 0, 1, -left, 0))
    font["GDEF"].table.GlyphClassDef.classDefs = {cmap[ord(accent)]: 1 for accent in ACCENTS}


def slant_accents(font: TTFont) -> None:
    """Accents stand in the middle of their letters' width, and most of those lean to the right. No browser asks
    where the middle of a letter's top is (`MathTopAccentAttachment`), so accents lean a little as well.
    """
    cmap = font.getBestCmap()
    for name in (cmap[ord(accent)] for accent in SLANTED_ACCENTS):
        redraw(font, name, font["hmtx"][name][0], (1, 0, 0, 1, SLANT, 0))


def tighten_root(font: TTFont) -> None:
    """The small sign of a root stands off from what is before it; it gets the width that `narrow_brackets` gives the others."""
    name = font.getBestCmap()[ord("√")]
    width = next(kind.width for kind in UPRIGHT if "√" in kind.signs)
    redraw(font, name, width, (1, 0, 0, 1, width - font["hmtx"][name][0], 0))


def widen_letters(font: TTFont) -> None:
    """TeX adds the italic correction to the width of a letter, browsers do not: *V* would touch what follows, and accents
    stand too far left. So the width holds it. A subscript stands closer to such a letter: that is for the style sheet, with
    the classes that Hortus gives to the letters which lean most.
    """
    table = font["MATH"].table.MathGlyphInfo.MathItalicsCorrectionInfo
    letters = {
        name for point, name in font.getBestCmap().items() if unicodedata.category(chr(point))[0] == "L"
    }
    letters |= {font.getBestCmap()[point] for point in PARTIAL_DIFFERENTIALS}
    kept = dict[str, Any]()
    for name, correction in zip(table.Coverage.glyphs, table.ItalicsCorrection, strict=True):
        if name not in letters:
            kept[name] = correction
        elif correction.Value > 0:
            redraw(font, name, font["hmtx"][name][0] + correction.Value, (1, 0, 0, 1, 0, 0))
    table.Coverage.glyphs, table.ItalicsCorrection = list(kept), list(kept.values())
    table.ItalicsCorrectionCount = len(kept)


def narrow_brackets(font: TTFont) -> None:
    """Chromium gives a bracket that stretches the width of the widest of its shapes, however large it is, and
    draws it in the middle of that. So all get one width, in which they stand as close to what they hold as the
    small one does.
    """
    cmap, variants = font.getBestCmap(), font["MATH"].table.MathVariants
    constructions = dict(zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True))
    done = {cmap[ord(sign)] for kind in UPRIGHT for sign in kind.signs}
    for kind in UPRIGHT:
        for small in (cmap[ord(sign)] for sign in kind.signs):
            records = getattr(constructions[small].GlyphAssembly, "PartRecords", ())
            for record in records:
                for measure in ("StartConnectorLength", "EndConnectorLength", "FullAdvance"):
                    setattr(record, measure, int(getattr(record, measure) * kind.shorter))
            fit(font, kind, small, {record.glyph for record in records} - done, composed=True)
            whole = {record.VariantGlyph for record in constructions[small].MathGlyphVariantRecord} - done
            for name in whole:
                fit(font, kind, small, {name})
            done |= whole | {record.glyph for record in records}


def fit(font: TTFont, kind: Stretched, small: str, names: set[str], *, composed: bool = False) -> None:
    """Redraw what makes one shape of a bracket, or parts of one, so that all have its width. Of composed ones
    Chromium takes the ink for the width; hence the lines without thickness at both ends.
    """
    if not names:
        return
    left, right = ink(font, names)
    across = min(kind.narrower if composed else 1, kind.max_ink / (right - left))
    move = beside(font, kind, small, left * across, right * across)
    change = across, 0, 0, kind.shorter if composed else 1, move, 0
    for name in names:
        redraw(font, name, kind.width, change, ends=(0, kind.width) if composed else ())


def beside(font: TTFont, kind: Stretched, small: str, left: float, right: float) -> int:
    """How far to move what is drawn from `left` to `right`, for it to be beside what the bracket holds."""
    width: int = font["hmtx"][small][0]
    before, after = ink(font, {small})
    match kind.inside:
        case "left":
            return round(before - left)
        case "right":
            return round(kind.width - right - (width - after))
        case _:
            return round((kind.width - right - left) / 2)


def align_scripts(font: TTFont) -> None:
    """TeX sets scripts of all letters at one height, whether they have ascenders and descenders or not; browsers
    ask for every base how far it reaches. With these values most letters and brackets make no difference.
    """
    constants = font["MATH"].table.MathConstants
    constants.SubscriptBaselineDropMin.Value = 0
    constants.SuperscriptBaselineDropMax.Value = 360


def stretch_tildes(font: TTFont) -> None:
    """`\\widetilde` is written with `~`, which has no wider shapes: it gets those of the accent U+0303."""
    cmap, variants = font.getBestCmap(), font["MATH"].table.MathVariants
    coverage, constructions = variants.HorizGlyphCoverage, variants.HorizGlyphConstruction
    pairs = dict(zip(coverage.glyphs, constructions, strict=True))
    pairs[cmap[ord("~")]] = pairs[cmap[0x0303]]
    ordered = sorted(pairs, key=font.getGlyphID)
    coverage.glyphs, variants.HorizGlyphConstruction = ordered, [pairs[name] for name in ordered]
    variants.HorizGlyphCount = len(ordered)


def empty_invisible(font: TTFont) -> None:
    """Nothing, of no width. For U+2061 Latin Modern Math has a picture of its name; the selectors it lacks,
    for which browsers would look for another font, and might take its letters too.
    """
    name = font.getBestCmap()[0x2062]
    for point in INVISIBLE:
        map_to(font, point, name)


def italic_script(font: TTFont) -> None:
    """Latin Modern Math has no small script letters, which another font would give, upright and sans-serif. TeX
    has none either.
    """
    cmap = font.getBestCmap()
    for point, italic in SCRIPT_SMALL.items():
        map_to(font, point, cmap[italic])


def tell_empty_sets(font: TTFont) -> None:
    """What Latin Modern Math has for U+2205 is its variation with U+FE00, `\\emptyset`. The plain one, `\\varnothing`,
    is round; it gets the shape of the diameter sign.
    """
    cmap = font.getBestCmap()
    variation = CmapSubtable.newSubtable(14)
    variation.platformID, variation.platEncID, variation.language, variation.cmap = 0, 5, 0, {}
    variation.uvsDict = {ZERO_WITH_STROKE: [(EMPTY_SET, cmap[EMPTY_SET])]}
    map_to(font, EMPTY_SET, cmap[ROUND_EMPTY_SET])
    font["cmap"].tables.insert(0, variation)


def forget_attachments(font: TTFont) -> None:
    """Where an accent stands over each letter: no browser asks for that."""
    font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment = None


def forget_variants(font: TTFont) -> None:
    """Only STRETCHED, and the tilde, keep their larger shapes, and not all of them."""
    cmap, variants = font.getBestCmap(), font["MATH"].table.MathVariants
    kept, slashes = {cmap[ord(char)] for char in STRETCHED + "~"}, {cmap[ord(char)] for char in "/\\"}
    for way in ("Vert", "Horiz"):
        coverage = getattr(variants, f"{way}GlyphCoverage")
        constructions = getattr(variants, f"{way}GlyphConstruction")
        pairs = [pair for pair in zip(coverage.glyphs, constructions, strict=True) if pair[0] in kept]
        coverage.glyphs = [name for name, _ in pairs]
        setattr(variants, f"{way}GlyphConstruction", [construction for _, construction in pairs])
        setattr(variants, f"{way}GlyphCount", len(pairs))
        for name, construction in pairs:
            if construction.GlyphAssembly or name in slashes:
                construction.MathGlyphVariantRecord = construction.MathGlyphVariantRecord[:MAX_VARIANTS]
                construction.VariantCount = len(construction.MathGlyphVariantRecord)


def use_typographic_metrics(font: TTFont) -> None:
    """On Windows lines would else be as high as the largest bracket (usWinAscent, 3.56 em). Elsewhere they
    are not.
    """
    font["OS/2"].version = max(font["OS/2"].version, 4)
    font["OS/2"].fsSelection |= 1 << 7


def cut(font: TTFont, points: set[int]) -> None:
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.hinting = False
    options.desubroutinize = True  # larger, but smaller when compressed
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "GPOS", "GSUB"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def order_by_character(font: TTFont) -> None:
    """Letters that follow one another make `cmap` short; of its four tables the two for Unicode on Windows
    serve all.
    """
    characters = dict[str, int]()
    for point, name in sorted(font.getBestCmap().items()):
        characters.setdefault(name, point)
    font["MATH"].ensureDecompiled(recurse=True)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.platformID == 3]
    first, *others = font.getGlyphOrder()
    reorderGlyphs(font, [first, *sorted(others, key=lambda name: characters.get(name, sys.maxunicode + 1))])


def rename(font: TTFont) -> None:
    """The licence asks for another name. Copyright and trademark notes (0, 7) stay as they are."""
    table = font["name"]
    version = table.getDebugName(5)
    table.names = [
        record for record in table.names if record.platformID == 3 and record.nameID not in {16, 17}
    ]
    plain = FAMILY.replace(" ", "")
    names = {
        1: FAMILY,
        2: "Regular",
        3: f"{plain}-Regular; from Latin Modern Math {version}",
        4: FAMILY,
        5: f"{version}; {FAMILY} 1",
        6: f"{plain}-Regular",
        10: CHANGES,
        13: LICENCE,
        14: LICENCE_URL,
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    cff.topDictIndex[0].FullName, cff.topDictIndex[0].FamilyName = names[4], FAMILY


def ink(font: TTFont, names: Iterable[str]) -> tuple[float, float]:
    """The leftmost and the rightmost of what is drawn."""
    glyphs, pens = font.getGlyphSet(), list[BoundsPen]()
    for name in names:
        pens.append(BoundsPen(glyphs))
        glyphs[name].draw(pens[-1])
    return min(pen.bounds[0] for pen in pens), max(pen.bounds[2] for pen in pens)


def redraw(font: TTFont, name: str, width: int, change: Affine, ends: Iterable[int] = ()) -> None:
    """The glyph with `change` made to it, as wide as told; at `ends` are lines without thickness."""
    glyphs, strings = font.getGlyphSet(), font["CFF "].cff.topDictIndex[0].CharStrings
    old = strings[name]
    pen = T2CharStringPen(width - old.private.nominalWidthX, glyphs)
    glyphs[name].draw(TransformPen(pen, change))
    for end in ends:
        pen.moveTo((end, 0))
        pen.lineTo((end, 1))
        pen.closePath()
    strings[name] = pen.getCharString(old.private, old.globalSubrs)
    font["hmtx"][name] = (width, round(ink(font, {name})[0]))


def map_to(font: TTFont, point: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode() and (point <= 0xFFFF or table.format == 12):
            table.cmap[point] = name


if __name__ == "__main__":
    main()
