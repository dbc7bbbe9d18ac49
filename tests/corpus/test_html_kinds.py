"""What a web page says by its elements: formulas, code, tables, signs, notes, and text that opens at a click."""

import pytest

from openbook.corpus.formats.html import fragment, page
from openbook.corpus.parsed import Unreadable

LINE = "The dredger works the eastern basin until the herring come, and is then laid up beside the coal quay."


def read(html: str) -> str:
    return page(f"<body>{html}</body>").text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>", r"$\frac{a}{2}$"),
        ("<math><mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac></math>", r"$\binom{n}{k}$"),
        ("<math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>", r"$\sqrt{x+1}$"),
        ("<math><mroot><mi>x</mi><mn>3</mn></mroot></math>", r"$\sqrt[3]{x}$"),
        ("<math><msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup></math>", "$ab^{2}$"),
        ("<math><msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup></math>", "${a+b}^{2}$"),
        ("<math><msub><mi>x</mi><mi>i</mi></msub></math>", "$x_{i}$"),
        ("<math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math>", "$x_{i}^{2}$"),
        ("<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>", "$∑_{i}^{n}$"),
        ("<math><munder><mi>lim</mi><mi>n</mi></munder></math>", r"$\lim_{n}$"),
        ("<math><munder><mi>a</mi><mi>b</mi></munder></math>", r"$\underset{b}{a}$"),
        ("<math><mover><mi>v</mi><mo>→</mo></mover></math>", r"$\vec{v}$"),
        ("<math><mover><mo>=</mo><mi>d</mi></mover></math>", r"$\overset{d}{=}$"),
        ("<math><mfenced open='[' separators=';'><mi>a</mi><mi>b</mi></mfenced></math>", "$[a;b)$"),
        (
            "<math><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd><mtd>4</mtd></mtr></mtable></math>",
            r"$\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}$",
        ),
        (
            "<math><mmultiscripts><mi>C</mi><mn>1</mn><none/><mprescripts/><none/><mn>14</mn></mmultiscripts></math>",
            "${}^{14}C_{1}$",
        ),
        ("<math><mi>sin</mi><mi>x</mi></math>", r"$\sin x$"),
        ("<math><mi>max</mi><mo>&#x2061;</mo><mi>rate</mi></math>", r"$\max \mathrm{rate}$"),
        ("<math><mtext>if  odd</mtext></math>", r"$\text{if odd}$"),
        ("<math><menclose notation='box'><mi>x</mi></menclose></math>", r"$\boxed{x}$"),
        ("<math display=block><mi>x</mi></math>", "$$x$$"),
        ("<math alttext='x squared'><msup><mi>x</mi><mn>2</mn></msup></math>", "$x^{2}$"),
        ("<math><mi>y</mi><annotation encoding='application/x-tex'>\\displaystyle y_1</annotation></math>", "$y_1$"),
    ],
)
def test_formulas_keep_what_their_signs_mean(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


KATEX = "<span class=katex><math><annotation encoding=TeX>x^2</annotation></math><b aria-hidden=true>x2</b></span>"
MATHJAX_2 = "<b class=MathJax_Preview>x2</b><b class=MathJax>x<sup>2</sup></b><script type='math/tex'>x^2</script>"
MATHJAX_3 = "<mjx-container><b aria-hidden=true>x2</b><math alttext='x^2'></math></mjx-container>"
WIKI = "<b class=mwe-math-element><b hidden><math alttext='{\\displaystyle x^2}'></math></b><img alt='x^2'></b>"


@pytest.mark.parametrize(
    "html",
    [
        KATEX,
        MATHJAX_2,
        MATHJAX_3,
        WIKI,
        "<script type='math/mml'><math alttext='x^2'></math></script>",
        "<img class=tex alt='$x^2$'>",
        "<div class=math><img alt='x^2'></div>",
    ],
)
def test_a_formula_is_read_once_however_often_the_page_holds_it(html: str) -> None:
    assert fragment(html) == "$x^2$"


def test_formulas_with_a_prefix_are_formulas() -> None:
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:m="http://www.w3.org/1998/Math/MathML"><body><p>'
    assert fragment(f"{xhtml}<m:math><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math></p></body>") == "$x^{2}$"


def test_what_stands_in_cdata_of_xhtml_is_text() -> None:
    assert fragment('<?xml version="1.0"?><html><body><p>a <![CDATA[< b & c]]></p></body></html>') == "a < b & c"


def test_formulas_that_are_only_drawn_are_said() -> None:
    found = page(f"<p>{LINE}</p><p>It is <mjx-container><svg></svg></mjx-container>.</p>")
    assert tuple(map(str, found.notices)) == ("1 formula is only drawn, without TeX or MathML: not read",)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<pre><div>cd quay</div><div>make</div></pre>", "cd quay\nmake"),
        ("<pre><div>a</div><div><br></div><div>b</div></pre>", "a\n\nb"),
        ("<pre><div>a</div>\n<div>  b</div>\n</pre>", "a\n  b"),
        ("<pre><div><span>a</span>\n</div><div>b\n</div></pre>", "a\nb"),
        ("<pre>a<br>  b<br>c</pre>", "a\n  b\nc"),
        ("<pre><code>a</code><code>b</code></pre>", "a\nb"),
        ("<pre><code><span class=line>a</span><span class=line>b</span></code></pre>", "a\nb"),
        ("<pre><span data-line=1>a</span><span data-line=2>b</span></pre>", "a\nb"),
        ("<pre><span style='display: block'>a</span><span style='display: block'>  b</span></pre>", "a\n  b"),
        ("<table><tr><td data-line-number=1><td>a<tr><td data-line-number=2><td>  b</table>", "a\n  b"),
        ("<pre><span class=linenos>1</span>a\n<span class=linenos>2</span>b</pre>", "a\nb"),
        ("<pre><span>1</span>let a\n<span>2</span>  b</pre>", "let a\n  b"),
        ("<pre><a class=copy-btn>Copy</a>a = 1</pre>", "a = 1"),
        ("<pre><button>Copy</button>a = 1</pre>", "a = 1"),
        ("<table><tr><td><pre>1\n2</pre></td><td><pre>a\n  b</pre></td></tr></table>", "a\n  b"),
        ("<table class=highlight><tr><td class=lnt><td>a<tr><td class=lnt><td>  b</table>", "a\n  b"),
        ("<div class=code><table><tr><td>7</td><td><code>a</code></td></tr></table></div>", "a"),
        ("<xmp>a &lt; <b></xmp>", "a &lt; <b>"),
    ],
)
def test_lines_of_code_stay_lines_and_their_numbers_go(html: str, wanted: str) -> None:
    assert fragment(html) == f"```\n{wanted}\n```"


