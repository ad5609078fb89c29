"""What Hugo, Jekyll and Hexo replace in notes, as far as it is known, and what is left as it is written."""

from __future__ import annotations

import pytest

from conftest import Site, limit
from hortus.instructions import carried_out, page_properties
from hortus.model import Program

UUID = "63503015-99b5-4186-9c42-d3ab9c82482b"
BLOCK = f"({UUID})"
KNOWN: list[tuple[Program | None, str, str]] = [
    ("hugo", '[a]({{< ref "posts/a b.md#k" >}})', "[a](posts/a%20b.md#k)"),
    ("hugo", '[a]({{< relref "b" >}})', "[a](b.md)"),
    ("hugo", "{{< youtube abc >}}", '<iframe src="https://www.youtube.com/embed/abc"></iframe>'),
    (
        "hugo",
        "{{< youtube abc >}}\nText *a*",
        '<iframe src="https://www.youtube.com/embed/abc"></iframe>\n\nText *a*',
    ),
    (
        "hugo",
        "see {{< youtube abc >}}\nText",
        'see <iframe src="https://www.youtube.com/embed/abc"></iframe>\nText',
    ),
    (
        "hugo",
        "- {{< youtube abc >}}\n  Text",
        '- <iframe src="https://www.youtube.com/embed/abc"></iframe>\n\n  Text',
    ),
    (
        "hugo",
        "<div>\n{{< youtube abc >}}\n</div>",
        '<div>\n<iframe src="https://www.youtube.com/embed/abc"></iframe>\n</div>',
    ),
    (
        "jekyll",
        '{% include info.html text="1" %}\n{% include tip.html text="2" %}',
        "> [!info]\n> 1\n\n> [!tip]\n> 2",
    ),
    ("jekyll", 'hi {% include note.html content="x" %} there', "hi \n> [!note]\n> x\n\n there"),
    ("jekyll", "a {% if false %}b\n{% if x %}c{% else %}d{% endif %}{% else %}e{% endif %}", "a \ne"),
    (
        "jekyll",
        "{% unless true %}a{% endunless %}{% unless nil %}b{% endunless %}{% if true %}c{% else %}d{% endif %}",
        "bc",
    ),
    (
        "jekyll",
        "{% highlight liquid %}{% raw %}{{ x }}{% endraw %}{% endhighlight %}",
        "```liquid\n{{ x }}\n```",
    ),
    ("hexo", "{% if false %}a{% endif %}b", "b"),
    ("macros", "{% if none %}a{% else %}c{% endif %}b", "cb"),
    ("hexo", "- item {% note info %}x{% endnote %}", "- item \n  ::: info\n  x\n  :::"),
    ("hexo", "{% post_link b/same %}", "[[b/same]]"),  # which shows the title
    (
        "hexo",
        "{% asset_link a.svg T %} {% include_code lang:js test.js %}",
        "[[a.svg|T]] [[test.js|test.js]]",
    ),
    ("hexo", "{% codeblock Array.map %}\nx\n{% endcodeblock %}", '```text title="Array.map"\nx\n```'),
    (
        "hexo",
        "{% codeblock A b.js lang:js http://u.org The link mark:1,3 %}\nx\n{% endcodeblock %}",
        '```js title="A b.js" hl_lines="1 3"\nx\n```',
    ),
    ("hugo", '{{< figure src="/a b.png" caption="C" width="300" >}}', '![C|300](</a b.png> "C")'),
    ("hugo", "{{< highlight go >}}\nx\n{{< /highlight >}}", "```go\nx\n```"),
    (
        "hugo",
        '{{< figure src="a.png" title="T" caption="C" attr="By me" >}}',
        '![T – C](<a.png> "T – C By me")',
    ),
    ("hugo", '{{< figure src="/a.png" caption="*C*" >}}', '![C](</a.png> "C")'),
    ("hugo", "{{< highlight go >}}x{{< /highlight >}}", "```go\nx\n```"),
    ("hugo", '{{% details "More" %}}\nin\n{{% /details %}}', "::: details More\nin\n:::"),
    ("hugo", "{{< mermaid >}}\na-->b\n{{< /mermaid >}}", "```mermaid\na-->b\n```"),
    ("hugo", '{{< admonition tip "T" true >}}\nx\n{{< /admonition >}}', "::: tip T\nx\n:::"),
    ("hugo", "`{{</* x */>}}` {{</* y */>}}", "`{{< x >}}` {{< y >}}"),
    ("hugo", "```\n{{< youtube abc >}}\n```", "```\n{{< youtube abc >}}\n```"),
    ("hugo", "{{< katex >}}\n\nand {{< icon star >}}", "\n\nand "),
    ("hugo", '{{< figure src="a.png" caption="A **b** [c](d)" >}}', '![A b c](<a.png> "A b c")'),
    ("hugo", '{{< spoiler text="more" >}}\nx\n{{< /spoiler >}}', "::: details more\nx\n:::"),
    (
        "hugo",
        '{{< tabs items="A, B" >}}\n{{< tab >}}\na\n{{< /tab >}}\n{{< tab "C" >}}\nb\n{{< /tab >}}\n{{< /tabs >}}\nc',
        '\n===! "A"\n    a\n\n=== "C"\n    b\n\n\nc',
    ),
    ("hugo", '{{< code title="a.go" lang="go" >}}\nx\n{{< /code >}}', '```go title="a.go"\nx\n```'),
    (
        "hugo",
        '{{< highlight go "linenos=table,hl_lines=2 4-5,linenostart=9" >}}\nx\n{{< /highlight >}}',
        '```go hl_lines="2 4-5" linenums="9"\nx\n```',
    ),
    ("hugo", '{{% notice style="tip" title="T" %}}\nx\n{{% /notice %}}', "::: tip T\nx\n:::"),
    ("hugo", '{{< alert "fire" >}}\nx\n{{< /alert >}}', "::: note\nx\n:::"),
    ("hugo", "{{< columns >}}\na\n<--->\nb\n{{< /columns >}}", "\na\n\nb\n"),
    (
        "hugo",
        '{{< figure src="a.png" caption="C *d*" link="/b" attr="me" attrlink="https://m.org" >}}',
        "[![C d](<a.png>)](</b>)\n*C d [me](<https://m.org>)*",
    ),
    (
        "logseq",
        "- a\n  logseq.order-list-type:: number\n  b\n\t- c\n- d\n  logseq.order-list-type:: number\n- e",
        "1. a\n   b\n\t- c\n1. d\n- e",
    ),
    ("logseq", "- a\n  collapsed:: true\n  id:: 6f\n\t- b", "- a ^6f\n\t- b"),
    (
        "logseq",
        "\t- id:: 6f\n\t  #+BEGIN_TIP\n\t  a\n\t  #+END_TIP\n\t- b",
        "\t-\n\t  ::: tip\n\t  a\n\t  :::\n\t  ^6f\n\t- b",
    ),
    ("logseq", "- a\n  id:: 6f\n  more", "- a\n  more"),
    ("logseq", "- a\n  kind:: own", "- a\n  kind:: own"),
    ("logseq", "- TODO a\n- DONE b\n- CANCELED c\n- TODOS", "- [ ] a\n- [x] b\n- [-] c\n- TODOS"),
    ("logseq", "{{embed [[A]]}} {{cloze b}}", "![[A]] b"),
    ("logseq", f"[a](({BLOCK})) {{{{embed ({BLOCK})}}}}", f"[a](#^{UUID}) ![[#^{UUID}|↗]]"),
    ("logseq", f"- ({BLOCK})\n- `({BLOCK})` ((x))", f"- ![[#^{UUID}|↗]]\n- `({BLOCK})` ((x))"),
    ("logseq", "- a\n  id:: 6f\n  collapsed:: true\n\t- b", "- a ^6f\n\t- b"),
    ("logseq", "![a](../b.png){:height 32, :width 48}", "![a|48](../b.png)"),
    ("logseq", "#[[a b]] #[[c]]", "[[a b|#a b]] #c"),
    ("logseq", "- #+BEGIN_TIP\n  a\n  #+END_TIP", "- ::: tip\n  a\n  :::"),
    ("logseq", "#+BEGIN_SRC python\na\n#+END_SRC\n#+BEGIN_QUERY", "```python\na\n```\n#+BEGIN_QUERY"),
    (
        "logseq",
        "{{video https://youtu.be/a_B}}",
        '<iframe src="https://www.youtube.com/embed/a_B"></iframe>',
    ),
    ("logseq", "- a\n  #+BEGIN_COMMENT\n  no\n  #+END_COMMENT\n- b", "- a\n\n\n\n- b"),
    ("logseq", "- DONE a\n  :LOGBOOK:\n  CLOCK: [x]\n  :END:\n- b", "- [x] a\n\n\n\n- b"),
    ("logseq", "`a:: b` {{query x}}", "`a:: b` {{query x}}"),
    ("jekyll", "![x]({{ site.baseurl }}/a.png)", "![x](/a.png)"),
    ("jekyll", "[x]({{ '/a/' | relative_url }})", "[x](/a/)"),
    ("jekyll", "[x]({% post_url 2020-01-02-name %})", "[x](2020-01-02-name.md)"),
    ("jekyll", "[x]({% link _posts/a.md %})", "[x](/_posts/a.md)"),
    ("jekyll", "{% for post in site.posts %}\n- {{ post.title }}\n{% endfor %}\nx", "\n\n\nx"),
    ("jekyll", '{% include figure.liquid loading="eager" path="a.png" %}', "![](<a.png>)"),
    (
        "jekyll",
        '<div>\n  {% include figure.html path="a.png" alt="x" %}',
        '<div>\n  <img src="a.png" alt="x">',
    ),
    ("jekyll", "> a\n> b\n{: .prompt-tip }\n\nc", "> [!tip]\n> a\n> b\n\nc"),
    ("jekyll", "> a\n{: .other }\n", "> a\n\n"),
    (
        "jekyll",
        "{% highlight ruby linenos %}\nx {{ y }}\n{% endhighlight %}",
        "```ruby linenums\nx {{ y }}\n```",
    ),
    ("jekyll", "{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
    ("jekyll", "`{% raw %}{{ x }}{% endraw %}`", "`{{ x }}`"),
    ("jekyll", "a{% comment %}\nno\n{% endcomment %}b", "a\n\nb"),
    ("jekyll", '{% include info.html text="T" %}', "> [!info]\n> T"),
    ("jekyll", "* toc\n{:toc}\ntext", "\n\ntext"),
    ("jekyll", "text\n{: .lead}", "text\n"),
    ("jekyll", '![a](b.png){: width="300px" .c}', "![a|300](b.png)"),
    ("jekyll", "## H {: #own}", "## H {: #own}"),
    ("jekyll", "## H\n{: #own .no_toc }\nx", "## H {: #own .no_toc }\n\nx"),
    ("jekyll", "`{: .c}`", "`{: .c}`"),
    ("jekyll", "- a\n^\n- b", "- a\n\n- b"),
    (
        "jekyll",
        "a {% highlight ruby %}\nx\n{% endhighlight %}\n- {% highlight c %}\n  y\n  {% endhighlight %}",
        "a \n```ruby\nx\n```\n- ```c\n  y\n  ```",
    ),
    ("jekyll", "HTML\n\n*[HTML]: Hypertext\n", "HTML\n\n\n"),
    ("hexo", '{% asset_img a.png 300 200 "T" %}', '![T|300](<a.png> "T")'),
    ("hexo", "{% post_link some-post A title %}", "[[some-post|A title]]"),
    ("hexo", "{% note warning %}\nx\n{% endnote %}", "::: warning\nx\n:::"),
    ("hexo", "{% note info flat %}\nx\n{% endnote %}", "::: info\nx\n:::"),
    ("hexo", "{% note 'fab fa-cc-visa' simple %}\nx\n{% endnote %}", "::: note\nx\n:::"),
    ("hexo", "{% folding blue, My title %}\nx\n{% endfolding %}", "::: details My title\nx\n:::"),
    ("hexo", "{% btn 'https://e.org/',Name %}", "[Name](<https://e.org/>)"),
    ("hexo", "{% codeblock lang:js %}\nx\n{% endcodeblock %}", "```js\nx\n```"),
    ("hexo", "{% cq %}\nx\n{% endcq %}", "\n> x\n"),
    (
        "hexo",
        "{% pdf https://e.org/a.pdf %} {% iframe http://e.org 10 10 %}",
        '[a.pdf](<https://e.org/a.pdf>) <iframe src="http://e.org"></iframe>',
    ),
    (
        "hexo",
        "{% link T, https://e.org, /a.png %} {% link T https://e.org %}",
        "[T](<https://e.org>) [T](<https://e.org>)",
    ),
    ("hexo", "{% label 默认 blue %} {% label primary @text %} {% label a b %}", "默认 text a b"),
    (
        "hexo",
        "{% tabs n, 2 %}\n<!-- tab -->\n\na\n<!-- endtab -->\n\n<!-- tab B@icon -->\nb\n<!-- endtab -->\n{% endtabs %}\nc",
        '\n===! "n 1"\n\n    a\n\n\n=== "B"\n    b\n\n\nc',
    ),
    ("mkdocs", '![a](b.svg){ width="48" align=left } [c](d.md){ .md-button }', "![a|48](b.svg) [c](d.md)"),
    ("mkdocs", "![a](b.svg){: width=50% }\n{: .lead }\n**x**{#y}", "![a](b.svg)\n\n**x**"),
    ("mkdocs", "# A {# top }", "# A {# top }"),
    ("mkdocs", "`[a](b){.c}`{.e} [a](b){c} {.d} $x_{a=b}$", "`[a](b){.c}` [a](b){c} {.d} $x_{a=b}$"),
    ("mkdocs", "[](){#a} [x][y]{: .c } :m:{ .c } *e*{ .c }\n{ .lead }", '<a id="a"></a> [x][y] :m: *e*\n'),
    ("mkdocs", "HTML :material-check:\n\n*[HTML]: Hypertext\n\n* [a]: b", "HTML ✓ \n\n\n\n* [a]: b"),
    (
        "mkdocs",
        "/// note | T\n//// html | div.x\na\n////\n///\n// b\n",
        "::: note T\n:::: html\na\n::::\n:::\n// b\n",
    ),
    ("mkdocs", "$x_{a=b} y^*{a=1}$\n{a=1}", "$x_{a=b} y^*{a=1}$\n{a=1}"),
    (
        "macros",
        "a {# b\nc {# #} d `{# e #}`\n{% raw %}{# f #} {{ g }}{% endraw %} {{ '{#' }} h #}",
        "a \n d ``\n{# f #} {{ g }} {{ '{#' }} h #}",
    ),
    ("quarto", "![C](a.png){#fig-a width=50%} [x]{.mark} [y]{.u} `[z]{.u}`", "![C](a.png) ==x== y `[z]{.u}`"),
    ("quarto", "a [b ![](c.png) [d](e)]{.content-hidden} [f]{.content-hidden when-format=pdf}", "a  f"),
    (
        "quarto",
        '```{.python .content-hidden}\na\n```\n```{.r .content-visible when-format="pdf"}\nb\n```\nc',
        "\n\n\n\n\n\nc",
    ),
    (
        "logseq",
        "- #+BEGIN_EXAMPLE\n  ```c\n  a\n  ```\n  #+END_EXAMPLE",
        "- `````\n  ```c\n  a\n  ```\n  `````",
    ),
    ("quarto", "| b |\n\n: Of *a* {.striped}\n\nterm\n: told", "| b |\n\n*Of *a*\n\nterm\n: told"),
    (None, "{{< youtube abc >}} {% raw %}", "{{< youtube abc >}} {% raw %}"),
]


@pytest.mark.parametrize(("program", "text", "expected"), KNOWN)
def test_what_is_known_becomes_markdown(program: Program | None, text: str, expected: str) -> None:
    assert carried_out(text, [program] if program else []) == (expected, [])


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("hugo", "a {{< nothing x=1 >}} b"),
        ("hugo", "{{< hint >}} never closed"),
        ("jekyll", "a {% for x in y %} b"),
        ("jekyll", "a {{ page.title }} b"),
        ("hexo", "a {% nothing %} b"),
        ("macros", "a {{ page.title }} b"),
        ("macros", "a {% if x %} b {% endif %}"),
    ],
)
def test_what_nobody_knows_stays_and_is_said(program: Program, text: str) -> None:
    shown, unknown = carried_out(text, [program])
    assert shown == text
    assert len(unknown) == 1


