r"""What may reach math-core, and how: nothing that a note says can end the process or take long.

math-core is a recursive parser: nested deep enough, its input overflows the stack, and the process ends without an
exception (measured: about 2.7 KB a level, which a thread's usual stack holds some 200 times). A list of what nests
would have to know all of its grammar, and would be wrong with its next version. But no input nests deeper than it
has characters, and macros are unfolded before (`macros.py`), so a bound of the length is a bound of the stack: most
formulas are so short that half of the main thread's usual stack holds them at the highest price. Any other is converted
in a thread whose stack holds the longest input. Its memory is only reserved; what is not used is never taken. A thread
that lives as long as one conversion needs no care when processes fork.

Its time has a bound too, but for one thing: at each bracket that opens and never closes it reads the rest twice, so
that thirty of them would take a minute, and forty a day. Their number is limited by `open_brackets`.

The limit of depth is for the reader: browsers flatten what lies deeper, and draw it slowly.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from typing import TypeVar

MAX_LENGTH = 10_000  # characters of a formula, as written and unfolded
MAX_REWRITTEN = 20_000  # the same, in the words of math-core
_STACK = 128 * 1024 * 1024  # 6.5 KB for each of them
_USUAL_STACK = 8_000_000  # bytes that a main thread has, but for Windows, where it has less
_SHORT = 600  # characters, which need half of that at the most
_MAX_DEPTH = 100
_MAX_OUTPUT_DEPTH = 240  # elements; a browser's parser stops nesting at 512, and the page has some of its own
_MAX_OUTPUT = 400_000  # characters
_MARK = re.compile(r"\\(?:(left|begin)|(right|end))(?![A-Za-z])|\\.|([{])|([}])", re.DOTALL)
_TAG = re.compile(r"<(/?)[a-z][^<>]*?(/?)>")

# Brackets as math-core understands them; those after `\\left` and `\\right` are none, but make a group.
_CHAR_OPENS = "(\\[⌈⌊⌜⌞⎰❲⟅⟦⟨⟪⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼"
_CHAR_CLOSES = ")\\]⌉⌋⌝⌟⎱❳⟆⟧⟩⟫⟯"
_NAMES = "angle|floor|ceil|vert|Vert|brace|brack|group|moustache|paren|Angle|Brace|Brack|ang|langle|lbracket|lparenthesis"
_BRACKET = re.compile(
    rf"""\\(?:(?:(?P<enter>left|begin)|(?P<leave>right|end))(?![A-Za-z])\s*[()\[\]|.<>/]?
    |(?P<open>l(?:{_NAMES}|lcorner|lparen)(?![A-Za-z])|ulcorner|llcorner
        |[bB]igg?l(?![A-Za-z])\s*(?:\\[A-Za-z{{|]+|[^\\{{}}&])?)|(?P<openbrace>\{{)
    |(?P<close>r(?:{_NAMES})(?![A-Za-z])|urcorner|lrcorner
        |[bB]igg?r(?![A-Za-z])\s*(?:\\[A-Za-z}}|]+|[^\\{{}}&])?)|(?P<closebrace>\}})|(?P<cell>\\)|.)
    |(?P<openchar>[{_CHAR_OPENS}])|(?P<closechar>[{_CHAR_CLOSES}])
    |(?P<entergroup>\{{)|(?P<leavegroup>\}})|(?P<nextcell>&)""",
    re.DOTALL | re.VERBOSE,
)
_FEW = 8
_MAX_WORK = 1 << 23  # characters that may be read, over and over

T = TypeVar("T")
_one_at_a_time = threading.Lock()  # the size of stacks is a setting of the whole process


def refusal(tex: str) -> str:
    """Why `tex` must not be converted, or ""."""
    if len(tex) > MAX_LENGTH:
        return f"it has more than {MAX_LENGTH:,} characters"
    if len(tex) > _MAX_DEPTH and _depth(tex) > _MAX_DEPTH:
        return f"it is nested more than {_MAX_DEPTH} levels deep"
    return ""


def _depth(tex: str) -> int:
    """How deep groups lie in each other, and fences and environments: apart, for each may close without the other."""
    braces = fences = deepest_brace = deepest_fence = 0
    for opening, closing, brace, end in _MARK.findall(tex):
        if brace:
            braces += 1
            deepest_brace = max(deepest_brace, braces)
        elif end:
            braces = max(0, braces - 1)
        elif opening:
            fences += 1
            deepest_fence = max(deepest_fence, fences)
        elif closing:
            fences = max(0, fences - 1)
    return max(deepest_brace, deepest_fence)


def work_refusal(tex: str) -> str:
    """Why math-core would take too long for `tex`, or ""."""
    brackets = sum(map(tex.count, ("(", "[", "\\l", "\\u", "\\{", "\\b", "\\B")))
    if brackets <= _FEW and tex.isascii():
        return ""
    left_open = open_brackets(tex)
    if left_open <= _FEW or len(tex) << min(left_open, 30) <= _MAX_WORK:
        return ""
    return f"{left_open} brackets in it never close"


def open_brackets(tex: str) -> int:
    """How many brackets of `tex` never close within their group and cell."""
    total, open_now, outside = 0, 0, list[int]()
    for found in _BRACKET.finditer(tex):
        kind = found.lastgroup or ""
        if kind.startswith("open"):
            open_now += 1
        elif kind.startswith("close"):
            open_now = max(0, open_now - 1)
        elif kind.startswith("enter"):
            outside.append(open_now)
            open_now = 0
        elif kind:
            total += open_now
            open_now = outside.pop() if kind.startswith("leave") and outside else 0
    return total + open_now + sum(outside)


def output_refusal(html: str) -> str:
    """Why no browser should be given `html`, or ""."""
    if len(html) > _MAX_OUTPUT:
        return "it comes out too large"
    if len(html) < _MAX_OUTPUT_DEPTH * len("<mi></mi>"):
        return ""
    depth = 0
    for closing, empty in _TAG.findall(html):
        depth += -1 if closing else not empty
        if depth > _MAX_OUTPUT_DEPTH:
            return "it is nested too deep"
    return ""


def with_room(length: int, work: Callable[[], T]) -> T:
    """`work()`, where math-core may recurse as deep as a formula of `length` characters makes it."""
    return work() if length <= _SHORT and _is_roomy() else with_large_stack(work)


def _is_roomy() -> bool:
    """Whether this thread surely has the stack that is usual for a main one."""
    return threading.current_thread() is threading.main_thread() and _main_stack() >= _USUAL_STACK


@cache
def _main_stack() -> int:
    """Bytes of stack that the main thread may use, as far as that can be known."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  (there is none on Windows)

    limit = resource.getrlimit(resource.RLIMIT_STACK)[0]
    return _USUAL_STACK if limit == resource.RLIM_INFINITY else limit


def with_large_stack(work: Callable[[], T]) -> T:
    """`work()`, in a thread where math-core may recurse as deep as the longest formula makes it."""
    done = Future[T]()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  (it is raised again where it was waited for)
            done.set_exception(error)

    with _one_at_a_time:
        before = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=run, name="tex")
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    return done.result()
