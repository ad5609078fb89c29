"""What is code in a text in which instructions are looked for: there they are only shown."""

from __future__ import annotations

# To be part of an expression in which `^` and `$` are at the ends of lines and spaces mean nothing; of blocks and of words. That
# of a list begins behind its signs, and what begins a line between three ticks that end there is no block.
CODE = r"""
    ^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$ (?s:.*?) (?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<ticks>`+)(?!`) [^\n]*? (?<!`)(?P=ticks)(?!`)
"""