@pytest.mark.parametrize(
    ("program", "text", "expected"),
    [
        ("jekyll", "a {% comment %}\nb\n{%- endcomment -%} c", "a \n\n c"),
        ("jekyll", "```x``` {% comment %}b{% endcomment %}c", "```x``` c"),
        ("jekyll", "```\na {% comment %}b{% endcomment %}\n```", "```\na \n```"),
        ("jekyll", "{% raw %}{% comment %}b{% endcomment %}{% endraw %}", "{% comment %}b{% endcomment %}"),
        ("jekyll", "a {% # b %}c", "a c"),
        ("jekyll", "a{% # b %}{% # b %}c", "ac"),
        ("jekyll", "a {% # b, 50% sure: b %}c", "a c"),
        ("jekyll", "a {% comment 5% %}b{% endcomment %}c", "a c"),
        ("jekyll", "a {% comment x %}b{% comment %}b{% endcomment %}b{% endcomment %}c", "a c"),
        ("jekyll", 'a {::comment k="v"}b{:/comment}c', "a c"),
        ("hugo", "a {{% comment %}}b{{% comment %}}b{{% /comment %}}b{{% /comment %}}c", "a c"),
        ("hugo", '{{% hugo-encryptor "p{1}" %}}b{{% /hugo-encryptor %}}c', "c"),
        ("hugo", 'a {{% fixit-encryptor "p" "hint" %}}\nb\n{{% /fixit-encryptor %}}c', "a \n\nc"),
        ("hugo", 'a {{% encrypt "p" %}}b{{% /encrypt %}}c {{< x-protected >}}b{{< /x-protected >}}', "a c "),
        ("hexo", "{% raw %}{# b #}{% endraw %}", "{# b #}"),
        ("logseq", "- a\n- b\n  #+BEGIN_COMMENT\n  c\n- d", "- a\n- b\n\n\n- d"),
        ("jekyll", "a {::comment}b{:/comment}c", "a c"),
        ("jekyll", "- - ```\n    x\n    ```\n\n{::comment}b{:/}c", "- - ```\n    x\n    ```\n\nc"),
        ("jekyll", "a\n{::comment}\nb", "a\n\n"),
        ("jekyll", "```\na\n{::comment}b{:/}c", "```\na\nc"),
        ("hugo", "a {{% comment %}}b{{% /comment %}}c", "a c"),
        ("hugo", '```\n{{< hugo-encryptor "word" >}}b{{< /hugo-encryptor >}}\n```', "```\n\n```"),
        ("hugo", "{{</* comment */>}}b{{</* /comment */>}}", "{{< comment >}}b{{< /comment >}}"),
        ("hexo", "a {# b #}c `{# d #}`", "a c `{# d #}`"),
        ("hexo", "## A {#a}", "## A {#a}"),
        ("logseq", "- a\n#+BEGIN_COMMENT\nb\n#+END_COMMENT\nc", "- a\n\n\n\nc"),
    ],
)
def test_what_is_hidden_is_gone_and_lines_stay_where_they_are(
    program: Program, text: str, expected: str
) -> None:
    assert carried_out(text, [program]) == (expected, [])


