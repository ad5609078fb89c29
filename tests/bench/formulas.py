"""How the formulas of real notes fare: `python tests/bench/formulas.py FOLDER [--katex NODE_FOLDER] [--list]`.

Prints how many distinct formulas there are, how many are shown exactly, by a fallback or not at all, how many are
converted in a second with nothing remembered, and how large they come out. With `--katex`, which names a folder in
which `npm install katex` was run, also those that KaTeX takes and Hortus does not, and how many formulas show other
characters than KaTeX's.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import time
import unicodedata
from collections import Counter
from pathlib import Path

from hortus import markdown, tex
from hortus.frontmatter import part
from hortus.markdown import syntax
from hortus.markdown.collector import Collector, install
from hortus.markdown.comment import without_comments
from hortus.model import Dialect

Note = tuple[str, list[tex.Formula]]

_KATEX = """
import katex from 'katex';
let input = '';
process.stdin.on('data', (data) => { input += data; }).on('end', () => {
  process.stdout.write(JSON.stringify(JSON.parse(input).map(([tex, displayMode]) => {
    try { return katex.renderToString(tex, { displayMode, strict: false, trust: true, output: 'mathml' }); }
    catch (error) { return null; }
  })));
});
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--katex", type=Path)
    arguments.add_argument("--list", action="store_true", help="print what is not right, and why")
    given = arguments.parse_args()
    notes = [note for path in sorted(given.folder.rglob("*")) if (note := formulas_of(path))]
    every = [formula for _, formulas in notes for formula in formulas]
    distinct = list(dict.fromkeys(every))
    print(f"{len(notes)} notes, {len(every)} formulas, {len(distinct)} of them distinct")
    if not every:
        return
    tex.convert_all([tex.Formula("x", display=False)])  # what is loaded once
    started = time.perf_counter()
    shown = [tex.convert_all(formulas, prefix="eq-") for _, formulas in notes]
    seconds = time.perf_counter() - started
    results = [one for note in shown for one in note]
    print(f"{len(every) / seconds:,.0f} formulas a second, {seconds:.2f} s")
    started = time.perf_counter()
    for formula in distinct:
        tex.convert_all([tex.Formula(formula.tex + " ", formula.display)])
    print(
        f"{len(distinct) / (time.perf_counter() - started):,.0f} a second, each distinct one in a note of its own"
    )
    sizes = [len(one.html.encode()) for one in results]
    print(f"{sum(sizes) / len(sizes):.0f} bytes on average, {max(sizes)} at the most")
    kinds = Counter(kind(one) for one in results)
    print(
        ", ".join(
            f"{kinds[name]} {name} ({kinds[name] / len(results):.3%})"
            for name in ("exact", "definition", "fallback", "source")
        )
    )
    if given.list:
        for note, formulas, ones in zip(notes, [formulas for _, formulas in notes], shown, strict=True):
            for formula, one in zip(formulas, ones, strict=True):
                if one.message:
                    print(f"  {note[0]}: {' '.join(formula.tex.split())[:90]}: {one.message}")
    if given.katex:
        compare(distinct, given.katex)


def formulas_of(path: Path) -> Note | None:
    """The formulas of one note, by the parser that builds use."""
    if path.suffix.lower() not in markdown.SUFFIXES or not path.is_file():
        return None
    parted = part(str(path), path.read_bytes())
    env = {"docId": "x"}
    install(env, Collector(str(path), 1, Dialect()))
    try:
        tokens = syntax.parser().parse(without_comments(parted.body)[0], env)
    except RecursionError:
        return None
    found = list[tex.Formula]()
    waiting = tokens[::-1]
    while waiting:
        token = waiting.pop()
        waiting += reversed(token.children or [])
        if token.type in {"math_inline", "math_display", "math_block"}:
            found.append(tex.Formula(token.content, token.type != "math_inline"))
    return (str(path), found) if found else None


def kind(shown: tex.Shown) -> str:
    if not shown.html:
        return "definition"
    return "exact" if not shown.message else "source" if shown.is_source else "fallback"


def compare(formulas: list[tex.Formula], folder: Path) -> None:
    script = folder / "hortus-compare.mjs"
    script.write_text(_KATEX)
    pairs = json.dumps([[formula.tex, formula.display] for formula in formulas])
    done = subprocess.run(
        ["node", script.name], input=pairs, capture_output=True, text=True, check=True, cwd=folder
    )
    script.unlink()
    theirs: list[str | None] = json.loads(done.stdout)
    ours = [tex.convert_all([formula])[0] for formula in formulas]
    taken = [
        (formula, one, other) for formula, one, other in zip(formulas, ours, theirs, strict=True) if other
    ]
    missed = [(formula, one) for formula, one, _ in taken if one.message]
    print(
        f"KaTeX takes {len(taken)}; of these {len(missed)} are not right here ({1 - len(missed) / len(taken):.3%} are)"
    )
    for formula, one in missed:
        print(f"  {formula.tex[:100]!r}: {one.message}")
    differences = Counter[tuple[str, str]]()
    examples = dict[tuple[str, str], str]()
    for formula, one, other in taken:
        us, them = Counter(characters(one.html)), Counter(characters(other))
        if us != them:
            key = "".join(sorted((them - us).elements()))[:8], "".join(sorted((us - them).elements()))[:8]
            differences[key] += 1
            examples[key] = formula.tex
    print(f"{differences.total()} show other characters; theirs, ours, how often, an example:")
    for (them_only, us_only), count in differences.most_common(30):
        print(f"  {them_only!r} {us_only!r} {count} {examples[them_only, us_only][:80]!r}")


# Signs that the two engines choose differently for one and the same thing.
_ALIKE = str.maketrans(
    {
        "⌀": "∅",
        "‖": "∥",
        "‾": "¯",
        "\u0332": "¯",
        "ˉ": "¯",
        "~": "˜",
        "^": "ˆ",
        "⋅": "·",
        "…": None,
        ".": None,
        "*": "∗",
        "-": "−",
        "|": "∣",
    }
)


def characters(markup: str) -> str:
    """What is seen of it, of every letter its plain form."""
    markup = re.sub(r"<annotation.*?</annotation>|<mphantom>.*?</mphantom>", "", markup, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^<>]*>", "", markup)).translate(_ALIKE)
    text = unicodedata.normalize("NFKC", text.replace("″", "′′").replace("‴", "′′′"))
    return re.sub(r"[\s\u2061-\u2064\ufe00\ufe01\u200b\u0338]|\u0305|\u0304|¯", "", text)


if __name__ == "__main__":
    main()
