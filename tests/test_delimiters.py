"""Where formulas begin and end: each case is a text, the formulas found in it, and the rest of the text with `□` for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markdown_it.token import Token
from markdown_it.utils import EnvType

from conftest import limit
from hortus.markdown import parse
from hortus.markdown.collector import Collector, install
from hortus.markdown.comment import without_comments
from hortus.markdown.plain import inline_text
from hortus.markdown.syntax import parser
from hortus.model import Dialect, Source

_KINDS = {"math_inline": "i", "math_display": "d", "math_block": "b"}

# Kinds: i within a line, d a display in a paragraph, b a display that is a block.
FOUND = {
    "spaces inside": (r"a $ x = y $ b", ["i x = y"], "a □ b"),
    "one space at the end": (r"$y = \gamma * x + \beta $ here", [r"i y = \gamma * x + \beta"], "□ here"),
    "short with spaces": ("the $ n $ of", ["i n"], "the □ of"),
    "a number": ("the $3$ of", ["i 3"], "the □ of"),
    "a letter": ("the $n$ of", ["i n"], "the □ of"),
    "words of mathematics": ("in $O(n log n)$ steps", ["i O(n log n)"], "in □ steps"),
    "an equation of names": ("$loss = mse + reg$", ["i loss = mse + reg"], "□"),
    "norms and powers": (r"$|x|^2 = \|y\|^2$ and $[^n]$", [r"i |x|^2 = \|y\|^2", "i [^n]"], "□ and □"),
    "a bracket forgotten": ("$Z(s) = BU(s$, so", ["i Z(s) = BU(s"], "□, so"),
    "two words": ("$subject to$: $(B, parent)$", ["i subject to", "i (B, parent)"], "□: □"),
    "a list of letters": ("$a, b, c$ and $f(x)$", ["i a, b, c", "i f(x)"], "□ and □"),
    "half-open interval": ("$[0, 1)$ and $]0, 1[$", ["i [0, 1)", "i ]0, 1["], "□ and □"),
    "a sign alone": ("$-$16 and $+$", ["i -", "i +"], "□16 and □"),
    "a star below": ("what $f_* = f(X_*)$ is, $f_* = 1$, $k_* = [k]$", ["i f_* = f(X_*)", "i f_* = 1", "i k_* = [k]"], None),
    "a star below, alone": ("$f_*$ and $g'_*(x)$, $a_{*}$", ["i f_*", "i g'_*(x)", "i a_{*}"], "□ and □, □"),
    "a star above": ("$A^* = B$ and $C^*$", ["i A^* = B", "i C^*"], "□ and □"),
    "a star behind": ("$x* = 1$, $p* \\in P$", ["i x* = 1", r"i p* \in P"], "□, □"),
    "a star alone": ("the sign $*$ and $\\ast$", ["i *", r"i \ast"], "the sign □ and □"),
    "over two lines": ("a $x +\ny$ b", ["i x +\ny"], "a □ b"),
    "over two lines, like a list": ("a $x\n+ y\n- z$ b", ["i x\n+ y\n- z"], "a □ b"),
    "over two lines, like a setext heading": ("a $x\n= y$ b\n\nc", ["i x\n= y"], "a □ b|c"),
    "two side by side": ("$x$$y$", ["i x", "i y"], "□□"),
    "display in a sentence": ("so $$a = b$$ holds", ["d a = b"], "so □ holds"),
    "several displays in a line": ("$$ a $$ and $$ b $$", ["d a", "d b"], "□ and □"),
    "display of several lines": ("$$\na\n= b\n$$", ["b a\n= b"], ""),
    "display with its text on the marks' lines": ("$$a\n= b$$", ["b a\n= b"], ""),
    "display that ends a line of text": ("so $$\na\n= b\n$$\nholds", ["d a\n= b"], "so □ holds"),
    "display like a list": ("so $$\na\n- b\n+ c\n$$ holds", ["d a\n- b\n+ c"], "so □ holds"),
    "display like a heading": ("so $$\na\n===\nb $$", ["d a\n===\nb"], "so □"),
    "display like a quotation": ("so $$a\n> b$$ holds", ["d a\n> b"], "so □ holds"),
    "text on both sides": ("so $$a\nb$$ holds\nand $$c\nd$$ too", ["d a\nb", "d c\nd"], "so □ holds and □ too"),
    "closing mark then text": ("$$\na\n$$ where b", ["d a"], "□ where b"),
    "display interrupts a paragraph": ("so\n$$\na\n$$\nholds", ["b a"], "so|holds"),
    "blank lines in a display": ("$$\na\n\n= b\n$$", ["b a\n\n= b"], ""),
    "displays one after the other": ("$$a$$\n$$b$$", ["b a", "b b"], ""),
    "display then full stop": ("$$a$$.", ["b a."], ""),
    "display then comma": ("so $$a$$, and", ["d a,"], "so □ and"),
    "display then CJK full stop": ("故$$a$$。", ["d a\\text{。}"], "故□"),
    "display of an environment then full stop": (
        "$$\\begin{aligned}a\\end{aligned}$$.",
        ["b \\begin{aligned}a\\end{aligned}"],
        "",
    ),
    "number": ("$$a$$ (1)", ["b a \\tag{1}"], ""),
    "number of several parts": ("$$\na\n$$ (2.1a)", ["b a \\tag{2.1a}"], ""),
    "label": ("$$a$$ {#eq:x}", ["b a \\label{eq:x}"], ""),
    "number beside a tag": ("$$a \\tag{7}$$ (1)", ["b a \\tag{7}"], ""),
    "words in brackets are text": ("$$a$$ (as above)", ["d a"], "□ (as above)"),
    "in a list": ("- a\n  $$\n  x\n  $$\n- b", ["b x"], "a|b"),
    "in a list, outdented": ("- a $$\nx\n$$\n- b", ["d x"], "a □|b"),
    "in a list, after a blank line": ("1. a\n\n   $$\n   x\n   $$\n\n   c\n2. b", ["b x"], "a|c|b"),
    "in a list, deep": ("- a\n\n      $$\n      x\n      $$\n", ["b x"], "a"),
    "in a list, inline rows like items": ("- a $x\n  - y$ b\n- c", ["i x\n- y"], "a □ b|c"),
    "after a list, without a blank line": ("1. a $x$\n$$y$$\n$$\nz\n$$\nb", ["i x", "b y", "b z"], "a □|b"),
    "in an ordered list on the item's line": ("1. $$x$$\n2. $$\n   y\n   $$", ["b x", "b y"], ""),
    "in a quotation": ("> $$\n> x\n> $$\n> a", ["b x"], "a"),
    "in a quotation with lines unmarked": ("> a\n> $$\nx\n= y\n$$\n> b", ["b x\n= y"], "a|b"),
    "in a quotation, the inner line unmarked": ("> $$\nx\n> $$\n\nb", ["b x"], "b"),
    "in a quotation, like a list": ("> a $$\n> x\n> - y\n> $$ b", ["d x\n- y"], "a □ b"),
    "in a callout": ("> [!note] On $x$\n> $$\n> y\n> $$\n> and $z$", ["i x", "b y", "i z"], "On □|and □"),
    "in a footnote": ("a[^1]\n\n[^1]: b $x$\n\n    $$\n    y\n    $$", ["i x", "b y"], "a|b □"),
    "in an inline footnote": ("a ^[b $x$ c]", ["i x"], "a|b □ c"),
    "in a table": ("| a | $x_1$ |\n|---|---|\n| $$y$$ | \\(z\\) |", ["i x_1", "d y", "i z"], "a|□|□|□"),
    "in a heading": ("# On $x^2$\n\n## And $$y$$ too", ["i x^2", "d y"], "On □|And □ too"),
    "in emphasis": ("**the $x$** and *$y$*", ["i x", "i y"], "the □ and □"),
    "in a link": ("[the $x$](a.md) [$y[1]$](b)", ["i x", "i y[1]"], "the □ □"),
    "in a picture's text": ("![the $x$](a.png) b", [], None),
    "brackets": (r"\(a\) and \[a = b\]", ["i a", "d a = b"], "□ and □"),
    "brackets with spaces": (r"the \( x \in A \) of \( 0 \)", [r"i x \in A", "i 0"], "the □ of □"),
    "square brackets as a block": ("\\[\na\n\\]", ["b a"], ""),
    "square brackets on a line": (r"\[ a = b \]", ["b a = b"], ""),
    "square brackets, blank line": ("\\[\na\n\nb\n\\]\nc", ["b a\n\nb"], "c"),
    "square brackets over lines of a paragraph": ("so \\[\nx^2\n- y\n\\] holds", ["d x^2\n- y"], "so □ holds"),
    "legacy brackets": (r"the \\(x\\) and \\( p(y \mid x) \\)", ["i x", r"i p(y \mid x)"], "the □ and □"),
    "legacy square brackets": ("\\\\[ a^2 \\\\]\n\nand \\\\[ b^2 \\\\] c", ["b a^2", "d b^2"], "and □ c"),
    "rows in square brackets": ("\\[ a \\\\ b \\frac12 \\]", ["b a \\\\ b \\frac12"], ""),
    "GitHub's": ("the $`a_b`$ of", ["i a_b"], "the □ of"),
    "fence": ("```math\na\n```\n\n~~~ Math\nb\n~~~", ["b a", "b b"], ""),
    "bare environment": ("\\begin{align}\na &= b\n\\end{align}", ["b \\begin{align}\na &= b\n\\end{align}"], ""),
    "bare environment after text": (
        "so\n\\begin{equation*}\na\n\\end{equation*}\nholds",
        ["b \\begin{equation*}\na\n\\end{equation*}"],
        "so|holds",
    ),
    "bare environment in a sentence": (
        r"let \begin{cases}a\end{cases} be",
        [r"d \begin{cases}a\end{cases}"],
        "let □ be",
    ),
    "bare environment with rows like a list": (
        "let \\begin{gather}\n- a \\\\\n+ b\n\\end{gather} be",
        ["d \\begin{gather}\n- a \\\\\n+ b\n\\end{gather}"],
        "let □ be",
    ),
    "bare environments, several": (
        "\\begin{multline}a\\end{multline}\n\\begin{eqnarray}b\\end{eqnarray}\n\n\\begin{alignat}{2}c\\end{alignat}",
        [
            "b \\begin{multline}a\\end{multline}",
            "b \\begin{eqnarray}b\\end{eqnarray}",
            "b \\begin{alignat}{2}c\\end{alignat}",
        ],
        "",
    ),
    "bare environment, nested": (
        "\\begin{align}\n\\begin{matrix}a\\end{matrix}\n\\end{align}",
        ["b \\begin{align}\n\\begin{matrix}a\\end{matrix}\n\\end{align}"],
        "",
    ),
    "environment in dollars": (
        "$$\n\\begin{align}\na\n\\end{align}\n$$",
        ["b \\begin{align}\na\n\\end{align}"],
        "",
    ),
    "beside CJK": ("取$x$和$y$，$E^c$对", ["i x", "i y", "i E^c"], "取□和□，□对"),
    "beside CJK, with a space": ("$E^c $对", ["i E^c"], "□对"),
    "CJK inside": ("$准确率 = 正确 / 总数$", ["i 准确率 = 正确 / 总数"], "□"),
    "a power after a letter": ("x$^2$ and H$_2$O", ["i ^2", "i _2"], "x□ and H□O"),
    "a letter after": ("$i$th and $n$-th", ["i i", "i n"], "□th and □-th"),
    "a word after": ("from $x_0$to $n$", ["i x_0", "i n"], "from □to □"),
    "between marks": ("$x$/$y$, $a$:$b$", ["i x", "i y", "i a", "i b"], "□/□, □:□"),
    "between digits": (r"2$\times$3", [r"i \times"], "2□3"),
    "beside quotes and brackets": ("(“$x$”, \"$y$\", '$z$', [$w$])", ["i x", "i y", "i z", "i w"], None),
    "a dollar sign inside": (r"$x = \$5$", [r"i x = \$5"], "□"),
    "dollars in a text of TeX": (r"$\text{if $x$ is} y$", [r"i \text{if $x$ is} y"], "□"),
    "Prettier's underscores": (
        r"$ purity(p*{c1}, p*{c2}) = p*{c1} \log(p\_{c2})$",
        [r"i purity(p*{c1}, p*{c2}) = p*{c1} \log(p\_{c2})"],
        "□",
    ),
    "emphasis stays out": ("$a_b_c$ $a*b*c$ _d_", ["i a_b_c", "i a*b*c"], "□ □ d"),
    "HTML stays out": ("$a<b>c$ and $x<y$", ["i a<b>c", "i x<y"], "□ and □"),
    "links stay out": ("$[x](y) + z_1$", ["i [x](y) + z_1"], "□"),
    "wikilinks stay out": ("$A = [[1,2],[3,4]]$ $$[[1,2]]$$", ["i A = [[1,2],[3,4]]", "d [[1,2]]"], "□ □"),
    "strikes and marks stay out": ("$a ~~b~~ = c$ $a == b$", ["i a ~~b~~ = c", "i a == b"], "□ □"),
    "carets, hashes, ampersands stay out": (r"$a^^b$ $\#S$ $a \& b$", ["i a^^b", r"i \#S", r"i a \& b"], "□ □ □"),
    "footnotes stay out": ("a[^1] $x[^1]$\n\n[^1]: b", ["i x[^1]"], "a □|b"),
    "addresses stay out": (r"$\text{https://example.com/a_b} x$", [r"i \text{https://example.com/a_b} x"], "□"),
    "pipes stay in": ("$|x|$ and $P(A|B)$", ["i |x|", "i P(A|B)"], "□ and □"),
    "entities are undone": (r"\(b &lt; 9 &amp; c\)", ["i b < 9 & c"], "□"),
    "TeX's comment": ("$$\na % first\n+ b\n$$", ["b a \n+ b"], ""),
    "TeX's comment in the last row": ("$$\na+b\n% gone\n$$\n\n$$\na+b % gone\n$$", ["b a+b", "b a+b"], ""),
    "TeX's comment in a line": (r"$a %gone$ and $b % gone$ and $c % 不见$", ["i a", "i b", "i c"], None),
    "a percent sign before what is no word": (r"$50 %$ and $7 % + x$ and $9 % \text{of}$ and $5%的$", [r"i 50 \%", r"i 7 \% + x", r"i 9 \% \text{of}", r"i 5\%的"], None),
    "TeX's comments like Obsidian's": ("$$\n%% a\nx\n%% b\ny\n$$\n\nz", ["b x\ny"], "z"),
    "percent signs": (r"$50\%%$ and $60\%%$, %%gone%% $7% + 1$", [r"i 50\%\%", r"i 60\%\%", r"i 7\% + 1"], None),
    "a comment in a formula": ("$$a %%gone%% + b$$", ["b a  + b"], ""),
    "code before": ("`a $x` and $y$", ["i y"], "‹a $x› and □"),
    "money before": ("it costs $5 and $x$ is", ["i x"], "it costs $5 and □ is"),
    "money before, in words": ("from $5 million to $n^2$", ["i n^2"], "from $5 million to □"),
    "emphasis before": ("*a $x$ b* c", ["i x"], "a □ b c"),
    "references": (
        "by \\eqref{a} and \\ref{b_c}, not \\eqref{d}\n\n$$x \\label{a}$$\n\n$$y$$ {#b_c}",
        [r"i \eqref{a}", r"i \ref{b_c}", r"b x \label{a}", r"b y \label{b_c}"],
        r"by □ and □, not \eqref{d}",
    ),
    "reference in a formula": (r"see $\eqref{a}$", [r"i \eqref{a}"], "see □"),
}  # fmt: skip

# Text that holds no formula, and what a reader is to see of it when that is not the text itself.
TEXT = {
    "money": "costs $5 and $10, or $1,000",
    "a range of money": "$5-$10 or $5–$10 or $5 - $10",
    "money of a country": "US$ 5 and US$ 6, A$5, NZ$6",
    "money, short": "$1.5k to $2k, $3m and $4bn",
    "money a month": "$20/month and $30/month, or 30$ a year",
    "money in a list": "costs $3, or $4",
    "money in brackets": "($5) and ($6)",
    "money in a sum": "$5 + $10 = $15",
    "money and a full stop": "I have $5. The others have $6.",
    "money behind": "5$ and 10$",
    "money in words": "between $3 billion and about 4$",
    "paths": "$HOME/$PATH and $HOME:$PATH",
    "paths, small": "$dir/$file.$ext and $a-$b",
    "arguments": "$1 $2, $1, $2 and $1,$2",
    "braces": "${x} and ${y}, ${a}${b}, ${HOME}/bin:${PATH}",
    "names with underscores": "$my_var and $other_var",
    "command": "$(cmd) and $(date)",
    "redirection": "echo $x > $y",
    "signs of the shell": "$? and $! and $@ $#",
    "prompt": "$ ls and $ cd",
    "templates": "{{ $x }} and {{ $y }}, #{$a} #{$b}",
    "PHP": "foreach ($xs as $x) $this->foo($bar); $a == $b",
    "PHP in quotes": '"$x" and "$y"',
    "jQuery": "$('#a').show($('#b')) and $(this)",
    "regular expressions": "matches ^foo$|^bar$ or ^baz$",
    "regular expression, classes": r"use ^\d+$ or ^\w{2}$",
    "paths of Windows": r"set $PATH to C:\bin and $HOME",
    "prices": "make $$$ fast, $$$ and $$$$",
    "slang": "cash $$ and more $$ here, A$AP and Ke$ha",
    "substitution": "s/foo$/bar$/",
    "style sheets": "$color: #fff; $size: 10px",
    "currencies": "€5/$6 or $7/€8, $5/$10, $5 = 4€ and $6 = 5€",
    "money beside CJK": "价格$5，折后$3，共 $5 元和 $10 元",
    "words": "the $ and the $ sign, $words and some more words$",
    "code in a line": "`$x$` and `a $b`",
    "a backtick within": "$5 `x$` y",
    "bold money": "**$5**, **$6**",
    "starred money": "*$5* or *$6*",
    "starred words": "*now $x* and so *$y* then, *$a* or b$",
    "starred names": "rm $dir/foo_* and $dir/bar_* here",
    "an address": "see https://example.com/$a/b$ now",
    "unclosed": "a $x b",
    "unclosed display": "a $$x b",
    "unclosed brackets": r"a \(x b",
    "empty": "a $$$$ c, $ $ d",
    "two paragraphs": "a $x^2\n\nb^2$ c",
    "unclosed environment": "\\begin{align}\na\n\nb",
    "another environment": "\\begin{itemize}\na\n\\end{itemize}",
    "environment of another end": "\\begin{align} a \\end{gather}",
    "fence of LaTeX": "```latex\n$x$\n\\begin{align}a\\end{align}\n```",
    "fence": "```\n$$\nx\n$$\n```",
    "indented code": "    $$\n    x\n    $$",
    "a fence within": "a $$\n```\nb $$ c\n```",
    "a heading within": "a $$ b\n# c\nd $$ e",
    "items of a list": "- pay $x\n- pay y$\n- pay $$\n- pay $$",
    "prose between displays' marks": "$$\nsome words that follow here\n\nand words that go on $$",
}  # fmt: skip
READ = {
    "escaped dollars": (r"\$x\$ and \$5", "$x$ and $5"),
    "escaped brackets": (r"\[x\], \[1\], \[ \], \[^1\], \[!note\]", "[x], [1], [ ], [^1], [!note]"),
    "escaped task": (r"- \[ \] a" + "\n" + r"- \[x\] b", "[ ] a|[x] b"),
    "escaped link": (r"\[a_b\](c_d) and \[text\](url)", "[a_b](c_d) and [text](url)"),
    "escaped wikilink": (r"use \[\[links\]\]", "use [[links]]"),
    "escaped options": (r"run \[--flag\] \[C++\] \[a|b\] \[*\]", "run [--flag] [C++] [a|b] [*]"),
    "escaped round brackets": (r"file\(s\), Title \(2019\), \(see the note\)", "file(s), Title (2019), (see the note)"),
    "an escaped legacy bracket": (r"a \\(not a formula at all\\) b", r"a \(not a formula at all\) b"),
    "link with a dollar": ("[a](b$c) [d](e$f)", "a d"),
    "HTML with dollars": ('<a title="$x">b</a> <i title="$y">c</i>', "b c"),
    "autolink": ("<https://example.com/$a> b <https://example.com/$c>", None),
    "label without a formula": (r"see \eqref{x}", r"see \eqref{x}"),
}  # fmt: skip


def tokens_of(text: str) -> list[Token]:
    env: EnvType = {"docId": "0"}
    install(env, Collector("note.md", 1, Dialect()))
    return parser().parse(without_comments(text)[0], env)


def walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type != "image":
            yield from walk(token.children or [])


def formulas(text: str) -> list[str]:
    return [
        f"{_KINDS[token.type]} {token.content}" for token in walk(tokens_of(text)) if token.type in _KINDS
    ]


def rest(text: str) -> str:
    """The words that are left, `|` between blocks."""
    blocks = list[str]()
    for token in tokens_of(text):
        if token.type == "inline":
            shown = [_shown(child) for child in token.children or []]
            blocks.append(" ".join(inline_text(shown).split()))
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content)
    return "|".join(block for block in blocks if block and block.strip("□ "))


def _shown(token: Token) -> Token:
    if token.type in _KINDS:
        return Token("text", "", 0, content="□")
    return Token("text", "", 0, content=f"‹{token.content}›") if token.type == "code_inline" else token


@pytest.mark.parametrize(("text", "expected", "left"), FOUND.values(), ids=FOUND)
def test_found(text: str, expected: list[str], left: str | None) -> None:
    assert formulas(text) == expected
    if left is not None:
        assert rest(text) == "|".join(part for part in left.split("|") if part.strip("□ "))


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_text(text: str) -> None:
    assert formulas(text) == []
    assert _words(rest(text)) == _words(text.replace("```latex", ""))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|\$", text)


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_read(text: str, expected: str | None) -> None:
    assert formulas(text) == []
    if expected is not None:
        assert rest(text) == expected


_CELLS = {
    "bars of a formula": ("$|x|$ | b", ["$|x|$", "b"]),
    "norms": (r"$\left| x \right| \cdot |y|$ | b", [r"$\left| x \right| \cdot |y|$", "b"]),
    "one bar": ("$P(A | B)$ | $p_{x|y}$", ["$P(A | B)$", "$p_{x|y}$"]),
    "brackets": (r"\( \{x | x > 0\} \) | b", [r"\( \{x | x > 0\} \)", "b"]),
    "display": ("$$a \\mid |b|$$ | b", ["$$a \\mid |b|$$", "b"]),
    "an escaped bar is a bar": (r"$\|x\|$ | b", ["$|x|$", "b"]),
    "two backslashes are TeX's": (r"$\\|x\\|$ | b", [r"$\|x\|$", "b"]),
    "an escaped bar beside bare ones is TeX's": (r"$\|x\| = |y|$ | b", [r"$\|x\| = |y|$", "b"]),
    "escaped bar": (r"a \| b | c", ["a | b", "c"]),
    "wikilink": ("[[a|b]] | ![[c.png|300]]", ["[[a|b]]", "![[c.png|300]]"]),
    "wikilink, escaped": (r"[[a\|b]] | ![[c.png\|300]]", ["[[a|b]]", "![[c.png|300]]"]),
    "code is parted": ("`a|b`", ["`a", "b`"]),
    "code with an escaped bar": (r"`a\|b` | c", ["`a|b`", "c"]),
    "dollars in code": ("`$a` | `$b`", ["`$a`", "`$b`"]),
    "money": ("$5 | $10", ["$5", "$10"]),
    "money before and behind": ("$5 | 6$", ["$5", "6$"]),
    "prices": ("$ | $$", ["$", "$$"]),
    "variables": ("$x | $y", ["$x", "$y"]),
    "a letter in each": ("a $x | b$ y", ["a $x", "b$ y"]),
}  # fmt: skip


@pytest.mark.parametrize("edges", ["{}", "| {} |"])
@pytest.mark.parametrize(("row", "expected"), _CELLS.values(), ids=_CELLS)
def test_cells(row: str, expected: list[str], edges: str) -> None:
    for text in (
        f"| a | b |\n|---|---|\n{edges.format(row)}",
        f"{edges.format(row)}\n{'|'.join(['---'] * len(expected)) if len(expected) > 1 else '|---|'}\n",
    ):
        cells = [token.content for token in tokens_of(text) if token.type == "inline"]
        assert [cell for cell in cells if cell not in {"a", "b", ""} or cell in expected][
            -len(expected) :
        ] == expected


_OPENERS = [
    "$", "$x ", "${", "$$", "$$ ", "a $$ b\n", "$$\n", "> $$\n", "- $$\n", "\\(", "\\( x", "\\[", "\\[\n", "\\\\(", "\\\\[ ",
    "\\begin{align}", "\\begin{align}\n", "a \\begin{align}\n", "\\end{align}\n", "$`", "`$", "$\\", "$}{", "|$x", "|$|",
    "\\eqref{", "\\label{a}", "$x%%", "%%$", "%%\n$", "$$\n%%\n", "[[a|", "[$", "![$](", "^[$", "$x\n- ", "$$x\n# ", "a $$\n> b\n",
    "- a $\n> - b $$\n", "| $x |\n", "$[", "<$", "&$", "$(", "**$", "$ ", "$x$", "$$x$$ ", "\\(x\\)", "$$ (1)\n",
]  # fmt: skip
_CLOSERS = "$ $$ \\] \\) \\\\) \\\\] }\n\\end{align}"


@pytest.mark.parametrize("closers", ["", _CLOSERS], ids=["unclosed", "closed"])
@pytest.mark.parametrize("opener", _OPENERS)
def test_many_of_anything_end(opener: str, closers: str) -> None:
    with limit():
        note = parse(Source("note.md", (opener * 10_000 + closers).encode()), Dialect())
    assert not [problem for problem in note.problems if problem.code == "internal"]