@pytest.mark.parametrize(
    ("program", "text"),
    [("jekyll", "a\n{% comment %}\nb"), ("hugo", 'a\n{{% hugo-encryptor "word" %}}\nb')],
)
def test_what_is_hidden_and_never_closed_hides_all_below_and_is_said(program: Program, text: str) -> None:
    shown, (unknown,) = carried_out(text, [program])
    assert shown == "a\n\n"
    assert (unknown.line, unknown.column, unknown.hides) == (1, 1, True)


def test_a_shortcode_that_is_only_called_alike_hides_nothing() -> None:
    shown, unknown = carried_out("a {{< comment-form >}}\nb", ["hugo"])
    assert shown == "a {{< comment-form >}}\nb"
    assert [one.hides for one in unknown] == [False]


@pytest.mark.parametrize(
    ("settings", "front", "text"),
    [
        ("_config.yml", "render_with_liquid: false", "{% comment %} x"),
        ("source/_posts/b.md", "disableNunjucks: true", "{# x #}"),
    ],
)
def test_a_note_may_say_that_it_holds_no_instructions(
    site: Site, settings: str, front: str, text: str
) -> None:
    root = "source/_posts/" if "source" in settings else ""
    site.write(settings, "").write(f"{root}a.md", f"---\n{front}\n---\nSeen {text}\n").build()
    (page,) = [
        path
        for path, data in site.tree().items()
        if path.endswith(".html") and b"Seen" in data and b'class="note"' in data
    ]
    assert text in site.article(page)