def test_numbers_that_are_code_stay() -> None:
    assert fragment("<pre>1 a\n2 b</pre>") == "```\n1 a\n2 b\n```"
    assert fragment("<pre><span>10</span> PRINT\n<span>20</span> END</pre>") == "```\n10 PRINT\n20 END\n```"


def test_code_is_named_by_its_data() -> None:
    assert fragment("<pre data-language=sh>ls</pre>") == "```sh\nls\n```"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("e<sup>ix</sup> is", "e^ix is"),
        ("10<sup>6</sup>m", "10^{6}m"),
        ("x<sup>n+1</sup>", "x^{n+1}"),
        ("the 5<sup>th</sup>", "the 5th"),
        ("cost 12<sup>a</sup> crowns", "cost 12^a crowns"),
        ("rose<sup>3</sup> in", "rose^3 in"),
        ("Na<sup>+</sup>", "Na+"),
        ("Ropex<sup>TM</sup>", "Ropex™"),
        ("1 <sup>1</sup>⁄<sub>2</sub>", "1 1⁄2"),
        ("1<sup>1</sup>/<sub>2</sub>", "1 1/2"),
        ("<sup>1</sup> By the gauge", "[1] By the gauge"),
        ("in 1811<sup><a href=#n>2</a></sup>", "in 1811[2]"),
        ("x<sub>i+1</sub>", "x_{i+1}"),
        ("H<sub>2</sub>O and (OH)<sub>2</sub>", "H2O and (OH)2"),
        ("101<sub>2</sub>", "101_2"),
        ("V<sub>max</sub>", "V_max"),
    ],
)
def test_raised_and_lowered_signs_never_fuse(html: str, wanted: str) -> None:
    assert fragment(f"<p>{html}</p>") == wanted
    assert fragment(f"<table><tr><th>a<th>b<tr><td>{html}<td>1</table>").split("\n")[2] == f"| {wanted} | 1 |"


@pytest.mark.parametrize(
    "mark",
    [
        "<a role=doc-noteref href='#n'>1</a>",
        "<a epub:type=noteref href='#n'>1</a>",
        "<a class=footnote-ref href='#n'><sup>1</sup></a>",
        "<a href='#n'>[1]</a>",
        "<a href='notes.html#n'>1</a>",
    ],
)
def test_the_mark_of_a_note_is_no_part_of_the_word(mark: str) -> None:
    assert fragment(f"<p>nine feet{mark} in a night</p>") == "nine feet[1] in a night"


def test_a_note_begins_with_its_mark() -> None:
    html = "<p>feet<a role=doc-noteref href='#n'>1</a></p><aside id=n><p>By the gauge.</p></aside>"
    assert fragment(html) == "feet[1]\n\n[1] By the gauge."


