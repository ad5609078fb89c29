"""A folder that another program keeps comes out as its description says: pages, addresses, what is hidden, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, tree
from hortus.platforms import PLATFORMS
from vaults import NAMES, VAULTS, describe, description

HIDDEN = b"secretive"  # a word that each vault has only where no reader is to see it


@pytest.mark.parametrize("name", NAMES)
def test_a_vault_comes_out_as_it_is_described(name: str, tmp_path: Path) -> None:
    assert describe(name, tmp_path) == description(name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_what_is_hidden_is_in_any_file(name: str, tmp_path: Path) -> None:
    hidden = [file for file in (VAULTS / name).rglob("*") if file.is_file() and HIDDEN in file.read_bytes()]
    assert hidden
    describe(name, tmp_path)
    assert [path for path, data in tree(tmp_path / "site").items() if HIDDEN in data] == []


def test_every_program_has_a_vault_and_a_page_in_the_guide() -> None:
    programs = {platform.__name__.rpartition(".")[2] for platform in PLATFORMS}
    assert programs <= set(NAMES)
    pages = {page.stem for page in (ROOT / "notes/guide/platforms").glob("*.md")}
    assert pages == programs | {"github"}


def test_every_description_has_its_vault() -> None:
    assert sorted(file.stem for file in VAULTS.glob("*.md")) == list(NAMES)