def test_several_programs_read_one_text() -> None:
    text = "{{< nothing >}} a {{< comment >}}b{{< /comment >}}{% comment %}c{% endcomment %}{% odd %}"
    shown, unknown = carried_out(text, ["hugo", "jekyll"])
    assert shown == "{{< nothing >}} a {% odd %}"
    assert [one.written for one in unknown] == ["{{< nothing >}}"]


def test_callouts_within_callouts_keep_their_ends() -> None:
    text = "{{% hint info %}}\na\n{{% details x %}}\nb\n{{% /details %}}\nc\n{{% /hint %}}"
    assert carried_out(text, ["hugo"])[0] == ":::: info\na\n::: details x\nb\n:::\nc\n::::"


def test_code_with_fences_in_it_keeps_its_end() -> None:
    text = "{% highlight md %}\n```\nx\n```\n{% endhighlight %}"
    assert carried_out(text, ["jekyll"])[0] == "````md\n```\nx\n```\n````"


@pytest.mark.parametrize(
    "text",
    [
        "{{< " * 20_000,
        "{% " * 20_000,
        "{% raw %}" * 20_000,
        "{#" * 20_000,
        "{% # " * 20_000,
        "{% comment %}" * 20_000,
        "{{< comment " * 5_000,
        "#+BEGIN_COMMENT\n" * 10_000,
        '{{< comment "' * 5_000,
        "{% comment %}{% endcomment %}" * 5_000,
        "{:" * 20_000,
        "{{<x>}}" * 20_000,
        "![" * 20_000,
        "- a\n" + "  id:: a\n" * 20_000,
        "]{.a" * 20_000,
        "#+BEGIN_A " * 20_000,
        "](a" * 20_000,
        "{: .x}\n" + "~~~a\n" * 12_000,
        "{:a" * 60_000,
        "{%raw%}{#" * 20_000,
    ],
)
@pytest.mark.parametrize("program", ["hugo", "jekyll", "hexo", "logseq", "mkdocs", "macros"])
def test_no_text_takes_long(program: Program, text: str) -> None:
    with limit():
        assert len(carried_out(text, [program])[0]) <= len(text)