def test_a_link_to_a_number_is_no_note() -> None:
    assert fragment("<p>See page <a href='#p12'>12</a> and 3.<a href='#s2'>2</a></p>") == "See page 12 and 3.2"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p><img alt=T>he miller rose</p>", "The miller rose"),
        ("<p><span><img alt=T></span>he miller rose</p>", "The miller rose"),
        ("<h2><img alt='The flood'></h2>", "## The flood"),
        ("<p>Open: <img alt=yes> Shut: <img alt=no></p>", "Open: yes Shut: no"),
        ("<table><tr><td>Open<td><img alt=yes></table>", "| Open | yes |"),
        (
            "<p>Quay: <svg><title>open</title><path/></svg>, lock: <svg aria-label=shut></svg></p>",
            "Quay: open, lock: shut",
        ),
        ("<p>Quay: <picture><source srcset=a><img alt=open></picture> today</p>", "Quay: open today"),
        ("<figure><picture><img alt='A view'></picture><figcaption>The quay</figcaption></figure>", "The quay"),
        (
            "<ul><li><img alt=Warning> <b>Warning</b>: ice<li><img alt=Done> mended</ul>",
            "- Warning: ice\n- Done mended",
        ),
        ("<dl><dt>Quay<dd><img alt=open></dl>", "Quay\n: open"),
        ("<p>Quay: <i class=lamp title=open></i> today</p>", "Quay: open today"),
        ("<p>Quay: <span class=icon-x title=shut></span> today</p>", "Quay: shut today"),
        ("<p>Quay: <b role=img title=shut></b> today</p>", "Quay: shut today"),
        ("<p>Quay <svg aria-hidden=true><title>open</title></svg> wall</p>", "Quay wall"),
        ("<p>Read <a href=x>the rules <svg><title>leads elsewhere</title></svg></a> first</p>", "Read the rules first"),
        (
            "<p>It rose <svg><title>A curve of all the gauges along the whole river</title></svg> fast</p>",
            "It rose fast",
        ),
        ("<p>The quay <img alt='quay.png'> is old</p>", "The quay is old"),
        ("<p>The quay <img alt='A view of the quay' width=400> is old</p>", "The quay is old"),
        ("<p><img alt='A view of the quay'> The quay is old</p>", "The quay is old"),
        ("<p>The quay <a href=x><img alt='Enlarge'></a> is old</p>", "The quay is old"),
        ("<figure><img alt='A view'><figcaption>The quay</figcaption></figure>", "The quay"),
    ],
)
def test_pictures_are_read_where_they_stand_for_words(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>fee <del>20 </del>25</p>", "fee ~~20~~ 25"),
        ("<p>was <s>never</s> <strike>seldom</strike> paid</p>", "was ~~never~~ ~~seldom~~ paid"),
        ("<p>was <span style='text-decoration: line-through'>never</span> paid</p>", "was ~~never~~ paid"),
        ("<del><p>one</p><p>two</p></del><p>three</p>", "~~one~~\n\n~~two~~\n\nthree"),
        ("<table><tr><td>fee<td><del>20</del> 25</table>", "| fee | ~~20~~ 25 |"),
    ],
)
def test_what_is_struck_out_is_marked(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


@pytest.mark.parametrize(
    "item",
    [
        "<li><input type=checkbox checked> Paint",
        "<li><label><input type=checkbox checked>Paint</label>",
        "<li><div class='checkbox checkbox-on'></div> Paint",
        "<li class=checked>Paint",
        "<li data-checked=true>Paint",
        "<li data-list=checked>Paint",
        "<li><span role=checkbox aria-checked=true></span>Paint",
        "<li><i class='fa fa-check-square-o'></i>Paint",
        "<li><i class='bi bi-check2-square'></i> Paint",
    ],
)
def test_a_ticked_box_is_told_from_an_open_one(item: str) -> None:
    still_open = item.replace(" checked>", ">").replace("checkbox-on", "checkbox-off")
    still_open = still_open.replace("=checked", "=unchecked").replace("=true", "=false")
    still_open = still_open.replace("check-square-o", "square-o").replace("check2-square", "square")
    assert fragment(f"<ul>{item}</ul>") == "- [x] Paint"
    assert fragment(f"<ul>{still_open}</ul>") == "- [ ] Paint"


def test_boxes_of_forms_are_no_text() -> None:
    assert (
        fragment("<ul><li><input type=checkbox id=a><label for=a>More</label><div>Text</div></ul>")
        == "- More\n\n  Text"
    )
    assert fragment("<form><input type=checkbox> I agree</form>") == "I agree"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<font face=Symbol>b</font>", "β"),
        ("<span style='font-family:Symbol'>&#61537;</span>", "α"),
        ("<span style='font-family:Wingdings'>&#61692;</span>", "✓"),
        ("<span style='font-family:\"Segoe UI Symbol\"'>b</span>", "b"),
        ("<span style='font-family:Symbol'>&#183;<span style='font:7pt Times'>a</span></span>", "•a"),
    ],
)
def test_signs_of_symbol_fonts_are_read_as_what_they_show(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Press <button>Save all</button> to keep it</p>", "Press Save all to keep it"),
        ("<h2><button>Are dogs allowed?</button></h2><p>Yes</p>", "## Are dogs allowed?\n\nYes"),
        ("<button>Are dogs allowed?</button><div>On a lead</div>", "Are dogs allowed?\n\nOn a lead"),
        (
            "<div><button aria-expanded=false>Dogs?</button></div><div>On a lead</div>",
            "Dogs?\n\nOn a lead",
        ),
        ("<h2>Setup <button>Copy link</button></h2>", "## Setup"),
        ("<button>Copy</button><pre>a</pre>", "```\na\n```"),
        ("<form><button>Send</button><p>We write seldom</p></form>", "We write seldom"),
    ],
)
def test_buttons_are_read_where_they_are_words_or_questions(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<h3>When?</h3><div style='display:none'><p>{}</p></div>",
        "<button aria-controls=a>When?</button><p>-</p><div id=a hidden><p>{}</p></div>",
        "<div><a href='#a'>When?</a></div><div style='display: none'>{}</div>",
        "<div hidden=until-found><p>{}</p></div>",
        "<details><summary>When?</summary><p>{}</p></details>",
        "<div role=tabpanel hidden><p>{}</p></div>",
        "<ul><li>One</li><li hidden>{}</li></ul>",
        "<div class=slide>One</div><div class=slide style='display:none'>{}</div>",
        "<dl><dt>When?</dt><dd hidden>{}</dd></dl>",
        "<div><div class=note-title>When?</div><div class=note-text style='display:none'>{}</div></div>",
        "<div><div class=toggle>When?</div><div style='display:none'>{}</div></div>",
        "<div><b onclick='show()'>When?</b></div><div style='display:none'>{}</div>",
        "<div>When? <input type=button value=Show></div><div class=quote><div style='display:none'>{}</div></div>",
        "<div aria-hidden=true>{}</div>",
        "<iframe srcdoc='<p>{}</p>'></iframe>",
        "<div><template shadowrootmode=open><p>{}</p></template></div>",
    ],
)
def test_text_that_something_opens_is_read(html: str) -> None:
    wanted = "From nine to five, on Saturdays until noon."
    assert wanted in read(f"<main><p>{LINE}</p>{html.format(wanted)}</main>")


@pytest.mark.parametrize(
    "html",
    [
        "<div hidden><p>{}</p></div>",
        "<h3>Name</h3><div hidden><input><p>{}</p></div>",
        "<h3>Links</h3><div hidden><a href=x>{}</a></div>",
        "<span style='display:none'>{}</span>",
        "<div><div class=note-title>When?</div><div class=quote-text style='display:none'>{}</div></div>",
        "<div><div class=news-entry>Send <input name=a></div><div class=news-done style='display:none'>{}</div></div>",
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
        "<div role=dialog>{}</div>",
        "<dialog>{}</dialog>",
        "<div class=cookie-banner>{}</div>",
    ],
)
def test_text_that_nothing_opens_is_left_out(html: str) -> None:
    hidden = "From nine to five, on Saturdays until noon."
    assert hidden not in read(f"<main><p>{LINE}</p>{html.format(hidden)}</main>")


def test_hidden_text_is_said_where_it_is_much() -> None:
    found = page(f"<main><p>{LINE * 9}</p><div hidden><p>{'The tide turns at six. ' * 20}</p></div></main>")
    assert tuple(map(str, found.notices)) == (
        "hidden text that nothing on the page opens is left out (459 characters)",
    )


def test_a_slide_that_repeats_another_is_read_once() -> None:
    html = f"<main><div class=slide>{LINE}</div><div class=slide aria-hidden=true>{LINE}</div></main>"
    assert read(html) == LINE


