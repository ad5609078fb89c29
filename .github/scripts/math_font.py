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

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs

SOURCE = Path("/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf")
TARGET = Path(__file__).resolve().parents[2] / "static/fonts" / "hortus-math.woff2"
MAX_BYTES = 80_000

FAMILY = "Hortus Math"
CHANGES = (
    "Hortus Math is a modified version of Latin Modern Math 1.959: a subset of it, with larger primes, with "
    "accents that have a width, and without hinting. The unmodified font is in "
    "https://www.gust.org.pl/projects/e-foundry/lm-math"
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
MAX_VARIANTS = 5  # of eight, for what can be composed to any size
PRIMES = "′″‴⁗‵"
ACCENTS = "\u0302\u0303\u0305\u0332\u20d6\u20d7\u20db\u20dc"
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
    stretch_tildes(font)
    empty_invisible(font)
    forget_attachments(font)
    forget_variants(font)
    use_typographic_metrics(font)
    cut(font, wanted | set(INVISIBLE))
    order_by_character(font)
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
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    for name in (cmap[ord(accent)] for accent in ACCENTS):
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        left, _, right, _ = bounds.bounds
        width, old = round(right - left), strings[name]
        pen = T2CharStringPen(width - old.private.nominalWidthX, glyphs)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, -left, 0)))
        strings[name] = pen.getCharString(old.private, old.globalSubrs)
        font["hmtx"][name] = (width, 0)
    font["GDEF"].table.GlyphClassDef.classDefs = {cmap[ord(accent)]: 1 for accent in ACCENTS}


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


def forget_attachments(font: TTFont) -> None:
    """Where an accent stands over each letter: no browser asks for that."""
    font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment = None


def forget_variants(font: TTFont) -> None:
    """Only STRETCHED, and the tilde, keep their larger shapes, and not all of them."""
    cmap, variants = font.getBestCmap(), font["MATH"].table.MathVariants
    kept = {cmap[ord(char)] for char in STRETCHED + "~"}
    for way in ("Vert", "Horiz"):
        coverage = getattr(variants, f"{way}GlyphCoverage")
        constructions = getattr(variants, f"{way}GlyphConstruction")
        pairs = [pair for pair in zip(coverage.glyphs, constructions, strict=True) if pair[0] in kept]
        coverage.glyphs = [name for name, _ in pairs]
        setattr(variants, f"{way}GlyphConstruction", [construction for _, construction in pairs])
        setattr(variants, f"{way}GlyphCount", len(pairs))
        for _, construction in pairs:
            if construction.GlyphAssembly:
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


def map_to(font: TTFont, point: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = name


if __name__ == "__main__":
    main()
