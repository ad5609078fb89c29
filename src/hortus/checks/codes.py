"""What each kind of finding means, in a sentence, for programs that show findings."""

from __future__ import annotations

CODES = {
    "alike-tags": "Tags that differ only in case, in a hyphen, or as one from many",
    "ambiguous-link": "A link that several notes answer to",
    "conflict": "Lines that git could not merge",
    "copy": "Notes that say the same",
    "date": "A date that cannot be read",
    "embed-cycle": "A note that is embedded in itself",
    "empty-link": "A link without an address",
    "encoding": "Bytes that are not UTF-8",
    "front-matter": "Front matter that cannot be read",
    "front-matter-open": "Front matter that never closes",
    "html": "HTML that is crooked",
    "html-removed": "Raw HTML that acts and is left out",
    "leak": "Words of notes that are not published, in what is published",
    "math": "A formula that cannot be shown",
    "missing-anchor": "A link to a heading or block that is not there",
    "missing-file": "A file that is not there",
    "missing-footnote": "A mark of a footnote that is not there",
    "missing-image": "A picture that is not there",
    "missing-link": "A link to a note that is not there",
    "missing-page": "A name that several notes link to and no note has",
    "near-copy": "Notes that say nearly the same",
    "odd-formula": "TeX that is in no formula, or a formula that something damaged",
    "odd-date": "A date that cannot be meant",
    "orphan": "A note without a link to or from another",
    "path-conflict": "Two notes that want one place in the site",
    "private-file": "A file that a note links to and that is not to be published",
    "same-title": "Notes with the same title",
    "spelling": "A word that may be misspelt",
    "stray-stars": "Stars that do not make words bold or italic",
    "stub": "A note with hardly any text",
    "unclosed-code": "A block of code that never closes",
    "unclosed-comment": "A comment that never ends",
    "unclosed-formula": "A formula that never closes",
    "undescribed": "A picture without a description",
    "untitled": "A note that has no name yet",
    "unused-file": "A file that no note uses",
    "unused-footnote": "A footnote that nothing refers to",
    "wrong-case": "An address that differs from the file's in upper and lower case",
}


def meaning(code: str) -> str:
    return CODES.get(code, code.replace("-", " ").capitalize())