def test_the_page_behind_a_dialog_is_read_and_the_dialog_not() -> None:
    html = f"<div aria-hidden=true><main><h1>Tides</h1><p>{LINE}</p></main></div><div role=alertdialog>Take all?</div>"
    assert read(html) == f"# Tides\n\n{LINE}"


def test_a_dialog_that_is_open_in_the_text_and_asks_nothing_is_text() -> None:
    assert "Low water at six" in read(f"<main><p>{LINE}</p><dialog open>Low water at six</dialog></main>")


def test_panels_stand_below_the_names_of_their_tabs() -> None:
    html = (
        "<div><div role=tablist><button role=tab id=l>Linux</button><button role=tab id=m>Mac</button></div>"
        "<div role=tabpanel aria-labelledby=l><p>Run it.</p></div>"
        "<div role=tabpanel aria-labelledby=m hidden><p>Drag it.</p></div></div>"
    )
    assert fragment(html) == "Linux\n\nRun it.\n\nMac\n\nDrag it."


def test_parts_stand_below_the_names_of_the_buttons_that_open_them() -> None:
    buttons = "<div><button aria-controls=l>Linux</button><button aria-controls=m>Mac</button></div>"
    parts = "<div id=l><p>Run it.</p></div><div id=m style='display:none'><p>Drag it.</p></div>"
    assert fragment(buttons + parts) == "Linux\n\nRun it.\n\nMac\n\nDrag it."


def test_parts_stand_below_the_labels_of_the_choices_that_show_them() -> None:
    labels = "<div><label for=l>Linux</label><label for=m>Mac</label></div>"
    parts = "<div><div><p>Run it.</p></div><div><p>Drag it.</p></div></div>"
    html = f"<div><input type=radio id=l><input type=radio id=m>{labels}{parts}</div>"
    assert fragment(html) == "Linux\n\nRun it.\n\nMac\n\nDrag it."


def test_answers_are_read_although_nothing_but_their_order_says_what_opens_them() -> None:
    one = "<div class=q>Dogs, number {n}?</div><div class=a style='display:none'>Yes, {n} of them.</div>"
    text = read(f"<main><p>{LINE}</p>{one.format(n=1)}{one.format(n=2)}</main>")
    assert text.endswith("Dogs, number 1?\n\nYes, 1 of them.\n\nDogs, number 2?\n\nYes, 2 of them.")


def test_what_is_shown_without_scripts_is_read_where_it_is_the_page() -> None:
    assert read(f"<noscript><p>{LINE}</p></noscript><div></div>") == LINE


def test_boxes_that_are_said_to_be_a_table_are_one() -> None:
    row = "<div role=row><b role={0}>{1}</b><b role={0}>{2}</b></div>"
    table = row.format("columnheader", "a", "b") + row.format("cell", 1, 2)
    assert fragment(f"<div role=table>{table}</div>") == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_icons_that_say_yes_or_no_are_read_where_they_are_all_there_is_in_a_cell() -> None:
    table = "<tr><th>k<th>v<tr><td>a<td><i class='fa fa-check'></i><tr><td>b<td><i class='bi bi-x-lg'></i>"
    assert fragment(f"<table>{table}</table>").endswith("| a | ✓ |\n| b | ✗ |")


@pytest.mark.parametrize(
    "svg",
    ["<svg aria-label=yes></svg>", "<svg><title>yes</title><path d=x></svg>", "<div><svg aria-label=yes></svg></div>"],
)
def test_a_drawing_that_is_all_there_is_in_a_cell_is_read_as_what_it_says(svg: str) -> None:
    assert fragment(f"<table><tr><th>k<th>v<tr><td>a<td>{svg}</table>").endswith("| a | yes |")


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<ol><li value=5>a<li>b</ol>", "5. a\n6. b"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", "i. a\nii. b"),
        ("<ol type=A style='list-style: none inside'><li>Tar it.<li>Dry it.</ol>", "- Tar it.\n- Dry it."),
        ("<ol><li>(1) Dues.<li><p>(1a) Rafts.</p></ol>", "- (1) Dues.\n- (1a) Rafts."),
        ("<ol><li>a) oak<li>b) larch</ol>", "- a) oak\n- b) larch"),
        ("<ol><li>1. Hemp<li><b>2.</b> Tar</ol>", "- 1. Hemp\n- 2. Tar"),
        ("<ol><li>3. May 1901<li>9. May 1901</ol>", "1. 3. May 1901\n2. 9. May 1901"),
        ("<ol><li>(a) oak<li>larch</ol>", "1. (a) oak\n2. larch"),
        (
            "<table><tr><th>x<th>y<tr><td>1<td><ol><li>(i) oak<li>(ii) elm</ol></table>",
            "| x | y |\n| --- | --- |\n| 1 | (i) oak, (ii) elm |",
        ),
        ("<ol type=a start=26><li>a<li>b</ol>", "z. a\naa. b"),
        ("<ol type=I start=4><li>a</ol>", "IV. a"),
        ("<ol start=-1><li>a<li>b</ol>", "-1. a\n0. b"),
    ],
)
def test_items_have_the_numbers_that_the_page_shows(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<p>{line}</p><aside class='admonition warning'>Hot!</aside>",
        "<p>{line}</p><aside><p>Hot! Never open both valves while the boiler is hot.</p></aside>",
        "<p>{line}</p><aside role=note>Hot!</aside>",
        "<p>{line}</p><nav><p>Hot! Never open both valves while the boiler is hot.</p></nav>",
        "<p>{line}</p><blockquote><p>Not cold</p><footer>Hot!</footer></blockquote>",
        "<p>{line}<sup><a href='#n1'>1</a></sup></p><footer><ol><li id=n1>Hot!</ol></footer>",
        "<p>{line}</p><div class=sidebar>Hot! Never open both valves while the boiler is hot.</div>",
    ],
)
def test_what_usually_surrounds_a_text_stays_where_it_is_a_part_of_it(html: str) -> None:
    assert "Hot!" in read(f"<main>{html.format(line=LINE)}</main>")


