"""Pictures that notes show → lighter files of them, where the owner wants some."""

from __future__ import annotations

from dataclasses import replace

from hortus.config import Config
from hortus.memo import Memo
from hortus.model import Problem, Site
from hortus.outputs import Contents
from hortus.outputs.body import used_files
from hortus.work import Run


def with_lighter(
    contents: Contents, site: Site, config: Config, memo: Memo, run: Run
) -> tuple[Contents, tuple[Problem, ...]]:
    """The same with lighter files of the pictures that notes show, if they are to have some; what is wrong with those pictures."""
    if config.images is None:
        return contents, ()
    from hortus.pictures.lighter import ChangedError, can_write, is_lightened, lighten  # noqa: PLC0415  (seldom wanted)

    if not can_write(config.images):
        message = f"Pillow as it is installed here does not write {config.images.format}, so no picture is made lighter"
        return contents, (Problem("warning", "picture", message, hint="install another one, or choose webp"),)
    shown = sorted(
        {path for page in site.every_page for path in used_files(page.fill)} & contents.files.keys()
    )
    pictures = [contents.files[path] for path in shown if is_lightened(contents.files[path])]
    try:
        results, _ = memo.map(lighten, [(picture, config.images) for picture in pictures], run)
    except (ChangedError, OSError):  # one is being written just now; the next build has them all
        return contents, ()
    lighter = {picture.path: found.pictures for picture, found in zip(pictures, results, strict=True)}
    broken = [picture.path for picture, found in zip(pictures, results, strict=True) if found.is_broken]
    message = "this picture is damaged, so it is only copied"
    return replace(contents, lighter=lighter), tuple(
        Problem("warning", "picture", message, path) for path in broken
    )
