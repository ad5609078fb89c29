"""What the owner chose of the look: `theme:` in `hortus.yaml` → custom properties of the style sheet."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import Any

from tinycss2.color4 import parse_color

_KEYS = ("accent", "fonts", "width")
_FONTS = {"text": "--serif", "headings": "--sans", "code": "--mono"}
_WIDTH = re.compile(r"\d{1,4}(?:\.\d+)?(?:rem|em|ch|px)")
_FAMILY = re.compile(r"""[^{}<>;@\\()/*\x00-\x1f]+""")
_PAPER = {"light": (0.992, 0.992, 0.980), "dark": (0.078, 0.094, 0.102)}  # `--paper` of the style sheet
_READABLE = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text
_STEPS = 40
_ACCENT = "#226a43"  # `--accent` of the style sheet on the light page

RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """`rule` is one of CSS, "" where nothing is chosen; `faint` are the schemes in which the accent is hard to read, each
    with its contrast.
    """

    rule: str = ""
    accent: str = _ACCENT  # on the light page
    faint: tuple[tuple[str, float], ...] = ()


def read_style(value: object) -> Style:
    """Raises ValueError with the end of a sentence about `theme`."""
    if not isinstance(value, dict) or (odd := [str(key) for key in value if key not in _KEYS]):
        known = ", ".join(_KEYS)
        raise ValueError(
            f"has no key `{odd[0]}`; it may have {known}"
            if isinstance(value, dict)
            else f"must have keys below it: {known}"
        )
    properties, faint = dict[str, str](), list[tuple[str, float]]()
    accent = _ACCENT
    if "accent" in value:
        colours = _accent(value["accent"])
        properties |= {
            "--accent": "light-dark({light}, {dark})".format(
                **{key: _hex(rgb) for key, rgb in colours.items()}
            ),
            "--accent-2": "color-mix(in srgb, var(--accent) 13%, var(--paper))",
        }
        accent = _hex(colours["light"])
        contrasts = [(scheme, contrast(rgb, _PAPER[scheme])) for scheme, rgb in colours.items()]
        faint = [(scheme, round(figure, 1)) for scheme, figure in contrasts if figure < _READABLE]
    properties |= _fonts(value.get("fonts") or {})
    if value.get("width") is not None:
        properties["--measure"] = _width(value["width"])
    rules = ";".join(f"{name}:{text}" for name, text in properties.items())
    return Style(f":root{{{rules}}}" if rules else "", accent, tuple(faint))


def _accent(value: Any) -> dict[str, RGB]:
    """One colour, or one for light and one for dark. A single one is made lighter for the dark until it can be read."""
    if isinstance(value, dict) and set(value) == {"light", "dark"}:
        return {scheme: _colour(value[scheme]) for scheme in ("light", "dark")}
    if isinstance(value, dict):
        raise ValueError("must have `accent` as one colour, or as `light` and `dark`")  # noqa: TRY004  (see config)
    colour = _colour(value)
    return {"light": colour, "dark": _lighter(colour)}


def _colour(value: object) -> RGB:
    parsed = parse_color(str(value or ""))
    if parsed is None or isinstance(parsed, str):
        raise ValueError(
            f'has `{value or ""}` for a colour; write one such as "#226a43" or seagreen, in quotes if it has a #'
        )
    try:
        red, green, blue, _ = (min(1.0, max(0.0, float(part or 0))) for part in parsed.to("srgb"))
    except NotImplementedError:
        raise ValueError(f"has `{value}`; write the colour as rgb, hsl or #rrggbb") from None
    return red, green, blue


def _lighter(colour: RGB) -> RGB:
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    saturation = min(saturation, 0.6)
    for step in range(_STEPS + 1):
        red, green, blue = colorsys.hls_to_rgb(hue, lightness + (1 - lightness) * step / _STEPS, saturation)
        if contrast((red, green, blue), _PAPER["dark"]) >= _READABLE + 2:
            break
    return red, green, blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, «contrast ratio»)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: RGB) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _fonts(value: object) -> dict[str, str]:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict) or (odd := [str(key) for key in value if key not in _FONTS]):
        known = ", ".join(_FONTS)
        raise ValueError(
            f"has no font for `{odd[0]}`; it may have {known}"
            if isinstance(value, dict)
            else f"must have `fonts` as {known}"
        )
    return {_FONTS[key]: _family(key, name) for key, name in value.items() if name is not None}


def _family(key: str, value: object) -> str:
    """A list of families as it was written, with the default faces behind it."""
    names = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if not _FAMILY.fullmatch(names) or names.count('"') % 2 or names.count("'") % 2:
        raise ValueError(f"has `{names}` as a font, which is no list of families such as Georgia, serif")
    generic = {"text": "serif", "headings": "sans-serif", "code": "monospace"}[key]
    return names if generic in names else f"{names}, {generic}"


def _width(value: object) -> str:
    text = str(value).strip()
    if not _WIDTH.fullmatch(text):
        raise ValueError(f"has the width `{text}`, which is no length such as 40rem or 66ch")
    return text