@pytest.mark.parametrize(
    "html",
    [
        "<aside>Ad</aside>",
        "<aside><a href=x>Ad: all about ropes and how to buy them</a></aside>",
        "<aside><form><p>Ad: all about ropes in your letter box</p><input></form></aside>",
        "<nav><a href=x>Ad: all about ropes and how to buy them</a></nav>",
        "<footer>Ad: all about ropes and how to buy them</footer>",
    ],
)
def test_what_surrounds_a_text_goes(html: str) -> None:
    assert read(f"<main><p>{LINE} {LINE}</p>{html}</main>") == f"{LINE} {LINE}"


def test_a_frame_between_parts_of_a_text_is_text() -> None:
    frame = "<div class=sidebar>Hot! Never open both valves while the boiler is hot.</div>"
    assert "Hot!" in read(f"<div>{LINE} {LINE}</div>{frame}<div>{LINE} {LINE}</div>")
    assert "Hot!" in read(f"<div>{LINE} {LINE}</div>{frame}<a id=valve></a><span></span><div>{LINE} {LINE}</div>")
    assert "Hot!" not in read(f"<div>{LINE} {LINE}</div>{frame}")


def test_lines_of_a_poem_go_without_the_numbers_that_count_them() -> None:
    lines = "<div>The wide sea,<span class=lnum>10</span></div><div>in <span class=lineno>May</span></div>"
    assert fragment(lines) == "The wide sea,\n\nin May"


def test_links_to_the_heading_that_they_stand_in_are_no_text() -> None:
    assert fragment("<h2 id=a>Tides<a href='#a'>¶</a></h2><p>See <a href='#a'>Tides</a></p>") == "## Tides\n\nSee Tides"


def test_several_articles_are_read_with_the_heading_above_them() -> None:
    html = "<h1>Letters</h1>" + "".join(f"<article><h2>{n}</h2><p>{n}. {LINE}</p></article>" for n in range(3))
    assert read(html) == "# Letters\n\n" + "\n\n".join(f"## {n}\n\n{n}. {LINE}" for n in range(3))


def test_a_heading_above_the_article_is_read() -> None:
    assert read(f"<div><h1>Tides</h1></div><article><p>{LINE}</p></article>") == f"# Tides\n\n{LINE}"


def test_notes_outside_of_the_main_content_come_with_it() -> None:
    mark = "<sup><a href='#n'>1</a></sup>"
    html = f"<main><p>{LINE}{mark}</p></main><section><ol><li id=n>By the gauge.</ol></section>"
    assert read(html) == f"{LINE}[1]\n\n1. By the gauge."


def test_a_list_of_links_that_the_text_announces_is_read() -> None:
    links = "".join(f"<li><a href={n}>Member {n}</a>" for n in range(15))
    assert "Member 14" in read(f"<main><p>{LINE * 20}</p><p>成员：</p><ul>{links}</ul></main>")
    assert "Member 14" in read(f"<main><p>{LINE * 20}</p><h2>Members</h2><ul>{links}</ul></main>")
    assert "Member 14" in read(f"<main><p>{LINE}</p><div><ul>{links}</ul></div></main>")


def test_a_page_that_is_left_out_by_more_than_a_third_says_so() -> None:
    found = page(f"<body><div>{LINE}</div><main><p>{LINE}</p></main>")
    [said] = map(str, found.notices)
    assert said.startswith(f"50 % of the page's visible text is left out ({len(LINE)} of {2 * len(LINE)} characters)")
    assert said.endswith(": outside of the main part 50 %")


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (
            f"<tr><th>k<th>v<tr><td>a<td>{LINE * 9}<tr><td>b<td>2",
            f"| k | v |\n| --- | --- |\n| a | {LINE * 9} |\n| b | 2 |",
        ),
        (
            "<tr><th>Boat<th>Gear<tr><td>Tern<td><table><tr><td>nets<td>4<tr><td>pots<td>9</table>",
            "| Boat | Gear |\n| --- | --- |\n| Tern | nets, 4; pots, 9 |",
        ),
        ("<tr><th>k<th>v<tr><td>a<td><pre>x\n y</pre>", "| k | v |\n| --- | --- |\n| a | `x` `y` |"),
        ("<tr><td>k<td>Gear:<ul><li>nets<li>pots</ul>", "| k | Gear: nets, pots |"),
        ("<tr><td>k<td><ol><li>open<li>shut</ol>", "| k | 1. open, 2. shut |"),
        (
            "<thead><tr><th rowspan=2>k<th colspan=2>Q<tr><th>1<th>2<tbody><tr><td>a<td>3<td>4",
            "| k | Q / 1 | Q / 2 |\n| --- | --- | --- |\n| a | 3 | 4 |",
        ),
        ("<tr><th>k<th>v<tr><th colspan=2>Cold<tr><td>a<td>3", "| k | v |\n| --- | --- |\n| Cold |  |\n| a | 3 |"),
        (
            "<thead><tr><th>k<th>v</thead><tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>a<td>3",
            "| k | v |\n| --- | --- |\n| a | 3 |\n| sum | 3 |",
        ),
    ],
)
def test_rich_cells_do_not_dissolve_a_table(table: str, wanted: str) -> None:
    assert fragment(f"<table>{table}</table>") == wanted


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    assert fragment(f"<table><tr><td>Menu<td>{LINE * 9}</table>") == f"Menu\n\n{LINE * 9}"
    assert fragment("<table role=presentation><tr><td>a<td>b</table>") == "a\n\nb"


def test_two_line_breaks_end_a_paragraph() -> None:
    assert fragment("<p>one<br>two<br><br>three</p>") == "one\ntwo\n\nthree"


def test_a_title_that_never_ends_does_not_swallow_the_page() -> None:
    assert page(f"<title>Tides<body><p>{LINE}").text == LINE


def test_a_page_for_programs_without_frames_is_read_and_the_frames_are_said() -> None:
    frames = f'<html><frameset><frame src="menu.html"><noframes><body><p>{LINE * 3}</p></body></noframes></frameset>'
    document = page(frames)
    assert document.text == LINE * 3
    assert "menu.html" in str(document.notices[0])


