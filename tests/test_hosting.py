"""What the guide says of hosts, tried: its configuration of nginx with a real one, its patterns and workflow on real files."""

from __future__ import annotations

import fnmatch
import gzip
import http.client
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import pytest
import yaml
from click import Group
from click.testing import CliRunner

import nginx
from conftest import ROOT, Run, Site
from hortus.cli import hortus as command
from hortus.commands.pages import write_pages
from repositories import begin

GUIDE = (ROOT / "notes/guide/hosting.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The code of that language in the guide."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def notes(site: Site) -> Site:
    site.write("hortus.yaml", "title: Garden\nnotes: notes\naddresses: true\n")
    site.write("notes/index.md", "Welcome. See [[梯度下降]].")
    site.write("notes/a/Deep.md", "---\naliases: [/old/deep.html]\n---\n![](pic.svg) " + "word " * 2000)
    site.write("notes/a/pic.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    site.write("notes/章节/梯度下降.md", "---\ntags: [x, x/y, 数学]\n---\n# 梯度\n")
    return site


# --- nginx --------------------------------------------------------------------------------------------------


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Host:
    """A site behind nginx, at `base`."""

    port: int
    base: str
    public: Path

    def get(self, path: str, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", self.base + quote(path), headers=headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        reply = Reply(answer.status, told, answer.read())
        connection.close()
        return reply


def server(base: str, folder: Path, port: int) -> str:
    """The configuration of the guide for a site at `base`, with our folder and port in the place of its own."""
    whole, below = blocks("nginx")
    if base != "/":
        whole = re.sub(r"    root .*\n", "", whole)
        whole = re.sub(r"    location / \{.*?\n    \}\n", below, whole, flags=re.DOTALL)
    assert f"location {base} {{" in whole
    whole = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", whole)
    return re.sub(r"root [^;]*;", f"root {folder};", whole)


@pytest.fixture(scope="module", params=["/", "/some/base/"])
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    base = request.param
    nginx.program()
    folder, port = tmp_path_factory.mktemp("host"), nginx.free_port()
    (folder / "garden").mkdir()
    site = notes(Site(folder / "garden", base_url=f"http://127.0.0.1:{port}{base}")).build()
    root = folder / "www"
    place = root / base.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    site.public.rename(place)
    with nginx.serving(server(base, root, port), folder / "nginx", port):
        yield Host(port, base, place)


def test_pages_are_served_with_their_script_and_always_asked_for_anew(host: Host) -> None:
    page = host.get("a/Deep.html")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    again = host.get("a/Deep.html", **{"If-None-Match": page.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_files_named_by_their_content_are_kept_for_ever_and_no_others(host: Host) -> None:
    hashed = re.compile(r"\.[0-9a-f]{8}\.(?:css|js|woff2)$")
    kept = 0
    for file in sorted(host.public.rglob("*")):
        if file.is_file():
            path = file.relative_to(host.public).as_posix()
            reply = host.get(path)
            assert reply.status == 200, path
            assert reply.body == file.read_bytes(), path
            assert ("immutable" in reply.headers["cache-control"]) == bool(hashed.search(path)), path
            kept += bool(hashed.search(path))
    assert kept >= 4


def test_what_a_page_refers_to_is_there_from_wherever_it_is_read(host: Host) -> None:
    for page in ("", "a/Deep.html", "章节/梯度下降.html", "tags/x.html", "a/", "404.html"):
        text = host.get(page).body.decode()
        links = re.findall(r'(?:href|src)="([^"#:?]+)"', text)
        assert len(links) > 8
        for link in links:
            assert get_from(host, page, link).status == 200, (page, link)


def get_from(host: Host, page: str, link: str) -> Reply:
    """What a browser gets for a link on a page."""
    connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)
    connection.request("GET", urljoin(host.base + quote(page), quote(link, safe="/%")))
    answer = connection.getresponse()
    reply = Reply(answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return reply


@pytest.mark.parametrize("path", ["none.html", "a/none", "a/b/c/d/none.html", "css/", "章节/無"])
def test_a_wrong_address_at_any_depth_shows_the_page_for_it(host: Host, path: str) -> None:
    reply = host.get(path)
    assert reply.status == 404
    assert reply.body == (host.public / "404.html").read_bytes()
    sheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', reply.body.decode())
    assert sheet
    assert sheet[1].startswith(host.base)
    assert get_from(host, path, sheet[1]).status == 200


def test_an_address_may_leave_out_its_ending_and_its_slash(host: Host) -> None:
    assert host.get("a/Deep").body == host.get("a/Deep.html").body
    assert host.get("章节/梯度下降").status == 200
    assert host.get("tags/x").body == (host.public / "tags/x.html").read_bytes(), "not the folder tags/x/"
    folder = host.get("a")
    assert (folder.status, folder.headers["location"]) == (301, f"{host.base}a/")
    assert host.get("a/").body == (host.public / "a/index.html").read_bytes()
    if host.base != "/":
        bare = Host(host.port, host.base.rstrip("/"), host.public).get("")
        assert (bare.status, bare.headers["location"]) == (301, host.base)


def test_an_old_address_leads_to_the_new_one(host: Host) -> None:
    reply = host.get("old/deep.html")
    assert reply.status == 200
    target = re.search(r'content="0; url=([^"]+)"', reply.body.decode())
    assert target
    assert get_from(host, "old/deep.html", target[1]).body == host.get("a/Deep.html").body


def test_capitals_count(host: Host) -> None:
    """So no page may rely on their being alike; on hosts where they are, no two files may differ in nothing else."""
    assert host.get("A/deep.html").status == 404
    paths = [file.relative_to(host.public).as_posix() for file in host.public.rglob("*")]
    assert len({path.casefold() for path in paths}) == len(paths)


def test_text_is_sent_small_and_in_utf_8(host: Host) -> None:
    page = host.get("a/Deep.html", **{"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert gzip.decompress(page.body) == (host.public / "a/Deep.html").read_bytes()
    for path, kind in {
        "章节/梯度下降.md": "text/plain",
        "llms.txt": "text/plain",
        "feed.xml": "text/xml",
        "nav.js": "application/javascript",
    }.items():
        assert host.get(path).headers["content-type"] == f"{kind}; charset=utf-8", path


# --- Files for hosts ----------------------------------------------------------------------------------------


def test_every_site_says_that_github_is_to_leave_its_files_as_they_are(site: Site) -> None:
    assert site.write("a.md", "x").build().tree()[".nojekyll"] == b""


def test_a_name_of_a_domain_is_copied(site: Site) -> None:
    notes(site).write("static/CNAME", "notes.example.org\n").build()
    assert site.tree()["CNAME"] == b"notes.example.org\n"


@pytest.mark.parametrize("host", ["netlify", "cloudflare"])
def test_hosts_are_told_which_files_never_change(site: Site, host: str) -> None:
    notes(site).build()
    assert "_headers" not in site.tree()
    site.write("hortus.yaml", f"title: Garden\nlanguage: zh\nhosting: {host}\n")
    site.write("static/css/mine.css", "p {}").write("static/custom.css", "p {}").build()
    rules = re.findall(r"^/(\S+)\n  Cache-Control: (.*)$", site.html("_headers"), re.MULTILINE)
    assert {value for _, value in rules} == {"public, max-age=31536000, immutable"}
    assert all(re.search(r"\.[0-9a-f]{8}\.\w+$", path) for path, _ in rules)
    told = {path for path, _ in rules}
    named = {path for path in site.tree() if re.search(r"\.[0-9a-f]{8}\.(?:css|js|woff2)$", path)}
    assert named <= told
    assert "css/mine.css" not in told
    assert any(path.startswith("js/words.") for path in told)
    assert len(site.html("_headers").splitlines()) < 200, "Cloudflare reads a hundred rules"


def test_the_owners_files_for_hosts_come_first(site: Site) -> None:
    notes(site).write("static/_headers", "/*\n  X-Mine: yes\n").write("static/.well-known/security.txt", "me")
    site.write("hortus.yaml", "title: Garden\nhosting: netlify\n").write("static/_private.txt", "no").build()
    assert site.html("_headers") == "/*\n  X-Mine: yes\n"
    assert site.html(".well-known/security.txt") == "me"
    assert "_private.txt" not in site.tree()
    assert site.warnings == []


def test_a_host_that_is_not_known_is_said(site: Site, hortus: Run) -> None:
    site.write("hortus.yaml", "hosting: geocities\n").write("a.md", "x")
    done = hortus("build", site.folder)
    assert (done.returncode, "`hosting` must be one of netlify, cloudflare" in done.stderr) == (2, True)


def test_the_patterns_for_a_bucket_part_the_files_in_two(site: Site) -> None:
    """`aws` matches them as fnmatch does, against the path in the folder; the later of them counts."""
    notes(site).build()
    (script,) = blocks("bash")[:1]
    for_ever, others, _ = (shlex.split(line) for line in script.replace("\\\n", "").splitlines())
    assert for_ever[:4] == others[:4] == ["aws", "s3", "sync", "public"]
    hashed = {path for path in site.tree() if re.search(r"\.[0-9a-f]{8}\.(?:css|js|woff2)$", path)}
    assert hashed
    assert {path for path in site.tree() if _is_sent(path, for_ever)} == hashed
    assert {path for path in site.tree() if _is_sent(path, others)} == site.tree().keys() - hashed
    assert "--delete" in others
    assert "--delete" not in for_ever


def _is_sent(path: str, words: list[str]) -> bool:
    is_sent = True
    for option, pattern in pairwise(words):
        if option in {"--exclude", "--include"} and fnmatch.fnmatchcase(path, pattern):
            is_sent = option == "--include"
    return is_sent


# --- Workflows ----------------------------------------------------------------------------------------------


def workflow(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found


def is_ours(line: str, *, folder: str = ".", url: str = "https://example.org/") -> bool:
    """Whether `line` is a command of ours whose options we know."""
    name, verb, *rest = shlex.split(re.sub(r"\$\w*URL|\$ADDRESS", url, line.replace("$SITE", folder)))
    assert isinstance(command, Group)
    known = command.commands[verb]
    known.make_context(verb, rest)  # raises what the command would say of wrong usage
    return name == "hortus"


def test_a_workflow_builds_and_publishes_what_is_pushed(hortus: Run, tmp_path: Path) -> None:
    done = hortus("init", "g", "--pages")
    assert done.stdout.splitlines() == [
        "g/hortus.yaml",
        "g/notes/first-note.md",
        "g/.github/workflows/pages.yml",
    ]
    told = workflow(tmp_path / "g/.github/workflows/pages.yml")
    assert told["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}
    assert told["permissions"] == {}
    assert told["env"] == {"HORTUS": "hortus", "SITE": "."}
    assert told["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    build, publish = told["jobs"]["build"], told["jobs"]["publish"]
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert publish["needs"] == "build"
    steps = build["steps"] + publish["steps"]
    used = [step["uses"].partition("@") for step in steps if "uses" in step]
    assert [name for name, _, _ in used] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/cache",
        "actions/configure-pages",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert all(re.fullmatch(r"v\d+", version) for _, _, version in used)
    checkout, python, cache, *_, upload = (step for step in build["steps"] if "uses" in step)
    assert checkout["with"]["fetch-depth"] == "0"
    assert tuple(map(int, python["with"]["python-version"].split("."))) >= (3, 11)
    assert cache["with"]["path"] == "${{ env.SITE }}/.hortus"
    assert upload["with"]["path"] == "${{ env.SITE }}/public"
    install, make = (step["run"] for step in build["steps"] if "run" in step)
    assert install == 'pip install "$HORTUS"'
    assert is_ours(make)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (None, "hortus==9.8.7"),
        ('{"url": "https://e.name/hortus.whl", "archive_info": {}}', "https://e.name/hortus.whl"),
        ('{"url": "file:///home/me/hortus.whl", "archive_info": {}}', "hortus"),
        ('{"url": "https://e.name/hortus", "vcs_info": {"vcs": "git"}}', "hortus"),
        ("{", "hortus"),
    ],
)
def test_a_workflow_installs_what_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str | None, said: str
) -> None:
    told = tmp_path / "lib/hortus-9.8.7.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: hortus\nVersion: 9.8.7\n")
    if origin is not None:
        (told / "direct_url.json").write_text(origin)
    monkeypatch.syspath_prepend(str(told.parent))
    assert workflow(write_pages(tmp_path))["env"]["HORTUS"] == said


def test_settings_that_do_not_come_along_are_told(hortus: Run, site: Site) -> None:
    begin(site.folder)
    site.write(".obsidian/app.json", '{"userIgnoreFilters": ["Attic/"]}').write("Home.md", "Home")
    told = "git ignores .obsidian/app.json"
    assert told not in hortus("init", site.folder, "--pages").stderr
    site.write(".gitignore", ".obsidian/\n").delete(".github/workflows/pages.yml")
    assert told in hortus("init", site.folder, "--pages").stderr
    site.write(".obsidian/app.json", "{}").delete(".github/workflows/pages.yml")
    assert told not in hortus("init", site.folder, "--pages").stderr


def test_its_command_makes_the_folder_that_it_publishes(hortus: Run, tmp_path: Path) -> None:
    hortus("init", "g", "--pages")
    told = workflow(tmp_path / "g/.github/workflows/pages.yml")
    (line,) = (
        step["run"] for step in told["jobs"]["build"]["steps"] if "hortus build" in step.get("run", "")
    )
    words = shlex.split(line.replace("$SITE", "g").replace("$ADDRESS", "https://me.github.io/garden"))
    assert hortus(*words[1:]).returncode == 0
    assert (tmp_path / "g/public/index.html").is_file()
    assert (tmp_path / "g/.hortus/memo").is_file()
    assert "https://me.github.io/garden/" in (tmp_path / "g/public/sitemap.xml").read_text()


def test_in_a_site_that_is_there_only_the_workflow_is_written(hortus: Run, tmp_path: Path) -> None:
    hortus("init", "g")
    before = (tmp_path / "g/hortus.yaml").read_text()
    assert hortus("init", "g", "--pages").stdout.splitlines() == ["g/.github/workflows/pages.yml"]
    assert (tmp_path / "g/hortus.yaml").read_text() == before


def test_no_file_is_written_over(hortus: Run, tmp_path: Path) -> None:
    file = tmp_path / "g/.github/workflows/pages.yml"
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    done = hortus("init", "g", "--pages")
    assert (done.returncode, done.stderr) == (
        2,
        "error: g/.github/workflows/pages.yml is there already, and stays as it is\n",
    )
    assert file.read_text() == "mine"
    assert not (tmp_path / "g/hortus.yaml").exists()


def test_of_a_site_deeper_in_a_repository_it_stands_at_the_top(hortus: Run, tmp_path: Path) -> None:
    repo = begin(tmp_path / "work")
    repo.git("checkout", "-q", "-b", "my-trunk")
    hortus("init", "work/my docs/garden", "--pages")
    told = workflow(tmp_path / "work/.github/workflows/pages.yml")
    assert told["env"]["SITE"] == "my docs/garden"
    assert told["on"]["push"]["branches"] == ["my-trunk"]
    line = next(
        step["run"] for step in told["jobs"]["build"]["steps"] if "hortus build" in step.get("run", "")
    )
    assert is_ours(line, folder="my docs/garden")


def test_what_the_guide_says_of_other_hosts_are_commands_of_ours() -> None:
    (gitlab,) = (yaml.safe_load(text) for text in blocks("yaml"))
    install, make = gitlab["pages"]["script"]
    assert install == "pip install hortus"
    assert is_ours(make)
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    (netlify,) = (tomllib.loads(text) for text in blocks("toml"))
    assert netlify["build"]["publish"] == "public"
    install, make = netlify["build"]["command"].split(" && ")
    assert install == "pip install hortus"
    assert is_ours(make)


def test_help_tells_of_it() -> None:
    assert "--pages" in CliRunner().invoke(command, ["init", "--help"]).output


@pytest.mark.parametrize(("held", "is_published"), [("", True), ("mine", False)])
def test_an_empty_file_that_somebody_put_there_is_not_in_the_way(
    site: Site, held: str, is_published: bool
) -> None:
    """Such as a `.nojekyll` from before Hortus wrote one."""
    site.write("a.md", "A.\n").build()
    (site.public / "b.html").write_text(held)
    assert site.write("b.md", "B.\n").build().report.is_published == is_published
    assert ("<p>B.</p>" in site.html("b.html")) == is_published
