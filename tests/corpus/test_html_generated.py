"""Pages of generated documentation: code and signatures that are laid out as boxes and tables."""

import pytest

from openbook.corpus.formats.html import page

FRAGMENT = """<div class="contents"><p>Boats come in by night.</p><div class="fragment">
<div class="line"><span class="lineno">    1</span>&#160;<span class="keyword">def</span> low(port):</div>
<div class="line"><span class="lineno">    2</span>&#160;    <span class="keyword">return</span> port &lt; 3</div>
<div class="ttc" id="a"><div class="ttname">port</div></div>
</div><p>They wait.</p></div>"""
SIGNATURE = """<h2 class="memtitle"><span class="permalink"><a href="#a">&#9670;&#160;</a></span>low()</h2>
<div class="memproto"><table class="memname"><tr><td class="memname">int low </td><td>(</td>
<td class="paramtype">port&#160;</td><td class="paramname"><em>p</em>, </td></tr>
<tr><td class="paramkey"></td><td></td><td class="paramtype">int&#160;</td><td><em>day</em>&#160;</td></tr>
<tr><td></td><td>)</td><td></td><td></td></tr></table></div><p>Tells the time of low water.</p>"""


def test_lines_of_code_in_boxes_are_a_block_without_their_numbers_and_what_floats_over_them() -> None:
    shown = page(f"<body>{FRAGMENT}</body>").text
    assert [line.rstrip().removeprefix(" ") for line in shown.split("\n")] == [
        "Boats come in by night.", "", "```", "def low(port):", "    return port < 3", "```", "",
        "They wait.",
    ]  # fmt: skip


def test_a_signature_that_is_lined_up_is_a_line_of_code() -> None:
    assert page(f"<body>{SIGNATURE}</body>").text == (
        "## low()\n\n```\nint low(port p, int day)\n```\n\nTells the time of low water."
    )


@pytest.mark.parametrize(
    ("told", "sign"),
    [
        ("(tick)", "✓"), ("(error)", "✗"), ("(warning)", "⚠"), ("(info)", "ℹ"), ("(plus)", "+"), ("(minus)", "−"),
        ("(question)", "?"), ("(smile)", "🙂"), ("(sad)", "🙁"), ("(thumbs up)", "👍"), ("(thumbs down)", "👎"),
        ("(light on)", "💡"), ("(star)", "★"), ("(yellow star)", "★"), ("✅", "✅"), (":ferry:", ":ferry:"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["emoticon emoticon-tick", "emoji"])
def test_a_sign_that_a_picture_draws_is_read_wherever_it_stands(name: str, told: str, sign: str) -> None:
    drawn = f'<img class="{name}" alt="{told}" src="a.svg">'
    text = page(
        f"<body><p>{drawn} The lamp is lit.</p><p>Rain {drawn}</p><p><img class={name[:5]} alt=''></p></body>"
    ).text
    assert text == f"{sign} The lamp is lit.\n\nRain {sign}"