def test_a_page_that_only_says_it_needs_frames_is_empty_and_names_them() -> None:
    frames = '<frameset><frame src="menu.html"><noframes><p>Ihr Browser zeigt keine Rahmen.</p></noframes></frameset>'
    with pytest.raises(Unreadable, match=r"menu\.html"):
        page(frames)


FORUM = "<h2>Wheel</h2><p>{}</p>".format("It leaks at three of its boards, and pitch does not hold in frost. " * 2)


@pytest.mark.parametrize(
    "frame",
    [
        "<div id=page-header><a href=/>Millers</a><ul class=nav-main><li><a href=/l>Anmelden</a></ul></div>{}",
        "<ul class='top-menu left'><li><a href=/a>Millers</a><li><a href=/b>Anmelden</a></ul>{}",
        "{}<div class=site-footer><p>Millers, run by Anmelden 3.1</p></div>",
        "<main>{}<section id=footer>Millers. Anmelden</section></main>",
    ],
)
def test_what_leads_about_a_site_is_known_by_its_name_and_its_links(frame: str) -> None:
    text = page(f"<body>{frame.format(FORUM)}</body>").text
    assert text.startswith("## Wheel")
    assert "Anmelden" not in text


@pytest.mark.parametrize(
    "kept",
    [
        "<div class=page-header><h1>Millers</h1> <a href=/x>and friends</a></div>{}",
        "<div class=header-note>The lock is shut until <a href=/m>May</a>.</div>{}",
        "<div class=footer>The lock is shut until May.</div>{}",
        "<p>The wheel.</p><ul class=nomenclature><li><a href=/o>Oak</a></ul>{}",
        "<div class=menu><p>Eel in dill, 3 crowns</p></div>{}",
    ],
)
def test_what_only_has_such_a_name_stays(kept: str) -> None:
    assert not page(f"<body>{kept.format(FORUM)}</body>").text.startswith("## Wheel")


def test_the_label_of_a_part_that_is_open_is_no_text() -> None:
    opened = "<details open><summary class=hideme><span>Expand description</span></summary><p>A boat.</p></details>"
    assert page(f"<body><h1>Boat</h1>{opened}</body>").text == "# Boat\n\nA boat."


def styled(styles: str, html: str) -> str:
    return page(f"<head><style>{styles}</style></head><body>{html}</body>").text


@pytest.mark.parametrize(
    ("styles", "wanted"),
    [
        (".a { text-decoration: line-through }", "10 ~~2~~ crowns"),
        ("span.a{text-decoration-line:line-through}", "10 ~~2~~ crowns"),
        (".a{vertical-align:super;font-size:7pt}", "10^2 crowns"),
        (".b, .a{vertical-align:sub}", "10_2 crowns"),
        (".a{position:relative;top:-0.33em;font-size:0.6em}", "10^2 crowns"),
        (".a{vertical-align:-20%;font-size:60%}", "10_2 crowns"),
        (".a{display:none}", "10 crowns"),
        (".a{visibility: hidden}", "10 crowns"),
        (".a{display:none} .x .a.open{display:inline}", "102 crowns"),
        ("@media print{.a{display:none}}", "102 crowns"),
        ("/* .a{display:none} */ .a:hover{display:none} .x .a{vertical-align:super}", "102 crowns"),
        (".a{vertical-align:2px}", "102 crowns"),
    ],
)
def test_what_a_class_means_by_the_style_sheet_is_told(styles: str, wanted: str) -> None:
    assert styled(styles, "<p>10<span class=a>2</span> crowns</p>").replace("10~~", "10 ~~") == wanted


@pytest.mark.parametrize(
    ("styles", "wanted"),
    [
        (".steps{list-style-type:lower-alpha}", "a. Hoist.\nb. Cast off."),
        ("main ol.steps { list-style: none }", "- Hoist.\n- Cast off."),
        (".x, .steps{list-style:none} ol.steps{list-style-type:upper-roman}", "I. Hoist.\nII. Cast off."),
        ("ol, ul{list-style:none}", "1. Hoist.\n2. Cast off."),
        (".steps{list-style:none} .steps>li:before{content:counter(n)}", "1. Hoist.\n2. Cast off."),
        (".steps{list-style-position:inside}", "1. Hoist.\n2. Cast off."),
    ],
)
def test_a_list_is_numbered_as_the_style_sheet_of_its_page_has_it(styles: str, wanted: str) -> None:
    assert styled(styles, "<main><ol class=steps><li>Hoist.<li>Cast off.</ol></main>") == wanted


@pytest.mark.parametrize(
    ("styles", "html", "wanted"),
    [
        (".row{display:flex}", "<div class=row><span>Depth</span><span>3 m</span></div>", "Depth 3 m"),
        ("main .row > span{display:inline-grid}",
         "<main><div class=row><span><i>b</i><i>c</i></span></div></main>", "b c"),
        (".l{display:block}",
         "<p><span class=l>Hemp</span><span class=l>Tar<br></span>\n<span class=l>Oil</span></p>",
         "Hemp\nTar\nOil"),
        (".t{display:inline-block;margin:0 4px}",
         "<p><span class=t>red</span><span class=t>green</span></p>", "red green"),
        (".t{display:inline-block;margin:0}", "<p><span class=t>re</span><span class=t>d</span></p>", "red"),
        ("", "<p>Due <span style='float: right'>40</span><b>a day</b></p>", "Due 40 a day"),
        ("", "<p><span style='float:left'>T</span>he tide</p>", "The tide"),
        ("", "<p style='white-space: pre-line'>Hemp\nTar <b>of\npine</b></p>", "Hemp\nTar of\npine"),
        ("@media print{.l{display:block}} .l:hover{display:block}", "<p><i class=l>a</i><i class=l>b</i></p>", "ab"),
        (".l{display:block}", "<pre><span class=l>a</span><span class=l>b</span></pre>", "```\na\nb\n```"),
    ],
)  # fmt: skip
def test_what_only_a_style_sets_apart_does_not_fuse(styles: str, html: str, wanted: str) -> None:
    assert styled(styles, html) == wanted


