"""What the settings of other programs keep back, in every way that they may be written: a leak is one fault, a loss another."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Run, Site, limit, tree
from hortus.markdown.comment import without_comments
from repositories import Repo


def published(site: Site, files: dict[str, str]) -> set[str]:
    for path, text in files.items():
        site.write(path, text)
    site.build()
    return {note for note, _ in site.report.places}


NOTEBOOK = '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "A"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'

# By their names: the settings, and of each note whether it is to be published, with its text where that matters.
CASES: dict[str, tuple[dict[str, str], dict[str, bool | tuple[str, bool]]]] = {
    # MkDocs and Zensical
    "mkdocs: regular expressions of the plugin": (
        {"mkdocs.yml": "plugins:\n- exclude:\n    regex: ['sec/.*']\n"},
        {"docs/a.md": True, "docs/sec/b.md": False},
    ),
    "mkdocs: what more plugins leave out": (
        {"mkdocs.yml": "plugins:\n- file-filter: {exclude_glob: ['deep/*'], exclude_regex: ['.*\\.own\\.md$'], exclude_tag: [inner]}\n- mkdocs-jupyter: {ignore: ['sec/*']}\n"},
        {
            "docs/a.md": True,
            "docs/deep/x/b.md": False,
            "docs/c.own.md": False,
            "docs/d.md": ("---\ntags: [Inner]\n---\nA", False),
            "docs/sec/e.ipynb": (NOTEBOOK, False),
        },
    ),
    "mkdocs: what file-filter shows again": (
        {"mkdocs.yml": "plugins:\n- file-filter: {exclude_glob: ['sec/*'], include_glob: ['sec/b*'], include_regex: ['sec/c']}\n"},
        {"docs/a.md": True, "docs/sec/b.md": True, "docs/sec/c.md": True, "docs/sec/d.md": False},
    ),
    "mkdocs: a file of what file-filter leaves out": (
        {"mkdocs.yml": "plugins:\n- file-filter: {mkdocsignore: true}\n", ".mkdocsignore": "docs/sec\n*.own.md\n"},
        {"docs/a.md": True, "docs/sec/b.md": False, "docs/c.own.md": False},
    ),
    "mkdocs: file-filter switched off": (
        {"mkdocs.yml": "plugins:\n- file-filter: {enabled: false, exclude_glob: ['a*']}\n"}, {"docs/a.md": True},
    ),
    "mkdocs: notebooks that are no pages": (
        {"mkdocs.yml": "plugins:\n- mkdocs-jupyter: {include: ['in/*.ipynb', '*.md'], ignore: ['x*/*.ipynb']}\n"},
        {
            "docs/in/a.ipynb": (NOTEBOOK, True), "docs/deep/in/b.ipynb": (NOTEBOOK, True), "docs/c.ipynb": (NOTEBOOK, False), "docs/d.md": True,
            "docs/in/x1/e.ipynb": (NOTEBOOK, False),
        },
    ),
    "quarto: a book is made of its chapters": (
        {"_quarto.yml": "project: {type: book}\nbook:\n  chapters: [index.md, {part: p.md, chapters: [c/a.md, c/n.ipynb]}, {part: Words, chapters: [c/b.md]}]\n  appendices: [z.md]\n"},
        {"index.md": True, "p.md": True, "c/a.md": True, "c/n.ipynb": (NOTEBOOK, True), "c/b.md": True, "z.md": True, "todo.md": False, "c/x.md": False, "d/a.md": False},
    ),
    "quarto: a folder that is named is all in it": (
        {"_quarto.yml": "project: {render: [posts/, /n.md]}"},
        {"posts/a.md": True, "posts/deep/b.md": True, "n.md": True, "m.md": False},
    ),
    "quarto: neither a README nor what it has made": (
        {"_quarto.yml": "project: {output-dir: docs}"},
        {"a.md": True, "README.md": False, "b/README.md": False, "docs/a.md": False},
    ),
    "obsidian: templates of other plugins": (
        {".obsidian/app.json": "{}", ".obsidian/plugins/quickadd/data.json": '{"templateFolderPath": "QA"}', ".obsidian/daily-notes.json": '{"template": "Meta/Day"}'},
        {"QA/a.md": False, "Meta/Day.md": False, "Meta/b.md": True},
    ),
    "obsidian: Quartz Syncer asks": (
        {".obsidian/app.json": "{}", ".obsidian/community-plugins.json": '["quartz-syncer"]'},
        {"a.md": False, "b.md": ("---\npublish: true\n---\nB", True)},
    ),
    "logseq: whatever else stands at the top": (
        {"logseq/config.edn": "{}"},
        {"pages/a.md": ("📅 date:: x\npublic:: false\n\n- A", False), "pages/b.md": ("# B\npublic:: false\n- B", False), "pages/c.md": ("- C\n- public:: false", True), "journals/d.md": True},
    ),
    "a site that was built among the notes": (
        {"old/.hortus-manifest": ""},
        {"a.md": True, "old/b.md": False, "old/deep/c.md": False},
    ),
    "mkdocs: languages that are not built": (
        {"mkdocs.yml": "plugins:\n- i18n:\n    languages:\n    - {locale: en, default: true}\n    - {locale: fr, build: false}\n    - {locale: de, build: true}\n"},
        {"docs/a.md": True, "docs/a.fr.md": False, "docs/fr/b.md": True, "docs/a.de.md": True, "docs/de/b.md": True},
    ),
    "mkdocs: folders of languages that are not built": (
        {"mkdocs.yml": "plugins:\n- i18n:\n    docs_structure: folder\n    languages:\n      en: {default: true}\n      fr: {build: false}\n"},
        {"docs/en/a.md": True, "docs/fr/b.md": False},
    ),
    "mkdocs: the only language that is built": (
        {"mkdocs.yml": "plugins:\n- i18n: {build_only_locale: en, languages: [{locale: en}, {locale: fr}]}\n"},
        {"docs/a.md": True, "docs/a.fr.md": False},
    ),
    "mkdocs: plugins as a mapping": (
        {"mkdocs.yml": "plugins:\n  search: {}\n  exclude: {glob: ['*.tmp.md', 'x[0-9].md']}\n"},
        {"docs/a.md": True, "docs/sec/b.tmp.md": False, "docs/x1.md": False, "docs/xy.md": True},
    ),
    "mkdocs: a list of what is excluded": (
        {"mkdocs.yml": "exclude_docs: [sec/]\n"},
        {"docs/a.md": True, "docs/sec/b.md": False},
    ),
    "mkdocs: beside settings of zensical": (
        {"zensical.toml": "[project]\n", "mkdocs.yml": "exclude_docs: sec/\n"},
        {"docs/a.md": True, "docs/sec/b.md": False},
    ),
    "jekyll: what lies among the posts": (
        {"_config.yml": "title: T", "Gemfile": ""},
        {"_posts/2026-01-02-a.md": True, "_posts/ideas.md": False, "cat/_posts/b.md": False, "cat/_posts/26-1-2-c.md": True, "_posts/20022-4-3-d.md": True},
    ),
    "jekyll: posts elsewhere": (
        {"_config.yml": "title: T\ncollections_dir: coll", "Gemfile": ""},
        {"coll/_posts/2026-01-02-a.md": True, "_posts/2026-01-02-b.md": False},
    ),
    "hugo: of a cascade's list the first holds, in any case": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/s/**'\nkind='Page'\n[[cascade]]\ndraft=false\n"},
        {"content/s/a.md": False, "content/b.md": True},
    ),
    "hugo: what a cascade says among parameters": (
        {"hugo.toml": "", "content/My sec/_Index.md": "---\ncascade: {params: {draft: true}}\n---\n"},
        {"content/my-sec/a.md": False, "content/b.md": True},
    ),
    "hugo: a file of cascades with its own name at the top": (
        {"hugo.toml": "", "config/_default/cascade.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/s/**'\n"},
        {"content/s/a.md": False, "content/b.md": True},
    ),
    "hugo: a cascade for an address, with folders of languages": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/x'\n[languages.en]\ncontentDir='content/en'\n[languages.de]\ncontentDir='content/de'\n"},
        {"content/en/x.md": False, "content/de/x.md": False, "content/en/y.md": True},
    ),
    "hugo: names that are not read": ({"hugo.toml": ""}, {"content/#a.md": False, "content/b~/c.md": False, "content/d.md": True}),
    "mkdocs: what holds where the environment says nothing": (
        {"mkdocs.yml": "exclude_docs: !ENV [NOBODY, 'b.md']\nplugins:\n- group:\n    plugins:\n    - exclude: {glob: !ENV [NOBODY, ['c*']]}\n"},
        {"docs/a.md": True, "docs/b.md": False, "docs/c.md": False},
    ),
    "mkdocs: languages that nobody names": (
        {"mkdocs.yml": "plugins: [{i18n: {languages: [{locale: en}]}}]"},
        {"docs/a.md": True, "docs/a.it.md": False, "docs/a.en.md": True, "docs/a.v1.md": True},
    ),
    "quarto: what folders say": (
        {"_quarto.yml": "project: {type: website}", "posts/_metadata.yml": "draft: true\ncategories: [x]", "posts/out/_metadata.yaml": "draft: false"},
        {"a.md": True, "posts/b.md": False, "posts/c.md": ("---\ndraft: false\n---\nC", True), "posts/out/d.md": True},
    ),
    # Quartz, Foam, Hexo
    "quartz: from here, and a key in quotes": (
        {"quartz.config.ts": 'const c = {"ignorePatterns": ["./sec/**"]}'},
        {"content/a.md": True, "content/sec/b.md": False},
    ),
    "quartz: what git would ignore, without git": (
        {"quartz.config.ts": "x", "content/.gitignore": "sec/\n*.own.md\n", ".gitignore": "a.md\n"},
        {"content/a.md": True, "content/sec/b.md": False, "content/c.own.md": False},
    ),
    "quartz: a plugin with a version": (
        {"quartz.config.yaml": "plugins:\n- source: github:q/explicit-publish@v1\n"},
        {"content/a.md": ("---\npublish: true\n---\nA", True), "content/b.md": False},
    ),
    "quartz: a plugin that is a text": (
        {"quartz.config.yaml": "plugins:\n- github:q/explicit-publish\n"},
        {"content/a.md": ("---\npublish: true\n---\nA", True), "content/b.md": False},
    ),
    "foam: comments, and folders named from the top": (
        {".foam/x": "", ".vscode/settings.json": '{/* "foam.files.ignore": ["x"] */ "a": 1, // "foam.files.ignore": ["y"]\n"foam.files.ignore": ["${workspaceFolder}/sec/**", "/top/**"]}'},
        {"a.md": True, "sec/b.md": False, "top/c.md": False},
    ),
    "hexo: a tag of two words, as a text": (
        {"_config.yml": "encrypt:\n  tags:\n  - {name: Family Diary, password: x}\n"},
        {"source/_posts/a.md": True, "source/_posts/b.md": ("---\ntags: Family Diary\n---\nB", False)},
    ),
    "jekyll: without settings": (
        {"_posts/2026-01-02-x.md": "x"},
        {"a.md": True, "_priv/b.md": False},
    ),
    "hexo: a number for a tag": (
        {"_config.yml": "encrypt:\n  tags:\n  - {name: 2020, password: x}\n"},
        {"source/_posts/a.md": True, "source/_posts/b.md": ("---\ntags: [2020]\n---\nB", False)},
    ),
    "logseq: a semicolon in a text": (
        {"logseq/config.edn": '{:a "x;y" :hidden ["pages/own" ; "pages/a"\n]}'},
        {"pages/a.md": True, "pages/own.md": False},
    ),
    "logseq: properties below front matter, and with spaces in a name": (
        {"logseq/config.edn": "{}"},
        {"pages/a.md": ("---\ntitle: A\n---\npublic:: false\n\n- x", False), "pages/b.md": ("my key:: x\npublic:: false\n\n- x", False), "pages/c.md": True},
    ),
    "a drawing whose mark comes late, and a note about one": (
        {".obsidian/app.json": "{}"},
        {"a.md": (f"---\ntext: {'x' * 900}\n\"excalidraw-plugin\": parsed\n---\n", False), "b.md": ("---\ntitle: B\n---\n```\nexcalidraw-plugin: parsed\n```\n", True)},
    ),
    # Hugo
    "hugo: languages in folders of their own": (
        {"hugo.toml": "[languages.en]\ncontentDir='english'\n[languages.de]\ncontentDir='german'\n", "content/z.md": "Z"},
        {"english/a.md": True, "german/b.md": True, "README.md": False, "other/c.md": False},
    ),
    "hugo: languages within the folder": (
        {"hugo.toml": "[languages.en]\ncontentDir='content/en'\n[languages.de]\ncontentDir='content/de'\n[languages.fr]\ncontentDir='content/fr'\ndisabled=true"},
        {"content/en/a.md": True, "content/de/b.md": True, "content/x/c.md": False, "content/fr/d.md": False},
    ),
    "hexo: another name for its folder": (
        {"_config.yml": "source_dir: blog\nskip_render: ['_posts/s/**']", "scaffolds/post.md": "S"},
        {"blog/_posts/a.md": True, "blog/_posts/s/b.md": False, "themes/x/README.md": False},
    ),
    "hugo: what a mount leaves out": (
        {"hugo.toml": "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\nexcludeFiles = ['private/**', '/secret.md', '**/*.tmp.md']\n[[module.mounts]]\nsource = 'assets'\ntarget = 'assets'\n"},
        {"content/private/x/a.md": False, "content/secret.md": False, "content/b/c.tmp.md": False, "content/b/secret.md": True},
    ),
    "hugo: a mount takes some files alone": (
        {"config/_default/hugo.toml": "", "config/_default/module.yaml": "mounts:\n  - {Source: ./content/, Target: content, includeFiles: '**.md'}\n  - {source: content, target: content, files: ['! old/**', 'posts/**']}"},
        {"content/posts/a.md": True, "content/old/b.md": False, "content/c.md": False},
    ),
    "hugo: a mount in place of the folder": (
        {"hugo.yaml": "module: {mounts: [{source: garden, target: content, excludeFiles: private}]}"},
        {"garden/a.md": True, "garden/private/b.md": False, "content/c.md": False, "README.md": False},
    ),
    "hugo: mounts of parts of the folder": (
        {"hugo.yaml": "module: {mounts: [{source: content/en, target: content, lang: en}, {source: content/zh, target: content, excludeFiles: 'x*'}]}"},
        {"content/en/a.md": True, "content/zh/b.md": True, "content/zh/x1.md": False, "content/en/x1.md": True, "content/private/c.md": False},
    ),
    "hugo: files of settings are merged": (
        {"hugo.toml": "title='T'", "config/_default/hugo.toml": "ignoreFiles=['secret']"},
        {"content/a.md": True, "content/secret.md": False},
    ),
    "hugo: a cascade may have a file": (
        {"hugo.toml": "", "config/_default/cascade.toml": "draft=true\n[target]\npath='/s/**'"},
        {"content/a.md": True, "content/s/b.md": False},
    ),
    "hugo: addresses are in small letters, with hyphens": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/drafts/my-idea'"},
        {"content/Drafts/My Idea.md": False, "content/Drafts/Other.md": True},
    ),
    "hugo: languages that are off": (
        {"hugo.toml": "disableLanguages = ['de']\n[languages.fr]\ndisabled = true\ncontentDir = 'content/french'\n"},
        {"content/a.md": True, "content/a.de.md": False, "content/french/b.md": False, "content/c.fr.md": False},
    ),
    "hugo: a cascade that cannot be read": (
        {"hugo.toml": "", "content/s/_index.md": "---\ntitle: a: b\ncascade:\n  draft: true\n---\nS"},
        {"content/a.md": True, "content/s/b.md": False},
    ),
    "hugo: a kind is a pattern": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/x/**'\nkind='{page,section}'"},
        {"content/x/a.md": False, "content/b.md": True},
    ),
    "hugo: a kind nobody knows is none": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\nkind='taxonomy'"},
        {"content/a.md": True},
    ),
    "hugo: a set of letters": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\npath='/y[0-9]/**'"},
        {"content/y1/a.md": False, "content/yz/a.md": True},
    ),
    "hugo: keys in any case": (
        {"hugo.toml": "[[Cascade]]\nDraft=true\n[Cascade.Target]\nPath='/s/**'", "content/t/_index.md": "---\nCascade: {draft: true}\ndraft: false\n---\nT"},
        {"content/s/a.md": False, "content/t/b.md": False, "content/c.md": True},
    ),
    "hugo: of another language only what is marked": (
        {"hugo.toml": "[[cascade]]\ndraft=true\n[cascade.target]\nlang='de'"},
        {"content/a.md": True, "content/a.de.md": False, "content/de/b.md": False},
    ),
    "hugo: a folder of content with a slash": (
        {"hugo.toml": "contentDir='content/'\nignoreFiles=['content/secret/']"},
        {"content/secret/a.md": False, "content/b.md": True},
    ),
    "hugo: expressions of RE2": (
        {"hugo.toml": "ignoreFiles=['/[[:digit:]]+-s\\.md$', 'B(?i)ig', '\\p{Han}\\.md$', '/end\\.md\\z']"},
        {"content/12-s.md": False, "content/BIG.md": False, "content/汉.md": False, "content/end.md": False, "content/a.md": True},
    ),
    # Jekyll
    "jekyll: what begins so is excluded": (
        {"_config.yml": "exclude: [secret, attic/, '[private]', '*.tmp.md']"},
        {"secret-plans.md": False, "[private]/a.md": False, "deep/x.tmp.md": False, "deep/secret.md": True, "attic/a.md": False, "attic-notes.md": True},
    ),
    "jekyll: what a site of its kind brings in": (
        {"_config.yml": ""},
        {"a.md": True, "vendor/bundle/gem/README.md": False},
    ),
    "jekyll: defaults hold for what begins so": (
        {"_config.yml": "defaults:\n  - scope: {path: beds/2026}\n    values: {published: false}"},
        {"beds/2026-01.md": False, "beds/2026/a.md": False, "beds/2025.md": True},
    ),
    "jekyll: pages may lie in a folder that is included": (
        {"_config.yml": "include: [_pages]\ndefaults:\n  - scope: {path: _pages/old, type: pages}\n    values: {published: false}"},
        {"_pages/old/a.md": False, "_pages/b.md": True, "_pages/_private/c.md": False},
    ),
    "jekyll: collections in a folder of their own": (
        {"_config.yml": "collections_dir: col\ncollections: {recipes: {output: true}}\ndefaults:\n  - scope: {path: _recipes/x}\n    values: {published: false}"},
        {"col/_recipes/a.md": True, "col/_recipes/x/b.md": False, "_recipes/c.md": False, "col/_posts/2024-01-02-d.md": True},
    ),
    "jekyll: a collection lies at the top": (
        {"_config.yml": "collections: {recipes: {output: true}}"},
        {"_recipes/a.md": True, "old/_recipes/b.md": False, "_recipes/_x/c.md": False},
    ),
    "jekyll: one post, many posts": (
        {"_config.yml": "defaults:\n  - scope: {path: '', type: post}\n    values: {published: false}"},
        {"_posts/2024-01-02-a.md": False, "b.md": True},
    ),
    "jekyll: signs that begin what is not read": ({"_config.yml": "title: T"}, {"#a.md": False, "~b.md": False, "c.md": True}),
    "jekyll: another folder of sources": (
        {"_config.yml": "source: src\nexclude: [secret]"}, {"src/secret/a.md": False, "src/b.md": True, "c.md": False},
    ),
    "jekyll: the other ending": ({"_config.yaml": "exclude: [secret]", "_posts/2024-01-02-a.md": "A"}, {"secret/a.md": False}),
    # Hexo
    "hexo: front matter without a first line": (
        {"_config.yml": "title: T"},
        {"source/_posts/a.md": True, "source/_posts/b.md": ("title: T\npublished: false\n---\nsecret", False), "source/_posts/c.md": ("----\npublished: false\n----\nsecret", False)},
    ),
    "hexo: folders are ignored with all in them": (
        {"_config.yml": "ignore: ['**/foo', '**/source/bar/**']\nskip_render: ['_posts/t[12].md']"},
        {"source/_posts/a.md": True, "source/foo/x.md": False, "source/bar/x.md": False, "source/_posts/t1.md": False, "source/_posts/t3.md": True},
    ),
    "hexo: posts are at the top": ({"_config.yml": ""}, {"source/_posts/a.md": True, "source/sub/_posts/b.md": False}),
    # Quartz
    "quartz: patterns as it has them": (
        {"quartz.config.ts": "configuration: { x: 1, ignorePatterns: [\"{private,old}/**\", \"*.{draft,tmp}.md\", '[a-c]x/**', \"Bob's diary\", 'drafts/*.md'] }"},
        {"content/private/a.md": False, "content/old/a.md": False, "content/b.tmp.md": False, "content/ax/a.md": False, "content/Bob's diary/a.md": False,
         "content/drafts/a.md": False, "content/drafts/deep/a.md": True, "content/c.md": True},
    ),
    "quartz: comments are none": (
        {"quartz.config.ts": 'ignorePatterns: [\n// "notes",\n"x" /* , "y" */]\nplugins: [ /*\n Plugin.ExplicitPublish(),\n*/ ], // Plugin.ExplicitPublish()'},
        {"content/notes/a.md": True, "content/x/a.md": False, "content/y/a.md": True},
    ),
    "quartz: a text that says true": (
        {"quartz.config.ts": "filters: [Plugin.ExplicitPublish()]"}, {"content/a.md": ('---\npublish: "true"\n---\nA', True), "content/b.md": False},
    ),
    # Logseq
    "logseq: any letters name a property": (
        {"logseq/config.edn": "{}"}, {"pages/a.md": True, "pages/b.md": ("作者:: me\npublic:: false\n\n- secret", False), "pages/c.md": ("---\npublic: false\n---\nsecret", False), "pages/d.md": ("\npublic:: false\n\n- s", False)},
    ),
    "logseq: what is hidden, among comments": (
        {"logseq/config.edn": '{:hidden [ ; folders "old" [\n "/old" ; ] x\n "/pages/s"]}'},
        {"old/a.md": False, "pages/s.md": False, "pages/s2.md": False, "pages/t.md": True},
    ),
    "logseq: not all pages are public": (
        {"logseq/config.edn": "{:publishing/all-pages-public? false}"}, {"pages/a.md": False, "pages/b.md": ("public:: true\n\n- B", True)},
    ),
    "logseq: that only a comment says so": ({"logseq/config.edn": "{;; :publishing/all-pages-public? false\n}"}, {"pages/a.md": True}),
    # Dendron
    "dendron: by vaults": (
        {"dendron.yml": "workspace: {vaults: [{fsPath: pub}, {fsPath: dependencies/priv, name: priv}]}\npublishing: {hierarchy: {root: {publishByDefault: {pub: true, priv: false}}}}"},
        {"pub/a.md": True, "dependencies/priv/b.md": False, "dependencies/priv/c.md": ("---\npublished: true\n---\nC", True)},
    ),
    "dendron: the folder itself is private": ({"dendron.yml": "workspace: {vaults: [{fsPath: ., visibility: private}]}"}, {"a.md": False}),
    # MkDocs
    "mkdocs: templates are none": ({"mkdocs.yml": ""}, {"docs/templates/a.md": False, "docs/deep/templates/a.md": True}),
    "mkdocs: the other ending": ({"mkdocs.yaml": "exclude_docs: |\n  /x.md\n  [z-a]\n"}, {"docs/x.md": False, "docs/y.md": True}),
    # Foam, Obsidian
    "foam: on one line, in sets, escaped": (
        {".foam/x": "", ".vscode/settings.json": '{"foam.files.ignore": ["[Pp]rivate/**", "\\u79c1/**"]}'},
        {"Private/a.md": False, "private/b.md": False, "私/a.md": False, "c.md": True},
    ),
    "foam: what the editor does not show": (
        {".foam/x": "", ".vscode/settings.json": '{"files.exclude": {"**/*.js": {"when": "$(basename).ts"}, "diary/**": true, "b.md": false}}'},
        {"diary/a.md": False, "b.md": True},
    ),
    "obsidian: names as they are": (
        {".obsidian/templates.json": '{"folder": "[Templates]"}', ".obsidian/app.json": '{"userIgnoreFilters": ["Cafe\\u0301/", "/(?<y>secret)/", "/^\\\\w+\\\\.md$/"]}'},
        {"[Templates]/a.md": False, "Café/a.md": False, "deep/secret.md": False, "word.md": False, "日记.md": True},
    ),
    "obsidian: a vault in the folder has rules of its own": (
        {"README.md": "# All", "vault/.obsidian/app.json": '{"userIgnoreFilters": ["Private/", "/secret/"]}', "vault/.obsidian/templates.json": '{"folder": "Templates"}'},
        {"vault/Private/a.md": False, "vault/deep/secret.md": False, "vault/Templates/t.md": False, "Private/b.md": True, "secret.md": True, "vault/c.md": True},
    ),
    "obsidian: the content of another program is a vault": (
        {"hugo.toml": "", "content/.obsidian/app.json": '{"userIgnoreFilters": ["Private/"]}'},
        {"content/Private/a.md": False, "content/b.md": True},
    ),
    "quartz: the settings of its fifth version": (
        {"quartz.config.yaml": "configuration:\n  ignorePatterns: [private, 'old/**']\nplugins:\n  - source: github:quartz-community/explicit-publish\n    enabled: true\n"},
        {"content/a.md": ("---\npublish: true\n---\n", True), "content/b.md": False, "content/private/c.md": ("---\npublish: true\n---\n", False), "content/old/d.md": ("---\npublish: true\n---\n", False), "docs/e.md": False},
    ),
    "quartz: a plugin by its own name": (
        {"quartz.config.ts": "filters: [ExplicitPublish()]", "content/.gitkeep": ""},
        {"content/a.md": ("---\npublish: true\n---\n", True), "content/b.md": False},
    ),
    "obsidian: a vault deeper in the folder": (
        {"a/b/vault/.obsidian/app.json": '{"userIgnoreFilters": ["Private/"]}', "a/.obsidian/templates.json": '{"folder": "t"}'},
        {"a/b/vault/Private/x.md": False, "a/t/x.md": False, "a/b/x.md": True},
    ),
    "obsidian: what its host leaves out": (
        {".obsidian/publish.json": '{"siteId": "x", "excluded": ["Private", "a/b"]}'},
        {"Private/x.md": False, "a/b/x.md": False, "Private notes.md": True},
    ),
    "obsidian: Digital Garden publishes what says so": (
        {".obsidian/community-plugins.json": '["dataview", "digitalgarden"]'},
        {"a.md": False, "b.md": ("---\ndg-publish: true\n---\n", True), "c.md": ("---\ndg-publish: false\n---\n", False)},
    ),
    "obsidian: Digital Garden, in a part of the vault": (
        {".obsidian/community-plugins.json": '["digitalgarden"]', "hortus.yaml": "notes: garden"},
        {"garden/a.md": False, "garden/b.md": ("---\ndg-publish: true\n---\n", True)},
    ),
    "obsidian: Digital Garden, in a vault further down": (
        {"README.md": "# A", "vault/.obsidian/community-plugins.json": '["digitalgarden"]'},
        {"vault/a.md": False, "vault/b.md": ("---\ndg-publish: true\n---\n", True), "c.md": True},
    ),
    "obsidian: Digital Garden is lifted": (
        {".obsidian/community-plugins.json": '["digitalgarden"]', "hortus.yaml": "publish: all"},
        {"a.md": True},
    ),
    "obsidian: Digital Garden lies there, and is off": (
        {".obsidian/community-plugins.json": "[]", ".obsidian/plugins/digitalgarden/data.json": "{}"},
        {"a.md": True},
    ),
    "obsidian: only a folder of the vault is published": (
        {".obsidian/app.json": '{"userIgnoreFilters": ["garden/Private/", "/secret/"]}', "hortus.yaml": "notes: garden\n"},
        {"garden/Private/x.md": False, "garden/secret.md": False, "garden/x.md": True, "Private/x.md": False},
    ),
    "two programs: each keeps back what it does": (
        {".obsidian/app.json": '{"userIgnoreFilters": ["content/own/"]}', "hugo.toml": "ignoreFiles = ['secret']"},
        {"content/secret.md": False, "content/own/x.md": False, "content/a.md": True},
    ),
    "foam: files that are excluded": (
        {".foam/x": "", ".vscode/settings.json": '{"foam.files.exclude": ["private/**/*"], "foam.files.ignore": ["old/**"]}'},
        {"private/a.md": False, "old/a.md": False, "b.md": True},
    ),
    "mkdocs: the plugin that excludes": (
        {"mkdocs.yml": "plugins:\n  - search\n  - exclude:\n      glob:\n        - internal/*\n        - x.md\n"},
        {"docs/internal/a.md": False, "docs/x.md": False, "docs/y.md": True},
    ),
    # Several programs
    "hugo and a vault: drafts by a cascade": (
        {".obsidian/app.json": "{}", "hugo.toml": "[cascade]\ndraft = true\n"},
        {"a.md": False, "b.md": ("---\ndraft: false\n---\nB", True)},
    ),
    "hugo and a vault in its content: shortcodes, comments, files of a bundle, sections": (
        {"hugo.toml": "ignoreFiles = ['secret']", "content/.obsidian/app.json": '{"userIgnoreFilters": ["attic/"]}', "content/s/_index.md": "---\ncascade: {draft: true}\n---\nS"},
        {"content/a.md": True, "content/secret.md": False, "content/attic/b.md": False, "content/s/c.md": False, "content/p/index.md": True, "content/p/part.md": False},
    ),
    "jekyll and a vault: defaults, names, excluded files": (
        {"_config.yml": "defaults:\n- scope: {path: s}\n  values: {published: false}\nexclude: [x.md]\n", ".obsidian/app.json": '{"userIgnoreFilters": ["y.md"]}'},
        {"a.md": True, "s/b.md": False, "x.md": False, "y.md": False, "_z/c.md": False},
    ),
    "hexo and a vault in its notes: tags, loose front matter, names": (
        {"_config.yml": "encrypt:\n  tags:\n  - {name: own, password: x}\n", "source/.obsidian/app.json": "{}"},
        {"source/_posts/a.md": True, "source/_posts/b.md": ("---\ntags: [own]\n---\nB", False), "source/_posts/c.md": ("title: C\ndraft: true\n---\nC", False), "source/_x/d.md": False},
    ),
    "quartz and a vault beside its settings": (
        {"quartz.config.ts": "Plugin.ExplicitPublish()", ".obsidian/app.json": "{}", "content/.obsidian/app.json": "{}"},
        {"content/a.md": ("---\npublish: true\n---\nA", True), "content/b.md": False},
    ),
    "dendron beside another": (
        {"dendron.yml": "publishing:\n  hierarchy:\n    own: {publishByDefault: false}\n", "mkdocs.yml": "site_name: x\n"},
        {"own.a.md": False, "b.md": True},
    ),
    "what one gives and another takes back stays back": (
        {"hugo.toml": "[cascade]\ndraft = true\n", "dendron.yml": "publishing:\n  hierarchy:\n    root: {publishByDefault: true}\n"},
        {"a.md": False},
    ),
    "a vault and a site in folders further down": (
        {"one/.obsidian/app.json": '{"userIgnoreFilters": ["x.md"]}', "two/hugo.toml": "ignoreFiles = ['x']\n[cascade]\ndraft = true", "two/content/_index.md": "T", "three/.foam/a": "", "three/.vscode/settings.json": '{"foam.files.ignore": ["x.md"]}'},
        {"a.md": True, "x.md": True, "one/x.md": False, "one/a.md": True, "two/content/a.md": False, "three/x.md": False, "three/a.md": True},
    ),
    "notes in a part of a site": (
        {"hortus.yaml": "notes: content/s/t", "hugo.toml": "ignoreFiles = ['s/t/secret']\n[[cascade]]\ndraft = true\n[cascade.target]\npath = '/s/t/kept/**'\n", "content/s/_index.md": "---\ncascade: {private: true, _target: {path: '/s/t/own'}}\n---\nS", "content/.obsidian/app.json": '{"userIgnoreFilters": ["s/t/attic/"]}'},
        {"content/s/t/a.md": True, "content/s/t/secret.md": False, "content/s/t/kept/b.md": False, "content/s/t/own.md": False, "content/s/t/attic/c.md": False},
    ),
    "hugo before a leftover of jekyll: cascades of pages that another leaves out, and what hugo keeps beside its notes": (
        {"hugo.toml": "", "_config.yml": "", "content/p/_index.md": "---\ncascade: {draft: true}\n---\nP", "archetypes/default.md": "D"},
        {"content/a.md": True, "content/p/b.md": False, "archetypes/default.md": False, "content/_c.md": True},
    ),
    "hugo: a section whose page is ignored": (
        {"hugo.toml": "", "hortus.yaml": "ignore: [_index.md]", "content/p/_index.md": "---\ncascade: {draft: true}\n---\nP"},
        {"content/a.md": True, "content/p/b.md": False},
    ),
    "hugo further down: sections, bundles and what is no note": (
        {".obsidian/app.json": "{}", "blog/hugo.toml": "", "blog/content/p/_index.md": "---\ncascade: {draft: true}\n---\nP", "blog/content/q/index.md": "Q", "q/index.md": "Q"},
        {"a.md": True, "blog/content/b.md": True, "blog/content/p/c.md": False, "blog/content/q/part.md": False, "blog/archetypes/d.md": False, "blog/themes/x/README.md": False, "q/part.md": True},
    ),
    "hugo further down: a language that is switched off": (
        {"blog/hugo.toml": "[languages.en]\ncontentDir = 'content'\n[languages.de]\ncontentDir = 'content.de'\ndisabled = true"},
        {"a.md": True, "blog/content/b.md": True, "blog/content.de/c.md": False},
    ),
    "jekyll further down: settings and posts alone": (
        {"blog/_config.yml": "exclude: [own]\ncollections: {recipes: {output: false}}\ndefaults: [{scope: {path: hush}, values: {published: false}}]"},
        {"a.md": True, "own/a.md": True, "blog/_posts/2026-01-01-b.md": True, "blog/own/c.md": False, "blog/hush/d.md": False, "blog/_recipes/e.md": False, "blog/_old/f.md": False},
    ),
    "quartz further down: only what says so": (
        {"site/quartz.config.ts": "Plugin.ExplicitPublish()"},
        {"a.md": True, "site/content/b.md": False, "site/content/c.md": ("---\npublish: true\n---\nC", True)},
    ),
    "logseq further down: pages that say so": (
        {"g/logseq/config.edn": "{}"},
        {"a.md": True, "g/pages/b.md": ("public:: false\n\n- B", False), "g/pages/c.md": True},
    ),
    "folders that are called as one of logseq": (
        {"hugo.toml": ""},
        {"content/posts/logseq/index.md": True, "content/logseq/a.md": True},
    ),
    "settings of others further down": (
        {".obsidian/app.json": "{}", "proj/_config.yml": "sources: [a]"},
        {"proj/_notes/x.md": True, "proj/_index.md": True},
    ),
    "folders that are called as those of hugo": (
        {"archetypes/hero.md": "H"},
        {"b.md": True, "content/a.md": True, "archetypes/hero.md": True},
    ),
    "settings of others at the top": (
        {"config.toml": "[x]\na = 1"},
        {"b.md": True, "content/a.md": True},
    ),
    "hugo: languages in a file of their own": (
        {"config/_default/hugo.toml": "title = 'T'", "config/_default/languages.toml": "[de]\ndisabled = true"},
        {"content/a.md": True, "content/b.de.md": False},
    ),
    "a key twice in a block that is moved to the right, or in toml": (
        {"hortus.yaml": "title: T"},
        {"a.md": ("---\n draft: true\n title: x\n draft: false\n---\nA", False), "b.md": ("+++\ndraft = true\nDraft = false\n+++\nB", False)},
    ),
    "hugo: a section may be a page of html": (
        {"hugo.toml": "", "content/s/_index.html": "---\ncascade: {draft: true}\n---\n<p>S"},
        {"content/a.md": True, "content/s/b.md": False},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_stays_back_and_the_rest_does_not(case: str, site: Site) -> None:
    settings, notes = CASES[case]
    expected = {
        path: (("A note.\n", known) if isinstance(known, bool) else known) for path, known in notes.items()
    }
    found = published(site, {**settings, **{path: text for path, (text, _) in expected.items()}})
    assert {path: path in found for path in expected} == {
        path: is_shown for path, (_, is_shown) in expected.items()
    }


def test_pictures_in_an_excluded_folder_are_shown_where_a_note_shows_them(site: Site) -> None:
    site.write(".obsidian/app.json", '{"userIgnoreFilters": ["Files/"]}').write("Files/p.svg", "<svg/>")
    site.write("Files/own.md", "Secretive.\n").write("a.md", "![[p.svg]]\n").build()
    assert site.report.images.missing == 0
    assert {note for note, _ in site.report.places} == {"a.md"}


def test_a_link_leads_around_no_rule(site: Site) -> None:
    site.write(".obsidian/app.json", '{"userIgnoreFilters": ["Private/"]}').write("Private/a.md", "A").write(
        "b.md", "B"
    )
    site.write(".trash/c.md", "C").write("pictures/d.md", "D")
    for name, to in (
        ("note.md", "Private/a.md"),
        ("folder", "Private"),
        ("bin", ".trash"),
        ("shown", "pictures"),
    ):
        (site.folder / name).symlink_to(to)
    assert published(site, {}) & {"note.md", "folder/a.md", "bin/c.md", "Private/a.md"} == set()
    assert {"b.md", "pictures/d.md"} & published(site, {})


def test_a_picture_that_is_missing_is_not_that_of_a_private_note(site: Site) -> None:
    site.write("own/a.md", "---\nprivate: true\n---\nA").write("own/files/p.svg", "<svg/>")
    site.write("_drafts/b.md", "B").write("_drafts/q.svg", "<svg/>").write("moved/r.svg", "<svg/>")
    site.write("c.md", "![](img/p.svg)\n\n![](img/q.svg)\n\n![](img/r.svg)\n").build()
    assert site.report.images.missing == 2
    assert {path.name for path in site.public.rglob("[pqr].svg")} == {"r.svg"}
    site.write("c.md", "[[img/p.svg]] and [p](img/p.svg)\n").build()
    assert not list(site.public.rglob("p.svg"))
    site.write("c.md", "![](own/files/p.svg)\n").build()  # its owner names it
    assert site.report.images.missing == 0


def test_a_link_to_drafts_publishes_none(site: Site) -> None:
    site.write("_drafts/a.md", "A").write("b.md", "B")
    (site.folder / "posts").symlink_to("_drafts")
    (site.folder / "one.md").symlink_to("_drafts/a.md")
    outside = site.folder.parent / "_drafts"
    outside.mkdir()
    (outside / "c.md").write_text("C")
    (site.folder / "more").symlink_to(outside)
    assert published(site, {}) == {"b.md"}


def test_a_vault_behind_a_link_is_asked_too(site: Site) -> None:
    vault = site.folder.parent / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / ".obsidian/app.json").write_text('{"userIgnoreFilters": ["own.md"]}')
    (vault / "own.md").write_text("Own")
    (vault / "a.md").write_text("A")
    (vault / "again").symlink_to(vault)
    site.folder.mkdir(exist_ok=True)
    (site.folder / "in").symlink_to(vault)
    assert published(site, {"b.md": "B"}) == {"in/a.md", "b.md"}


def test_a_part_of_a_vault_behind_a_link_has_the_settings_of_the_vault(site: Site) -> None:
    vault = site.folder.parent / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / ".obsidian/app.json").write_text('{"userIgnoreFilters": ["pub/own"]}')
    (vault / "pub/own").mkdir(parents=True)
    (vault / "pub/own/b.md").write_text("B")
    (vault / "pub/a.md").write_text("A")
    site.write("quartz.config.ts", "")
    (site.folder / "content").symlink_to(vault / "pub")
    assert published(site, {}) == {"content/a.md"}
    (site.folder / "content").unlink()
    assert {
        path for path in published(site, {"hortus.yaml": "notes: ../vault/pub\n"}) if "own" in path
    } == set()
    assert site.report.published == 1


def test_a_part_of_a_vault_that_is_linked_among_the_notes_has_them_too(site: Site) -> None:
    vault = site.folder.parent / "vault"
    (vault / ".obsidian/plugins/digitalgarden").mkdir(parents=True)
    app = vault / ".obsidian/app.json"
    app.write_text('{"userIgnoreFilters": ["pub/own", "beds/"]}')
    for path in ("pub/own/b.md", "pub/a.md", "pub/beds/c.md"):
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(f"---\npublish: {str(path != 'pub/a.md').lower()}\n---\n")
    (vault / "pub/a.md").write_text("A")
    site.write("hugo.toml", "").write("content/own/n.md", "N").write("content/beds/n.md", "N")
    (site.folder / "content/in").mkdir()
    (site.folder / "content/in/vault").symlink_to(vault / "pub")
    own = {"content/own/n.md", "content/beds/n.md"}
    assert published(site, {}) == {*own, "content/in/vault/a.md", "content/in/vault/beds/c.md"}
    app.write_text("{}")
    assert "content/in/vault/own/b.md" in published(site, {})
    (vault / ".obsidian/community-plugins.json").write_text('["digitalgarden"]')
    assert "content/in/vault/a.md" not in published(site, {})


def test_what_other_programs_keep_from_readers_is_not_shown_in_a_vault(site: Site) -> None:
    site.write("hugo.toml", "").write("content/.obsidian/app.json", "{}")
    site.write("content/a.md", 'One\n\n{{< hugo-encryptor "w" >}}secret{{< /hugo-encryptor >}}\n\n%%secret%%')
    site.build()
    assert "One" in site.article("a/index.html")
    assert not any(b"secret" in data for data in site.tree().values())
    site.delete("hugo.toml").write("_config.yml", "source: content\n")
    site.write("content/a.md", "Two\n\n{% comment %}secret{% endcomment %}").build()
    assert "Two" in site.article("a.html")
    assert not any(b"secret" in data for data in site.tree().values())


def test_the_list_that_travels_with_a_site_names_no_page(site: Site) -> None:
    site.write("a.md", "A").write("quiet.md", "---\nunlisted: true\n---\nText\n").build()
    assert "quiet" not in (site.public / ".hortus-manifest").read_text()
    shutil.rmtree(site.folder / ".hortus")
    site.delete("quiet.md").build()
    assert not (site.public / "quiet.html").exists()


@pytest.mark.parametrize("name", ["hortus.yml", "Hortus.yaml"])
def test_a_configuration_under_another_name_is_not_passed_over(site: Site, hortus: Run, name: str) -> None:
    site.write(name, "publish: opt-in\n").write("a.md", "Secret")
    told = hortus("build", site.folder)
    assert f"{name} is not read as the configuration" in told.stderr
    assert not (site.folder / "public").exists()


def test_a_key_of_the_configuration_stands_there_once(site: Site, hortus: Run) -> None:
    site.write("hortus.yaml", "ignore: [sec]\nignore: [x]\n").write("sec/a.md", "Secret")
    assert "hortus.yaml:2:1: error: `ignore` is written twice" in hortus("build", site.folder).stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"mkdocs.yml": "plugins: [meta]\n"}, "`.meta.yml`"),
        ({"_config.yml": "hide_posts: {filter: secret}\n", "source/_posts/a.md": "A"}, "`hide_posts.filter`"),
        ({"mkdocs.yml": "plugins:\n- file-filter: {include_tag: [x]}\n"}, "the plugin `file-filter`"),
        ({"mkdocs.yml": "markdown_extensions:\n- pymdownx.critic: {mode: accept}\n"}, "takes comments out"),
        ({"mkdocs.yml": "plugins:\n- encryptcontent: {global_password: x}\n"}, "those who have a password"),
        ({"mkdocs.yml": "plugins:\n- exclude: {regex: ['(?<n']}\n"}, "nobody here can read"),
        ({"quartz.config.ts": 'c = {ignorePatterns: ["@(a|b)/**"]}'}, "nobody here can read"),
    ],
)
def test_what_cannot_be_followed_is_said(site: Site, settings: dict[str, str], said: str) -> None:
    published(site, {**settings, "docs/a.md": "A", "content/a.md": "A"})
    assert any(said in problem.message for problem in site.report.problems)


def test_what_a_build_that_was_cut_off_left_goes_with_the_next(site: Site, hortus: Run) -> None:
    site.write("a.md", "A")
    hortus("build", site.folder)
    hortus("build", site.folder)
    staging = site.folder / "public/.hortus-staging/0"
    staging.mkdir(parents=True)
    (staging / "0").write_text("Secret")
    hortus("build", site.folder)
    assert not staging.exists()


def test_what_somebody_else_built_into_the_folder_goes(site: Site) -> None:
    site.write("a.md", "A").build()
    shutil.copytree(site.folder / ".hortus", site.folder / ".kept")
    site.write("b.md", "Secret").build()
    shutil.rmtree(site.folder / ".hortus")
    shutil.move(site.folder / ".kept", site.folder / ".hortus")
    site.delete("b.md").write("a.md", "A, anew").build()
    assert not (site.public / "b.html").exists()


@pytest.mark.parametrize(
    "before",
    [
        "- ```js\n  code\n  ```\n\n", "1. ```\n   x\n   ```\n\n", "```foo``` is how it is written.\n\n", "A `code\nspan` and ",
        "A \\` sign and `x`, ", "[^a]: ```\n    x\n    ```\n\n",
    ],
)  # fmt: skip
def test_comments_behind_any_code_are_hidden(site: Site, before: str) -> None:
    site.write("a.md", f"{before}Text %%Secret%% more.\n").build()
    assert "Secret" not in site.html("a.html")


def test_a_comment_that_never_ends_hides_all_below_it_and_is_said(site: Site, hortus: Run) -> None:
    site.write("a.md", "---\ntitle: A\n---\nOpen\n\n> %% Secret\n\nSecret\n").build()
    assert "Secret" not in site.html("a.html")
    said = hortus("check", str(site.folder)).stdout
    assert "a.md:6:3: warning: this comment never ends: nothing below it is shown [unclosed-comment]" in said


@pytest.mark.parametrize(
    "front",
    [
        "---\nbuild:\n  Render: never\n---\n",
        "---\nBuild: {Render: never}\n---\n",
        "+++\n[_build]\nRender = false\n+++\n",
    ],
)
def test_what_hugo_never_renders_is_kept_back_in_capitals_too(site: Site, front: str) -> None:
    site.write("hugo.toml", "").write("content/a.md", f"{front}seclusion").write(
        "content/b.md", "Seen"
    ).build()
    assert not any(b"seclusion" in data for data in site.tree().values())


def test_a_part_of_another_repository_is_a_part_of_the_site(site: Site, hortus: Run, tmp_path: Path) -> None:
    site.write("hortus.yaml", "ignore: [Sec]\n").write("notes/Sec/x.md", "seclusion").write(
        "notes/a.md", "Seen"
    )
    site.write("notes/.git", "gitdir: ../.git/modules/notes\n")
    hortus("build", site.folder / "notes", "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    assert not any(b"seclusion" in data for data in tree(tmp_path / "out").values())


@pytest.mark.parametrize(
    ("settings", "drafts"),
    [
        ({"_config.yml": "url: https://a.b", "Gemfile": "gem 'jekyll'"}, "_drafts"),
        ({"_config.yml": "theme: next", "scaffolds/post.md": "", "source/_posts/b.md": ""}, "source/_drafts"),
    ],
    ids=["jekyll", "hexo"],
)
def test_drafts_are_drafts_where_their_folder_is_built_by_itself(
    site: Site, hortus: Run, tmp_path: Path, settings: dict[str, str], drafts: str
) -> None:
    for path, text in {**settings, f"{drafts}/x.md": "seclusion"}.items():
        site.write(path, text)
    for part in ("", drafts):
        out = tmp_path / "out" / part
        hortus("build", site.folder / part, "-o", out, "--cache-dir", tmp_path / "cache")
        assert not any(b"seclusion" in data for data in tree(out).values())
        assert (out / "index.html").exists()


# The settings, the part of the site that is built, and a note of it that is to stay back.
PARTS = {
    "quartz": ({"quartz.config.ts": 'Plugin.ExplicitPublish() ignorePatterns: ["private"]'}, "content", "content/x.md"),
    "quartz, a folder deeper": ({"quartz.config.ts": 'ignorePatterns: ["deep/private"]'}, "content/deep", "content/deep/private/x.md"),
    "hugo": ({"hugo.toml": "[cascade]\ndraft=true"}, "content", "content/x.md"),
    "hugo, by a section above": ({"hugo.toml": "", "content/posts/_index.md": "---\ncascade: {draft: true}\n---\n"}, "content/posts/old", "content/posts/old/x.md"),
    "mkdocs": ({"mkdocs.yml": "exclude_docs: x.md"}, "docs", "docs/x.md"),
    "obsidian": ({".obsidian/app.json": '{"userIgnoreFilters":["Pub/Priv/"]}'}, "Pub", "Pub/Priv/x.md"),
    "obsidian, Digital Garden": ({".obsidian/community-plugins.json": '["digitalgarden"]'}, "Pub/deep", "Pub/deep/x.md"),
    "logseq": ({"logseq/config.edn": '{:hidden ["/pages/x.md"]}'}, "pages", "pages/x.md"),
    "jekyll": ({"_config.yml": "url: https://a.b\ndefaults: [{scope: {path: _posts/p}, values: {published: false}}]", "Gemfile": "gem 'jekyll'"}, "_posts", "_posts/p/2020-01-01-x.md"),
    "dendron": ({"dendron.yml": "workspace: {vaults: [{fsPath: vault}]}\npublishing: {siteHierarchies: [pub], hierarchy: {root: {publishByDefault: false}}}"}, "vault", "vault/x.md"),
    "quarto, by a folder above": ({"_quarto.yml": "project: {type: website}", "posts/_metadata.yml": "draft: true"}, "posts/old", "posts/old/x.md"),
    "hortus": ({"hortus.yaml": "ignore: [x.md]"}, "notes", "notes/x.md"),
    "hortus, deeper": ({"hortus.yaml": "notes: garden\nignore: [/deep/x.md]"}, "garden/deep", "garden/deep/x.md"),
    "hortus, opt-in": ({"hortus.yaml": "publish: opt-in"}, "notes", "notes/x.md"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "part", "note"), PARTS.values(), ids=PARTS)
def test_a_part_of_a_site_keeps_back_what_the_whole_keeps_back(
    site: Site, hortus: Run, tmp_path: Path, settings: dict[str, str], part: str, note: str
) -> None:
    for path, text in {
        **settings,
        note: "seclusion",
        f"{part}/{'2020-01-01-' if part == '_posts' else ''}open.md": "---\npublish: true\n---\nOpen",
    }.items():
        site.write(path, text)
    out = tmp_path / "out"
    built = hortus("build", site.folder / part, "-o", out, "--cache-dir", tmp_path / "cache")
    assert built.returncode == 0
    assert not any(b"seclusion" in data for data in tree(out).values())
    if not any(
        "cascade" in text or "publishByDefault" in text or "draft: true" in text for text in settings.values()
    ):
        assert (out / "open.html").exists() or part == "_posts"
    assert ("these notes are a part of the site in " in built.stderr) == ("hortus.yaml" in settings)


def test_a_site_within_another_is_its_own(site: Site, hortus: Run, tmp_path: Path) -> None:
    site.write("_config.yml", "url: https://a.b\nexclude: [docs]").write("_posts/2020-01-01-a.md", "A").write(
        "docs/hortus.yaml", "title: Docs\nnotes: .\n"
    ).write("docs/a.md", "Seen")
    hortus("build", site.folder / "docs", "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    assert "Seen" in (tmp_path / "out/a.html").read_text()


def test_a_repository_in_a_vault_is_its_own(site: Site, hortus: Run, tmp_path: Path) -> None:
    site.write(".obsidian/community-plugins.json", '["digitalgarden"]').write("repo/a.md", "Seen")
    Repo(site.folder / "repo").git("init", "-q")
    hortus("build", site.folder / "repo", "-o", tmp_path / "out", "--cache-dir", tmp_path / "cache")
    assert "Seen" in (tmp_path / "out/a.html").read_text()


def test_a_part_of_a_site_whose_configuration_is_broken_is_not_built(site: Site, hortus: Run) -> None:
    site.write("hortus.yaml", "ignore: [").write("notes/a.md", "A")
    done = hortus("build", site.folder / "notes")
    assert done.returncode == 2
    assert "hortus.yaml: error: this may describe a site that these notes are a part of" in done.stderr


def test_why_names_the_plugin_by_which_notes_stay_back(site: Site, hortus: Run) -> None:
    site.write(".obsidian/community-plugins.json", '["digitalgarden"]').write("a.md", "A")
    said = hortus("why", "a.md", site.folder).stdout
    assert "it has no `publish: true`, which the plugin Digital Garden asks for" in said


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        (
            "quartz.config.ts",
            "filters: [Plugin.RemoveDrafts(), Plugin.OnlyPublic()]",
            "the filter `OnlyPublic`",
        ),
        (
            ".obsidian/community-plugins.json",
            '["obsidian-mkdocs-publisher"]',
            "only notes with `share: true`",
        ),
        (
            "mkdocs.yml",
            "plugins: [{i18n: {languages: [{locale: fr, build: !ENV FR}]}}]",
            "builds the language `fr`",
        ),
        (
            "mkdocs.yml",
            "plugins: [{macros: {j2_comment_start_string: '[#'}}]",
            "marks of its own for comments",
        ),
        ("hugo.toml", 'disableKinds = ["Page"]', "`disableKinds` in Hugo's settings is not followed"),
        ("hugo.toml", "[languages.en.cascade]\ndraft = true", "`cascade` of a language"),
        ("hugo.toml", '[frontmatter]\nexpiryDate = ["date"]', "has `date` for expiryDate"),
        ("mkdocs.yml", "plugins: [{mkdocs-jupyter: {no_input: true}}]", "takes parts of notebooks out"),
        ("mkdocs.yml", "plugins: [{file-filter: {metadata_property: kind}}]", "leaves out more than"),
        (
            "mkdocs.yml",
            "plugins: [{file-filter: {mkdocsignore: true, mkdocsignore_file: .own}}]",
            "leaves out what .own names",
        ),
    ],
)
def test_what_chooses_notes_in_ways_unknown_here_is_said(
    site: Site, name: str, settings: str, said: str
) -> None:
    site.write(name, settings).write("a.md", "A").build()
    assert [said in problem.message for problem in site.report.problems] == [True]


def test_logseq_says_that_it_would_show_only_what_is_chosen(site: Site) -> None:
    site.write("logseq/config.edn", "{}").write("journals/a.md", "- A").write(
        "pages/b.md", "public:: true\n\n- B"
    ).build()
    assert "Logseq would publish no others" in " ".join(problem.message for problem in site.report.problems)
    site.write("logseq/config.edn", "{:publishing/all-pages-public? true}").build()
    assert not site.report.problems


@pytest.mark.parametrize(
    ("mark", "text", "name"),
    [
        ("_toc.yml", "root: a", "Jupyter Book"),
        ("book.toml", "[book]", "mdBook"),
        ("docusaurus.config.ts", "", "Docusaurus"),
        (".vitepress/config.js", "", "VitePress"),
        ("eleventy.config.js", "", "Eleventy"),
        ("docs/conf.py", "exclude_patterns = []", "Sphinx"),
        ("config.toml", 'base_url = "https://e.org"\ntitle = "T"', "Zola"),
    ],
)
def test_programs_that_are_not_known_are_said(site: Site, mark: str, text: str, name: str) -> None:
    site.write(mark, text).write("content/a.md", "A").build()
    assert f"this looks like a site of {name}" in " ".join(
        problem.message for problem in site.report.problems
    )


@pytest.mark.parametrize("name", ["b.html", "b.txt", "deep/b.textile"])
def test_a_file_that_says_so_of_itself_is_kept_back(site: Site, hortus: Run, name: str) -> None:
    site.write(name, "---\ntitle: B\ndraft: true\n---\nSecret\n").write("a.md", f"[b]({name})").build()
    assert not any(b"Secret" in data for data in site.tree().values())
    assert site.warnings == [f"{name}:0:0: private-file"]
    site.write(name, "---\ntitle: B\n---\nSeen\n").build()
    assert any(b"Seen" in data for data in site.tree().values())
    assert site.warnings == []
    site.write(name, "---\ntitle: B\ndraft: true\n---\nSecret\n").build()
    assert not any(b"Secret" in data or b"Seen" in data for data in site.tree().values())


@pytest.mark.parametrize("field", ["date: 2026-07-01", "publishDate: 2026-07-01", "expiryDate: 2026-06-01"])
def test_a_file_is_kept_back_until_and_from_the_day_that_it_says(site: Site, field: str) -> None:
    site.write("b.html", f"---\n{field}\n---\nSecret\n").write("a.md", "[b](b.html)").build()
    assert "b.html" not in site.tree()
    assert site.warnings == ["b.html:0:0: private-file"]
    if not field.startswith("expiry"):
        assert site.report.until == datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
        site.selection = replace(site.selection, now=site.report.until)
        assert "b.html" in site.build().tree()


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_a_page_in_html_tells_nothing_of_what_its_program_reads(site: Site, mark: str) -> None:
    text = f"{mark}\r\ntitle: x\r\nnotes: Secret\r\n{mark}\r\n<p>Seen</p>{{% comment %}}Secret{{% endcomment %}}{{# Secret #}}<hr>"
    site.write("_config.yml", "title: T").write("a.md", "[b](b.html)").write("b.html", text).build()
    assert site.tree()["b.html"] == b"<p>Seen</p><hr>"


def test_a_file_of_a_bundle_goes_with_its_page(site: Site) -> None:
    site.write("hugo.toml", "").write("content/a.md", "![x](/b/i.svg) [t](b/t.txt)")
    site.write("content/b/t.txt", "Secret").write("content/b/i.svg", "<svg>Secret</svg>")
    site.write("content/b/index.md", "---\ndraft: true\n---\n![x](i.svg)").build()
    assert not any(b"Secret" in data for data in site.tree().values())
    assert sorted(found for found in site.warnings if "private-file" in found) == [
        "content/b/i.svg:0:0: private-file",
        "content/b/t.txt:0:0: private-file",
    ]
    site.write("content/b/index.md", "![x](i.svg)").build()
    assert any(b"Secret" in data for data in site.tree().values())


@pytest.mark.parametrize(
    ("name", "settings", "front"),
    [
        ("_config.yml", "defaults:\n  - {scope: {path: ''}, values: {published: false}}", "title: B"),
        ("hugo.yaml", "timeZone: America/New_York", "date: 2026-06-15 10:30"),
    ],
)
def test_a_file_is_given_what_notes_are_given(site: Site, name: str, settings: str, front: str) -> None:
    site.write(name, f"title: T\n{settings}\n")
    root = "content/" if "hugo" in name else ""
    site.write(f"{root}a.md", "---\npublished: true\n---\n[b](b.html)")
    site.write(f"{root}b.html", f"---\n{front}\n---\nSecret")
    assert not any(b"Secret" in data for data in site.build().tree().values())


@pytest.mark.parametrize(
    ("mounts", "said"),
    [
        ("[{source: ../vault, target: content}]", "takes notes from ../vault, which is not read here"),
        ("[{source: content, target: content, excludeFiles: '[z-a]'}]", "nobody here can read `[z-a]`"),
        (
            "[{source: docs, target: content/docs}, {source: content, target: content}]",
            "takes notes from docs",
        ),
    ],
)
def test_mounts_of_hugo_that_cannot_be_followed_are_said(site: Site, mounts: str, said: str) -> None:
    site.write("hugo.yaml", f"module: {{mounts: {mounts}}}").write("content/a.md", "A").write(
        "docs/b.md", "B"
    )
    assert any(said in problem.message for problem in site.build().report.problems)
    assert "A" in site.html("a/index.html")


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n<!--\nTODO\n\nSecret\n\n-->\n</div>", "<details><summary>x</summary>\n<!--\n\nSecret\n-->\n\n</details>",
        "<p><!--\nSecret\n\nSecret --></p>", "<!--\n\nSecret\n\n%% -->", "- <!-- a\n\n  Secret -->", "> <div>\n> <!--\n>\n> Secret\n> -->\n> </div>",
        "text\n<div>\na <!-- s\n\nSecret --></div>", "# H\n<div>\na <!-- s\n\nSecret --></div>", " \n<div>\na <!-- s\n\nSecret --></div>",
        "- x\n  <div>\n  a <!-- s\n\n  Secret -->", "- [ ] <div><!-- s\n\nSecret -->", "[^1]: <div><!--\n\n    Secret -->", "<p>x \\<!--\n\nSecret --></p>", "<span>\n<!--\n\nSecret\n-->\n</span>",
        "Words\n<!-- a\n\nSecret\n-->", "<div>\nwords <!-- a\n\nSecret -->", "<div><!-- a\n\nSecret", "<div>it`s <!-- `x\n\nSecret -->", "<div>\n    <!-- a\n\n    Secret -->\n</div>", "<!-- a\n\nSecret",
    ],
)  # fmt: skip
def test_comments_of_html_are_hidden_wherever_they_end(site: Site, text: str) -> None:
    site.write("a.md", f"Open\n\n{text}\n").build()
    assert not any(b"Secret" in data for data in site.tree().values())
    assert "Open" in site.html("a.html")
    assert any(found.endswith("unclosed-comment") for found in site.warnings) == ("-->" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>Note</b>: the sign <!-- opens a comment\n\nSeen the sign --> closes it", "<https://example.com> and <!-- opens\n\nSeen", '<a title="<!--">x</a>\n\nSeen', "<code><!--</code>\n\nSeen",
        "!!! note\n\n    ```python\n    %%time\n    x\n    ```\n\nSeen", '=== "Tab"\n\n    ```\n    %%a\n    Seen\n    %%b\n    ```\n', "$$\n%% TeX comment\na+b\n$$\n\nSeen",
    ],
)  # fmt: skip
def test_what_is_no_comment_hides_nothing(site: Site, text: str) -> None:
    site.write("a.md", f"Open\n\n{text}\n").build()
    assert "Seen" in site.article("a.html")


@pytest.mark.parametrize(
    "line",
    [
        "    ~~~a\n",
        "    ~~~a\n\ntext\n\n",
        "a <!--\n",
        "<div> <!--\n\n",
        "%% a\n\n    ```\n",
        "%%a\n",
        "x %%a\n",
        "%%a %%b\n\n",
    ],
)
def test_no_text_takes_long_to_be_searched_for_comments(line: str) -> None:
    with limit():
        without_comments("%%x%%\n\n" + line * 12_000)


@pytest.mark.parametrize(
    "settings",
    ["plugins:\n- exclude: {regex: ['(?:(?:a|a)+)+c']}\n"],
)
def test_no_rule_takes_long_for_many_files(site: Site, settings: str) -> None:
    site.write("mkdocs.yml", settings)
    for number in range(400):
        site.write(f"docs/{'a' * 40}-{number}.md", "A")
    with limit():
        site.build()


def test_a_mark_that_begins_no_comment_hides_nothing(site: Site) -> None:
    site.write(
        "a.md", "Write <!-- and\n\nthen Seen --> there.\n\n`<!--`\n\nSeen too\n\n    <!--\n\nAnd this\n"
    ).build()
    for words in ("then Seen", "Seen too", "And this"):
        assert words in site.article("a.html")


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("mkdocs.yml", "plugins: [macros]"),
        ("mkdocs.yml", "markdown_extensions: [zensical.extensions.macros]"),
        ("zensical.toml", "[project.markdown_extensions.zensical.extensions.macros]"),
    ],
)
def test_comments_of_macros_are_hidden(site: Site, name: str, settings: str) -> None:
    site.write(name, settings).write("docs/a.md", "Open {# Secret #} end").build()
    assert all("Secret" not in file.read_text() for file in site.public.rglob("*.html"))


def test_comments_of_macros_are_words_where_nobody_asked_for_it(site: Site) -> None:
    site.write("mkdocs.yml", "plugins: [{macros: {render_by_default: false}}]")
    site.write("docs/a.md", "Seen {# Words #}").write(
        "docs/b.md", "---\nrender_macros: true\n---\nSeen {# Secret #}"
    )
    site.build()
    assert "Words" in site.article("a/index.html")
    assert "Secret" not in site.article("b/index.html")


def test_comments_of_kramdown_are_hidden(site: Site) -> None:
    site.write("_config.yml", "title: T\n").write(
        "_posts/2026-01-02-a.md", "Open {::comment}Secret\n{:/comment} end\n"
    ).build()
    assert all("Secret" not in file.read_text() for file in site.public.rglob("*.html"))


def test_what_others_need_a_password_for_is_kept_back(site: Site, hortus: Run) -> None:
    site.write("_config.yml", "encrypt:\n  tags:\n    - {name: Diary, password: x}\n    - 3\n")
    site.write("source/_posts/a.md", "---\ntags: [diary]\n---\nSecret\n").write("source/_posts/b.md", "B\n")
    assert published(site, {}) == {"source/_posts/b.md"}
    assert "the tag `Diary`" in hortus("why", "source/_posts/a.md", site.folder).stdout


def test_what_hugo_encrypts_is_not_shown(site: Site) -> None:
    site.write("hugo.toml", "").write(
        "content/a.md", 'Open\n\n{{% hugo-encryptor "word" %}}\nSecret\n\n{{% /hugo-encryptor %}}\n\nEnd\n'
    ).build()
    page = site.article("a/index.html")
    assert "Open" in page
    assert "End" in page
    assert "Secret" not in page
    assert "word" not in page


def test_settings_that_hold_themselves_or_dates_are_read(site: Site) -> None:
    site.write(
        "_config.yml",
        "defaults:\n  - scope: {path: ''}\n    values: &v {a: *v, 2026-01-01: 2026-01-02, published: false}\n",
    )
    site.write("a.md", "A.\n").build()
    assert not site.report.places
    site.write("hugo.toml", "").write(
        "content/_index.md", "---\ncascade: &c\n  a: *c\n  2026-01-01: x\n---\nB.\n"
    ).build()
    assert site.report.is_published


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        (".obsidian/app.json", json.dumps({"userIgnoreFilters": ["/(.*a){25}x$/"]})),
        (
            "_config.yml",
            f"defaults:\n  - scope: {{path: '{'*a' * 25}x'}}\n    values: {{published: false}}\n",
        ),
        ("hugo.toml", f"[[cascade]]\ndraft=true\n[cascade.target]\npath='{'*a' * 25}x'\n"),
    ],
)
def test_no_expression_holds_up_a_build(site: Site, name: str, settings: str) -> None:
    site.write(name, settings).write(f"{'a' * 80}.md", "A.\n").write(f"content/{'a' * 80}.md", "A.\n")
    command = [sys.executable, "-m", "hortus", "build", str(site.folder), "-q"]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == 0


# --- git -------------------------------------------------------------------------------------------------


@pytest.fixture
def repo(site: Site) -> Repo:
    site.write(".gitignore", "secret.md\n").write("secret.md", "Secretive.\n").write("n.md", "N.\n")
    found = Repo(site.folder)
    found.git("init", "-q")
    return found


def shown(site: Site) -> set[str]:
    return {note for note, _ in site.build().report.places}


@pytest.mark.parametrize("name", [":!memo.md", ":(foo)memo.md"])
def test_odd_names_are_no_instructions_for_git(site: Site, repo: Repo, name: str) -> None:
    site.write(name, "M.\n")
    assert shown(site) == {"n.md", name}


def test_what_is_behind_a_link_is_asked_for_where_it_lies(site: Site, repo: Repo) -> None:
    site.write("real/a.md", "A.\n").write("real/secret.md", "Secretive.\n")
    (site.folder / "link").symlink_to("real")
    outside = site.folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("Not of this repository.\n")
    (site.folder / "out").symlink_to(outside)
    assert shown(site) - {"link/a.md"} == {"n.md", "real/a.md", "out/secret.md"}


def test_a_repository_within_has_rules_of_its_own(site: Site, repo: Repo) -> None:
    site.write("inner/.gitignore", "own.md\n").write("inner/own.md", "Secretive.\n").write(
        "inner/secret.md", "Shown.\n"
    )
    Repo(site.folder / "inner").git("init", "-q")
    assert shown(site) == {"n.md", "inner/secret.md"}


def test_what_is_taken_out_of_the_repository_goes(site: Site, repo: Repo) -> None:
    repo.git("add", "-f", "secret.md")
    assert shown(site) == {"n.md", "secret.md"}
    repo.git("rm", "-q", "--cached", "secret.md")
    assert shown(site) == {"n.md"}


def test_a_second_work_tree_is_one(site: Site, repo: Repo) -> None:
    repo.commit("2026-01-01")
    (site.folder / ".git/info/exclude").write_text("/local.md\n")
    other = Site(site.folder.parent / "other")
    repo.git("worktree", "add", "-q", str(other.folder))
    other.write("local.md", "Secretive.\n").write("secret.md", "Secretive.\n")
    assert shown(other) == {"n.md"}
    Repo(other.folder).git("add", "-f", "secret.md")
    assert shown(other) == {"n.md", "secret.md"}


def test_all_may_be_ignored(site: Site, repo: Repo) -> None:
    site.write(".gitignore", "*.md\n")
    assert shown(site) == set()