@pytest.mark.parametrize("text", ["\t" * 100_000, "- " * 50_000, "a " * 50_000, "a:: b\n" * 20_000])
def test_no_page_of_an_outline_takes_long(text: str) -> None:
    with limit():
        page_properties(text)


def test_an_unknown_one_is_said_once_with_its_line(site: Site) -> None:
    site.write("config.toml", 'title = "T"\n').write(
        "content/a.md", "---\ntitle: A\n---\n\ntext {{< odd >}}\n"
    )
    site.write("content/b.md", "{{< odd >}} {{< odd >}}\n").build()
    said = [problem for problem in site.report.problems if problem.code == "instruction"]
    assert [(problem.path, problem.line, problem.column) for problem in said] == [("content/a.md", 5, 6)]
    assert said[0].message == "nobody here knows `{{< odd >}}`; it stands as it is written, in 2 notes"
    assert "{{&lt; odd &gt;}}" in site.article("a/index.html")


def test_what_a_page_of_logseq_says_of_itself(site: Site) -> None:
    site.write("logseq/config.edn", "").write(
        "pages/a.md", "title:: Name\nalias:: Other, Third\ntags:: x, [[y z]]\ntype:: [[T]]\n\n- text\n"
    )
    site.write("pages/b.md", "- See [[Third]] and [[Name]].\n").write(
        "pages/c.md", "public:: false\n- hush\n"
    ).build()
    assert "<h1>Name</h1>" in site.html("pages/a.html")
    assert "tags::" not in site.html("pages/a.html")
    assert "alias:: Other, Third" in site.article("pages/a.html")
    assert site.article("pages/b.html").count('href="../pages/a.html"') == 2
    assert "y z" in site.html("tags/index.html")
    assert site.report.hidden.private == 1