def test_a_style_of_its_own_raises_a_sign() -> None:
    assert read("<p>10<span style='vertical-align: super'>6</span> m</p>") == "10^6 m"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li class=checked>Oil the crane</li><li>Tar the hull</li></ul>",
        "<ul class=inline-task-list><li class=checked>Oil the crane</li><li>Tar the hull</li></ul>",
    ],
)
def test_an_item_beside_a_ticked_one_is_open(html: str) -> None:
    assert read(html) == "- [x] Oil the crane\n- [ ] Tar the hull"


def test_a_list_of_tasks_may_have_none_done() -> None:
    assert read("<ul class=task-list><li>Oil</li><li>Tar</li></ul>") == "- [ ] Oil\n- [ ] Tar"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#r1' class=data-footnote-backref>back</a>",
        "<a href='#r1'>↩</a>",
        "<a href='#r1'><g-emoji>↩</g-emoji></a>",
        "<a href='m.html#x'><span class=viewcode-link>[source]</span></a>",
        "<a class=mw-jump-link href='#s'>Jump to search</a>",
    ],
)
def test_links_of_the_machinery_are_no_text(link: str) -> None:
    assert read(f"<p>{LINE} {link}</p>") == LINE


def test_a_note_keeps_the_number_that_leads_back() -> None:
    note = "<aside role=note><span>[<a role=doc-backlink href='#r'>1</a>]</span> By the book.</aside>"
    assert "[1] By the book." in read(f"<p>{LINE}</p>{note}")


def test_links_to_share_and_to_read_on_are_left_out() -> None:
    links = "<div class=sharedaddy><h3>Share:</h3><a href=f>Friends</a></div><div class=related-articles><ul>"
    links += "<li><a href=1>Ice on the pond</a></li></ul></div><div class=shared-ownership><p>Three own her.</p></div>"
    assert read(f"<main><p>{LINE}</p>{links}<p>{LINE}</p></main>") == f"{LINE}\n\nThree own her.\n\n{LINE}"


BAR = "<table><tr><td>[ <a href=#a>Next</a> ]</td><td>[ <a href=#b>Up</a> ]</td></tr></table>"


def test_bars_that_stand_before_each_part_are_left_out() -> None:
    parts = [f"{BAR}<h2>Part {number}</h2><p>{LINE}</p>" for number in range(3)]
    assert "Next" not in read("".join(parts))
    assert "Next" in read("".join(parts[:2]))


def test_a_bar_whose_links_say_where_they_lead_is_left_out() -> None:
    bar = "<p>Next: <a href=a rel=next>Moor</a>, Up: <a href=b accesskey=u rel=up>Top</a></p>"
    assert read(f"{bar}<h1>Quay</h1><p>{LINE}</p>") == f"# Quay\n\n{LINE}"


def test_a_bar_of_progress_says_nothing() -> None:
    assert read("<p>Half <progress value=5 max=10>50 %</progress> done</p>") == "Half done"


def test_code_in_a_cell_does_not_unmake_a_table_of_many_rows() -> None:
    rows = "".join(f"<tr><td>{name}</td><td><pre>{name}()</pre></td></tr>" for name in ("tar", "oil", "caulk"))
    assert read(f"<table>{rows}</table>").split("\n")[2:] == ["| oil | `oil()` |", "| caulk | `caulk()` |"]


def test_what_is_made_invisible_is_not_read() -> None:
    assert read("<p>Sheep <span style='visibility:hidden'>ghost</span> graze.</p>") == "Sheep graze."


RADIO = "<input type=radio name=tide>"
LABELLED = f"{RADIO}<label>Ebb</label>{RADIO}<label>Flood</label>"


@pytest.mark.parametrize(
    "tabs",
    [
        f"{LABELLED}<div><section><p>Low.</p></section><section style='display:none'><p>High.</p></section></div>",
        f"{RADIO}<label>Ebb</label><div>Low.</div>{RADIO}<label>Flood</label><div>High.</div>",
        f"{RADIO}{RADIO}<div><label>Ebb</label><label>Flood</label></div><div><div>Low.</div><div>High.</div></div>",
    ],
)  # fmt: skip
def test_choices_name_the_parts_that_they_show(tabs: str) -> None:
    assert read(f"<h1>Tides</h1><div>{tabs}</div>") == "# Tides\n\nEbb\n\nLow.\n\nFlood\n\nHigh."


def test_a_link_opens_the_part_that_it_leads_to() -> None:
    seen = "<p>See <a href='#m'>more</a> of the water at the quay and on the mole, which is told here day by day.</p>"
    html = f"<h1>Tides</h1>{seen}<p>On.</p>" + "<div id=m style='display:none'><p>{}</p></div>"
    assert "It is low at noon" in read(html.format("It is low at noon and high at six."))
    assert "It is low" not in read(html.replace("#m", "#n").format("It is low at noon and high at six."))


def test_words_of_a_drawing_are_missed_aloud() -> None:
    document = page("<p>Birds.</p><svg><text>Nests in 1921: 14</text></svg><svg><text>i</text></svg>")
    assert [str(notice) for notice in document.notices] == ["a drawing (SVG) with words is not read"]


ENTRY = "<label>Owner <input value='Dr. Amsel'></label> <select><option>a<option selected>runs fast</select>"


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        (f"<form>{ENTRY}</form>", "Owner Dr. Amsel runs fast"),
        ("<form><p><input type=checkbox checked> Wet</p><p><input type=radio> Dry</p></form>", "[x] Wet\n\n[ ] Dry"),
        ("<form><p>Said</p><textarea>a &lt;\nb</textarea><input></form>", "Said\n\na <\nb"),
        ("<form><p>Mail <input type=email></p><p><input type=checkbox> News</p></form>", "Mail\n\nNews"),
        ("<form>Find <input value=rope></form>", "Find"),
        (f"<form role=search>{ENTRY}</form>", "Owner"),
        (f"<form>{ENTRY}<input type=password></form>", "Owner"),
        (f"<form>{ENTRY}<input type=hidden value=x><input type=submit value=Go></form>", "Owner Dr. Amsel runs fast"),
    ],
)
def test_what_stands_in_the_fields_of_a_form_stands_on_the_page(form: str, wanted: str) -> None:
    assert fragment(form) == wanted


