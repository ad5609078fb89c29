"""Git repositories with fixed dates and authors, whatever the settings of the person who runs the tests."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Repo:
    """The work tree in `folder`."""

    folder: Path
    author: str = "Ada"
    settings: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        moment = day if "T" in day else f"{day}T12:00:00+0000"
        fixed = {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": self.author, "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_NAME": "Robot", "GIT_COMMITTER_EMAIL": "robot@example.org",
            "GIT_COMMITTER_DATE": "2026-05-05T12:00:00+0000",
        }  # fmt: skip
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env={**plain, **fixed, **self.settings}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, day: str, message: str = "Change", author: str = "Ada") -> str:
        """Commit all that has changed; the hash."""
        self.author = author
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")


def begin(folder: Path) -> Repo:
    folder.mkdir(parents=True, exist_ok=True)
    repo = Repo(folder)
    repo.git("init", "-q", "-b", "main")
    (folder / ".gitignore").write_text("public/\n.hortus/\n")
    return repo
