"""The site that a folder of notes is but a part of, if its owner has one: what that keeps back is kept back here, too."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hortus.config import NAME, Config, ConfigError, read_config
from hortus.ignoring import Rule, seen_from
from hortus.model import Problem
from hortus.programs import folders_above


def with_site_above(config: Config, notes: Path) -> tuple[Config, tuple[Problem, ...]]:
    """(`config` with what the nearest site above keeps back, a warning that tells of it). Raises ConfigError."""
    real = Path(os.path.realpath(notes))
    for place in folders_above(real, [real]):
        if (place / NAME).is_file():
            site = _read(place / NAME)
            root = os.path.realpath(place / (site.notes or _usual(place)))
            if real.is_relative_to(root):
                return _kept_back(config, site, place, seen_from(str(real), root, _rules(site)))
    return config, ()


def _read(file: Path) -> Config:
    try:
        return read_config(file.read_bytes())[0]
    except (OSError, ConfigError):
        message = "this may describe a site that these notes are a part of, and cannot be read"
        hint = "mend it: it may say what is not to be published"
        raise ConfigError(Problem("error", "config", message, str(file), hint=hint)) from None


def _usual(place: Path) -> str:
    return "notes" if (place / "notes").is_dir() else "."


def _rules(site: Config) -> tuple[Rule, ...]:
    return tuple(Rule(pattern, f"`ignore` in {NAME} above names it: `{pattern}`") for pattern in site.ignore)


def _kept_back(
    config: Config, site: Config, place: Path, rules: tuple[Rule, ...]
) -> tuple[Config, tuple[Problem, ...]]:
    opt_in = config.platform.opt_in or (f"`publish: opt-in` in {NAME} above" if site.opt_in else "")
    platform = replace(config.platform, ignore=(*config.platform.ignore, *rules), opt_in=opt_in)
    message = f"these notes are a part of the site in {place}: only what it keeps back is taken over"
    problem = Problem("warning", "settings", message, hint=f"build {place} to have the whole site")
    return replace(config, platform=platform, opt_in=config.opt_in or site.opt_in), (problem,)