BOX = "<span style='display:block;float:left;min-width:0.5cm;'>"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (f"<ol><li><p>{BOX}4.</span>Close it.</p></li><li>{BOX}5.</span>Go.</li></ol>", "4. Close it.\n5. Go."),
        (f"<ol><li>{BOX}a)</span>Left.</li><li>{BOX}b)</span>Right.</li></ol>", "- a) Left.\n- b) Right."),
        (f"<ul><li><p>{BOX}•.</span>Bolt</p></li></ul>", "- Bolt"),
        (f"<ol><li>{BOX}1.1.</span>Valve</li></ol>", "- 1.1. Valve"),
        ("<ol><li><span style='float:right'>4.</span>Sea</li></ol>", "1. 4. Sea"),
        (f"<ol><li>Sea {BOX}4.</span>shore</li></ol>", "1. Sea\n   4.\n   shore"),
        (f"<ol><li>{BOX}Cod</span>is fish</li></ol>", "1. Cod\n   is fish"),
    ],
)
def test_a_label_in_a_box_beside_its_item_is_read_once(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


def test_only_a_table_that_holds_one_is_nested() -> None:
    inner = "<table><tr><td>x</td><td>y</td></tr></table>"
    assert fragment(f"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>{inner}</td></tr></table>") == (
        "| a | b |\n| --- | --- |\n| 1 | x, y |"
    )


def test_a_topic_of_a_manual_is_text_however_short() -> None:
    assert (
        read(f"<p>{LINE}</p><aside class=topic><p>Mind</p><p>Wet ropes.</p></aside><p>{LINE}</p>").count("Wet ropes.")
        == 1
    )


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Water: <input type=radio checked> soft <input type=radio> hard</p>", "Water: [x] soft [ ] hard"),
        ("<p><input type=radio checked><label>Linux</label></p>", "Linux"),
        ("<pre><span class=LineNr>1 </span>a = 1\n<span class=LineNr>2 </span>b = 2</pre>", "```\na = 1\nb = 2\n```"),
        ("<pre><span class=linum>1</span> a\n<span class=linum>2</span> b</pre>", "```\n a\n b\n```"),
    ],
)
def test_buttons_and_numbers_of_lines_are_told_by_what_they_stand_at(html: str, wanted: str) -> None:
    assert fragment(html) == wanted


LONG = "The ferry waits for the evening train as long as there is light, and for nobody after it. "


@pytest.mark.parametrize(
    "rows",
    [
        f"<tr><td colspan=2>The Ferry<tr><td><a href=a>Home</a><td>{LONG}<br><br>{LONG}",
        f"<tr><td>Home<td><p>{LONG}<p>{LONG}",
        f"<tr><td>The Ferry<td>Search<tr><td>Home<td>{LONG}<br> <br>{LONG}",
        f"<tr><td>Home<td>{LONG * 3}",
    ],
)
def test_a_table_of_a_row_or_two_that_sets_a_text_beside_something_is_no_table(rows: str) -> None:
    found = fragment(f"<table>{rows}</table>")
    assert "|" not in found
    assert f"\n\n{LONG.strip()}" in found


@pytest.mark.parametrize(
    "rows",
    [
        f"<tr><td>Name<td>Ferry<tr><td>Rule<td>{LONG * 3}",
        f"<tr><td>a<td>1<tr><td>b<td>2<tr><td>Rule<td>{LONG}<br><br>{LONG}",
        f"<tr><th>Rule<td><p>{LONG}<p>{LONG}",
        "<tr><td>one<br><br>two<td>three",
    ],
)
def test_a_table_with_rows_names_or_short_cells_stays_one_though_a_cell_is_long(rows: str) -> None:
    assert fragment(f"<table>{rows}</table>").startswith("| ")


SCRIPT = "def ring(n):\n    for i in range(n):\n\n        pull()\n    return n"


@pytest.mark.parametrize(
    "style",
    [
        "white-space: pre",
        "white-space: pre-wrap; font-family: Menlo, sans-serif",
        "font: 11px/1.4 'Courier New'; white-space: break-spaces",
    ],
)
@pytest.mark.parametrize("in_sheet", [True, False])
def test_indentation_that_a_style_keeps_is_that_of_code(style: str, in_sheet: bool) -> None:
    given = "class=x" if in_sheet else f'style="{style}"'
    sheet = f"<style>.x {{ {style} }}</style>" if in_sheet else ""
    assert f"```\n{SCRIPT}\n```" in page(f"{sheet}<p>{LINE}</p><div {given}>{SCRIPT}</div>").text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quay    Fare\nNorth   4\nSouth   5", "```\nQuay    Fare\nNorth   4\nSouth   5\n```"),
        ("\n  Hemp\n  Tar\n", "Hemp\nTar"),
        ("Hemp\n  <p>Tar</p>", "Hemp\n\nTar"),
    ],
)
def test_spaces_that_a_style_keeps_are_those_of_columns_and_else_none(text: str, wanted: str) -> None:
    assert fragment(f"<div style='white-space: pre'>{text}</div>") == wanted


@pytest.mark.parametrize("end", ["<br>", "<br>\n", "<br />\n"])
def test_a_line_of_code_outside_of_a_block_ends_once_however_its_source_is_written(end: str) -> None:
    html = f"<p><code>if fog:{end}&nbsp;&nbsp;ring(3){end}rest()</code></p>"
    assert fragment(html) == "```\nif fog:\n  ring(3)\nrest()\n```"


def test_indentation_in_a_letter_whose_lines_are_wrapped_is_no_code() -> None:
    letter = "Dear Ida,\n\n  I write to you.\n\nBen"
    assert fragment(f"<p style='white-space: pre-wrap; font-family: serif'>{letter}</p>") == letter.replace("  ", "")
