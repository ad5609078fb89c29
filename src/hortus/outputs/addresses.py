"""Addresses as the world outside the site writes them."""

from __future__ import annotations

import mdurl

from hortus.theme import Chrome


def absolute(chrome: Chrome, path: str) -> str:
    """The full address of `path`; without a `base_url` it is relative to the root of the site."""
    return (chrome.base_url + mdurl.encode(path)) if chrome.base_url else mdurl.encode(path) or "./"


def permalink(chrome: Chrome, path: str) -> str:
    """The one address that a page is to be known by; "" without a `base_url`. A folder's page has the folder's."""
    name = path.rpartition("/")[2]
    return (
        absolute(chrome, path.removesuffix(name) if name == "index.html" else path) if chrome.base_url else ""
    )
