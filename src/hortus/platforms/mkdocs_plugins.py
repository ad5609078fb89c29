"""What plugins of MkDocs keep back: rules for what they leave out, and what is to be said of what is not followed."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hortus.ignoring import Rule, is_expression, is_gitignore
from hortus.platforms.platform import Found, part, text, texts

IGNORE_FILE = ".mkdocsignore"
Plugins = Mapping[str, Mapping[str, Any]]  # by their names: their options

_FILTER, _JUPYTER, _MACROS, _I18N = "file-filter", "mkdocs-jupyter", "macros", "i18n"
_REDIRECTS, _BLOG = "redirects", "blog"
# Of dates in the addresses of posts, as Unicode writes them.
_OF_DATES = {
    "yyyy": ":year", "yy": ":short_year", "MM": ":month", "M": ":i_month", "dd": ":day", "d": ":i_day", "DDD": ":y_day",
}  # fmt: skip
_DATE_LETTERS = re.compile("|".join(sorted(_OF_DATES, key=len, reverse=True)))
# Those that keep notes back in ways of their own.
_DEAF = {
    "encryptcontent": "shows some notes only to those who have a password",
    "meta": "reads what `.meta.yml` says of notes, which may be that they are drafts",
}
_LOCALE = "[a-z]{2}(?:-[A-Za-z]{4})?(?:[-_][A-Z]{2})?"
_ZENSICAL = "zensical.extensions."  # the same under the names that they have there


class _LeftOut(NamedTuple):
    """What a plugin leaves out: an expression for paths, and whether only of notes."""

    plugin: str
    expression: str
    of_notes: bool = False


def plugins_of(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The plugins and their options; they stand in a list, or are keys themselves, and for Zensical some are extensions."""
    extensions = options(fields.get("markdown_extensions"))
    nested = part(part(extensions, "zensical"), "extensions")
    of_zensical = {
        **{name: part(nested, name) for name in nested},
        **{
            name.removeprefix(_ZENSICAL): own
            for name, own in extensions.items()
            if name.startswith(_ZENSICAL)
        },
    }
    return _switched_on({**of_zensical, **options(fields.get("plugins"))})


def _switched_on(plugins: Plugins) -> dict[str, dict[str, Any]]:
    """Those that are not switched off, and those that Material has together in a `group`."""
    on = {name: dict(own) for name, own in plugins.items() if own.get("enabled") is not False}
    group = on.pop("group", {}) or on.pop("material/group", {})
    return {**on, **(_switched_on(options(group.get("plugins"))) if group else {})}


def options(written: object) -> dict[str, dict[str, Any]]:
    """What a list of names, some with options, says; or a mapping of them."""
    listed = written if isinstance(written, list) else [written]
    named = [{one: {}} if isinstance(one, str) else one for one in listed if isinstance(one, str | dict)]
    return {str(name): part(one, name) for one in named for name in one}


def locked(plugins: Plugins) -> tuple[str, ...]:
    """The tags of notes that stay back."""
    return tuple(texts(plugins.get(_FILTER, {}).get("exclude_tag")))


def has_macros(plugins: Plugins) -> bool:
    return _MACROS in plugins


def are_macros_asked_for(plugins: Plugins) -> bool:
    """Whether only notes that say so are read by the plugin `macros`."""
    return plugins.get(_MACROS, {}).get("render_by_default") is False


