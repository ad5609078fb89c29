"""Templates laid over one another: those of the owner over those of a look, and both over those of the theme."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jinja2

from hortus.model import Problem

_BENEATH = "default/"
_OF_LOOK = ":look/"  # no folder of templates is called so


class _Beneath(jinja2.PrefixLoader):
    """A template is compiled under its whole name, so that it is known where it lies."""

    load = jinja2.BaseLoader.load


class Overlay(jinja2.Environment):
    """A template is taken from the first of the folders that has it. In it, `default/NAME` is the template that it stands over,
    or that one of its name would: the look's where there is one, else the theme's.
    """

    def __init__(self, own: Path | None, look: Path | None, theme: Path) -> None:
        of_own, of_look = (jinja2.FileSystemLoader([folder] if folder else []) for folder in (own, look))
        of_theme = jinja2.FileSystemLoader(theme)
        beneath = {_OF_LOOK[:-1]: of_look, _BENEATH[:-1]: of_theme}
        super().__init__(
            loader=jinja2.ChoiceLoader([of_own, of_look, _Beneath(beneath), of_theme]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._own, self._look = own, look

    def join_path(self, template: str, parent: str) -> str:
        """What `parent` means by `template`."""
        name = template.removeprefix(_BENEATH)
        is_beneath = template != name and _has(self._own, parent) and _has(self._look, name)
        return _OF_LOOK + name if is_beneath else template

    def read(self, name: str) -> tuple[str, str]:
        """(text, file) of a template. Raises TemplateNotFound, and TemplateRuntimeError when it cannot be read."""
        assert self.loader is not None  # noqa: S101  (it was made with one)
        try:
            text, file, _ = self.loader.get_source(self, name)
        except jinja2.TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            raise jinja2.TemplateRuntimeError(f"this template cannot be read: {error}") from None
        return text, file or name

    def pages(self) -> list[str]:
        """All that a name which is only computed may mean."""
        return [
            name
            for name in self.list_templates()
            if name.endswith((".html", ".xml")) and "_looks/" not in name
        ]


def _has(folder: Path | None, name: str) -> bool:
    return folder is not None and (folder / name).is_file()


def template_problem(error: jinja2.TemplateError | RecursionError, name: str, site: Path) -> Problem:
    """What is wrong in which template, and where as far as Jinja says, for the owner of the folder `site`."""
    path, line = f"templates/{name}", 0
    place = raised_in(error, site)
    if isinstance(error, jinja2.TemplateNotFound):
        path = place[0] if place else path
        return Problem("error", "template", f"there is no template `{error.name}`", path)
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = shown(error.filename, site) if error.filename else f"templates/{error.name or name}"
        line = error.lineno
    elif place:
        path, line = place
    return Problem("error", "template", str(getattr(error, "message", "") or error), path, line)


def raised_in(error: BaseException, site: Path) -> tuple[str, int] | None:
    """(path, line) of the innermost template in the traceback, where Jinja puts its templates' frames; None without one."""
    found, trace = None, error.__traceback__
    while trace:
        code: Any = trace.tb_frame.f_code
        if "__jinja_template__" in trace.tb_frame.f_globals or code.co_filename.endswith((".html", ".xml")):
            found = shown(code.co_filename, site), trace.tb_lineno
        trace = trace.tb_next
    return found


def shown(file: str, site: Path) -> str:
    """The path of a template as seen from the folder `site`; the whole path of one elsewhere."""
    path, folder = os.path.abspath(file), os.path.abspath(site)
    inside = path.removeprefix(folder + os.sep)
    return Path(inside).as_posix()