def test_a_graph_of_which_only_public_pages_are_published(site: Site) -> None:
    site.write("logseq/config.edn", "").write("hortus.yaml", "publish: opt-in\n")
    site.write("pages/a.md", "public:: true\n\n- a\n").write("pages/b.md", "- b\n")
    site.write("pages/c.md", "publish:: true\n- c\n").write("journals/2026_03_01.md", "- d\n").build()
    assert {place for _, place in site.report.places} == {"pages/a.html", "pages/c.html"}


@pytest.mark.parametrize(
    ("settings", "path", "text"),
    [
        ({"logseq/config.edn": ""}, "pages/a.md", "- a\n  id:: 6f\n  collapsed:: true\n\t- b\n\t  id:: 7f\n- ![[x.png]] c"),
        ({"logseq/config.edn": ""}, "pages/a.md", "- a\n  id:: 6f\n  collapsed:: true\n\t- ![[x.png]]\n\t  id:: 7f"),
        ({"hugo.toml": ""}, "content/a.md", "{{< tabs >}}{{< tab A >}}a{{< /tab >}}{{< /tabs >}}\n\n{{< highlight go >}}x{{< /highlight >}}\n\n![](x.png)"),
        ({"_config.yml": "title: T", "source/_posts/b.md": "b"}, "source/_posts/a.md", "{% tabs n %}\n<!-- tab -->\n\na\n<!-- endtab -->\n{% endtabs %}\n\n![](x.png)"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_note_names_the_lines_of_its_file(
    site: Site, settings: dict[str, str], path: str, text: str
) -> None:
    for name, said in settings.items():
        site.write(name, said)
    site.write(path, f"---\ntitle: A\n---\n{text}\n").build()
    line = 4 + text[: text.index("x.png")].count("\n")
    assert [problem.line for problem in site.report.problems if problem.code.startswith("missing")] == [line]


@pytest.mark.parametrize(
    "text", ["- TODO ![[x.png]]", "- LATER [#A] ![[x.png]]", "- DONE b\n  id:: 6f\n- ![[x.png]] c"]
)
def test_what_is_said_of_a_note_names_the_columns_of_its_file(site: Site, text: str) -> None:
    site.write("logseq/config.edn", "").write("pages/a.md", text).build()
    row = text.rpartition("\n")[2]
    (problem,) = [problem for problem in site.report.problems if problem.code.startswith("missing")]
    assert (problem.line, problem.column) == (text.count("\n") + 1, row.index("![[") + 1)