def left_out(
    plugins: Plugins, found: Found, root: str, config: str
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """(what they leave out of the folder of notes `root`, what of that cannot be followed)."""
    rules, odd = list[Rule](), [*_not_followed(plugins, config)]
    for plugin, expression, of_notes in _expressions(plugins):
        if is_expression(expression):
            reason = f"the plugin `{plugin}` in {config} names it"
            rules.append(Rule(expression, reason, "regex", of_notes=of_notes))
        else:
            odd.append(
                f"nobody here can read what the plugin `{plugin}` in {config} leaves out: `{expression}`"
            )
    own = plugins.get(_FILTER, {})
    if own.get("mkdocsignore") is True:
        lines = found.get(IGNORE_FILE, b"").decode("utf-8", "replace").splitlines()
        known = "\n".join(line for line in lines if is_gitignore(line))
        below = f"{root}/" if root else ""
        is_notes = own.get("only_doc_pages") is True
        rules.append(Rule(known, f"{IGNORE_FILE} names it", "gitignore", below, of_notes=is_notes))
    return tuple(rules), tuple(odd)


def redirects(plugins: Plugins, *, is_pretty: bool) -> Iterator[tuple[str, str]]:
    """What `redirect_maps` says: (an old address, the note that it leads to)."""
    maps = part(plugins.get(_REDIRECTS, {}), "redirect_maps")
    for old, new in maps.items():
        page = re.sub(r"(?:(^|/)(?:index|README))?\.(?:md|ipynb)$", r"\1", old)
        if isinstance(new, str) and "://" not in new and page != old:
            yield (
                f"/{page}/" if is_pretty or not page or page.endswith("/") else f"/{page}.html",
                new.partition("#")[0],
            )


def _blog(plugins: Plugins) -> tuple[Mapping[str, Any], str] | None:
    """The options of Material's blog, and its folder."""
    if _BLOG not in plugins and f"material/{_BLOG}" not in plugins:
        return None
    own = plugins.get(_BLOG, {}) or plugins.get(f"material/{_BLOG}", {})
    return own, (text(own, "blog_dir") or "blog").strip("./")


def lists(plugins: Plugins, *, is_pretty: bool) -> Iterator[tuple[str, str]]:
    """The pages of the categories of Material's blog."""
    if found := _blog(plugins):
        own, blog = found
        pattern = (text(own, "categories_url_format") or "category/{slug}").replace("{slug}", ":name")
        yield "categories", f"/{blog}/{pattern}".replace("//", "/") + ("/" if is_pretty else ".html")


def posts(plugins: Plugins, *, is_pretty: bool) -> Iterator[tuple[str, str]]:
    """The folder of the posts of Material's blog, and the pattern of their addresses."""
    if (found := _blog(plugins)) is None:
        return
    own, blog = found
    folder = (text(own, "post_dir") or "{blog}/posts").replace("{blog}", blog).strip("/")
    dates = _DATE_LETTERS.sub(
        lambda found: _OF_DATES[found[0]], text(own, "post_url_date_format") or "yyyy/MM/dd"
    )
    written = text(own, "post_url_format") or "{date}/{slug}"
    for name, said in (
        ("date", dates),
        ("slug", ":title"),
        ("categories", ":category"),
        ("file", ":filename"),
    ):
        written = written.replace(f"{{{name}}}", said)
    yield f"{folder}/", f"/{blog}/{written}/" if is_pretty else f"/{blog}/{written}.html"


def _not_followed(plugins: Plugins, config: str) -> Iterator[str]:
    said = {name: what for name, what in _DEAF.items() if name in plugins}
    own = plugins.get(_FILTER, {})
    if own.keys() & {"config", "include_tag"} or text(own, "metadata_property") not in {"", "tags"}:
        said[_FILTER] = "leaves out more than what its `exclude_glob`, `exclude_regex` and `exclude_tag` name"
    elif (file := text(own, "mkdocsignore_file")) not in {"", IGNORE_FILE} and own.get("mkdocsignore"):
        said[_FILTER] = f"leaves out what {file} names"
    notebooks = plugins.get(_JUPYTER, {})
    if notebooks.get("remove_tag_config") or notebooks.get("no_input"):
        said[_JUPYTER] = "takes parts of notebooks out"
    if any(key.startswith("j2_") for key in plugins.get(_MACROS, {})):
        said[_MACROS] = "has marks of its own for comments"
    maps = part(plugins.get(_REDIRECTS, {}), "redirect_maps")
    if any("://" in str(new) for new in maps.values()):
        said[_REDIRECTS] = "leads to other sites"
    for name, what in said.items():
        yield f"the plugin `{name}` in {config} {what}, which is not followed here"
    for locale, own in _languages(plugins.get(_I18N, {})):
        if "build" in own and not isinstance(own["build"], bool):
            yield f"nobody here knows whether the plugin `{_I18N}` in {config} builds the language `{locale}`: its notes are shown"


def _expressions(plugins: Plugins) -> Iterator[_LeftOut]:
    own = plugins.get("exclude", {})
    yield from (_LeftOut("exclude", found) for found in _named(own, "glob", "regex"))
    own = plugins.get(_FILTER, {})
    shown = [one for one in _named(own, "include_glob", "include_regex") if is_expression(one)]
    but = f"(?!{'|'.join(shown)})" if shown else ""
    is_notes = own.get("only_doc_pages") is True
    for found in _named(own, "exclude_glob", "exclude_regex"):
        yield _LeftOut(_FILTER, f"^{but}(?:{found})", is_notes)
    own = plugins.get(_JUPYTER, {})
    yield from (_LeftOut(_JUPYTER, rf"(?:{_from_right([glob])})", True) for glob in texts(own.get("ignore")))
    if included := texts(own.get("include")):
        yield _LeftOut(_JUPYTER, rf"^(?!.*?(?:{_from_right(included)})).*\.ipynb$", True)
    yield from (_LeftOut(_I18N, found) for found in _unbuilt(plugins.get(_I18N, {})))


def _named(own: Mapping[str, Any], globs: str, regexes: str) -> list[str]:
    """Expressions for the beginning of a path: `*` of a pattern is any part of one, `/` too."""
    return [
        *(f"^{fnmatch.translate(glob)}" for glob in texts(own.get(globs))),
        *(f"^(?:{one})" for one in texts(own.get(regexes))),
    ]


def _from_right(globs: Iterable[str]) -> str:
    """The expression for the last names of a path: `a/*.ipynb` is such a file in any folder `a`, wherever that is."""
    parted = (glob.removeprefix("./").strip("/").split("/") for glob in globs)
    return "|".join(
        "(?:^|/)" + "/".join(fnmatch.translate(name)[4:-3].replace(".*", "[^/]*") for name in names) + "$"
        for names in parted
    )


def _unbuilt(own: Mapping[str, Any]) -> Iterator[str]:
    """The notes in languages that are not built: in folders called so, or with that before their ending."""
    only, named = text(own, "build_only_locale"), _languages(own)
    others = "".join(f"(?!{re.escape(locale)}[./])" for locale, _ in named)
    if named:  # those that are not named, too
        is_folder = text(own, "docs_structure") == "folder"
        yield f"^{others}{_LOCALE}/" if is_folder else rf"\.{others}{_LOCALE}\.\w+$"
    for locale, said in named:
        if said.get("build") is False or only not in {"", locale}:
            bare = re.escape(locale)
            yield f"^{bare}/" if text(own, "docs_structure") == "folder" else rf"\.{bare}\.\w+$"


def _languages(own: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """By their signs what is said of them: they stand in a list, or are keys themselves."""
    written = own.get("languages")
    if isinstance(written, dict):
        return [(str(name), part(written, name)) for name in written]
    listed = [part({"": one}, "") for one in written] if isinstance(written, list) else []
    return [(locale, one) for one in listed if (locale := text(one, "locale"))]
