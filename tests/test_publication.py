"""What is made from the book for paper and for a release. None of these tests needs LaTeX."""

import re
import zipfile
from pathlib import Path

import make_pdf
import make_release
import pytest
import svg_to_tikz

ROOT = Path(__file__).resolve().parent.parent

# --- drawings ------------------------------------------------------------------------------------


def tikz(content: str) -> str:
    """The lines that are made of what stands in a drawing, without those around them."""
    svg = f'<svg viewBox="0 0 100 50">{content}</svg>'
    return "\n".join(svg_to_tikz.to_tikz(svg, 1, "book/").splitlines()[3:-1])


def test_shapes_become_paths_of_the_same_places():
    assert '"M1,2V3H4"' in tikz('<path d="M1,2V3H4"/>')
    assert "(1pt,2pt) -- (3.5pt,4pt)" in tikz('<polyline points="1,2 3.5,4"/>')
    assert "(1pt,2pt) -- (3pt,4pt)" in tikz('<line x1="1" y1="2" x2="3" y2="4"/>')
    assert "(1pt,2pt) circle[radius=3pt]" in tikz('<circle cx="1" cy="2" r="3"/>')
    square = '<rect x="1" y="2" width="3" height="4"/>'
    assert "(1pt,2pt) rectangle ++(3pt,4pt)" in tikz(square)


def test_colors_are_those_of_the_page_and_a_shape_without_is_filled():
    assert r"\path[opacity=1, fill=black]" in tikz('<path d="M0,0H1"/>')
    orange = "{rgb,255:red,213;green,94;blue,0}"
    drawn = f"draw={orange}, line width=1.5pt, dash pattern=on 4pt off 2pt"
    line = (
        '<path d="M0,0H1" fill="none" stroke="#D55E00" stroke-width="1.5" stroke-dasharray="4 2"/>'
    )
    assert rf"\path[opacity=1, {drawn}]" in tikz(line)
    assert "fill=black, fill opacity=0.3" in tikz(
        '<path fill="currentColor" fill-opacity="0.3" d="M0,0"/>'
    )


def test_an_element_takes_over_the_colors_of_its_group_but_not_its_place():
    place = 'transform="translate(1 2) rotate(-90)"'
    group = f'<g fill="none" stroke="currentColor" {place}><path d="M0,0"/></g>'
    assert tikz(group).splitlines() == [
        r"\begin{scope}[shift={(1pt,2pt)}, every node/.style={rotate=90}]",
        r'\path[opacity=1, draw=black, line width=1pt] svg "M0,0";',
        r"\end{scope}",
    ]


def test_a_text_keeps_its_anchor_and_its_special_characters():
    text = tikz('<text x="1" y="2" text-anchor="end">50% of_β</text>')
    assert "anchor=base east" in text and text.endswith(r"at (1pt,2pt) {50\% of\_β};")


def test_arrows_round_corners_and_bold_texts_are_kept():
    tip = '<defs><marker id="tip"><path d="M0,0z"/></marker></defs>'
    arrow = tikz(f'{tip}<path d="M0,0H9" stroke="currentColor" marker-end="url(#tip)"/>')
    assert arrow.count(r"\path") == 1 and "-{Stealth" in arrow
    assert "rounded corners=5pt" in tikz('<rect x="0" y="0" width="9" height="9" rx="5"/>')
    texts = tikz('<g font-size="8"><text x="0" y="0" font-weight="bold">1</text></g>')
    assert r"\fontsize{8}{8}\selectfont\bfseries]" in texts


def test_a_link_leads_to_the_label_that_the_page_leads_to():
    link = '<a href="01_definitions.html#entropy"><circle cx="1" cy="2" r="3"/></a>'
    assert r"\hyperref[\detokenize{book/01_definitions:entropy}]" in tikz(link)
    page = '<a href="01_definitions.html"><rect x="0" y="0" width="4" height="2"/></a>'
    assert r"\hyperref[\detokenize{book/01_definitions::doc}]" in tikz(page)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<image href="a.png"/>', "unknown element <image>"),
        ('<g transform="scale(2)"/>', r"unknown transform 'scale\(2\)'"),
    ],
)
def test_what_can_not_be_drawn_is_an_error(content, message):
    with pytest.raises(ValueError, match=message):
        tikz(content)


def test_a_drawing_that_a_reader_need_not_see_is_left_out():
    seen = '<svg role="img" viewBox="0 0 1 1"></svg>'
    assert svg_to_tikz.drawings(f'<p><svg aria-hidden="true"></svg>{seen}</p>') == [seen]


# --- the PDF -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "! LaTeX Error: File `tcolorbox.sty' not found.",
        "Missing character: There is no η (U+03B7) in font lmmono10!",
        r"Overfull \hbox (5.2pt too wide) in paragraph at lines 2--3",
        r"Overfull \vbox (90.1pt too high) has occurred while \output is active []",
        "LaTeX Warning: Reference `fig-xor' on page 1 undefined on input line 2.",
        "LaTeX Warning: Label `entropy' multiply defined.",
    ],
)
def test_what_is_cut_or_lost_is_found_in_the_log(line):
    assert make_pdf.faults(f"This is XeTeX\n{line}\nOutput written") == [line]


def test_a_line_that_reaches_out_by_a_hair_is_not_cut():
    assert make_pdf.faults(r"Overfull \hbox (4.9pt too wide) in paragraph at lines 2--3") == []


PAGE = """<article>
<section id="logs"><h2><span class="section-number">1.2. </span>Logarithms</h2>
<div class="proof theorem" id="gibbs"><p><span class="caption-number">Theorem 1.3 </span></p></div>
<figure id="fig-bits"><span class="caption-number">Fig. 1.4 </span></figure>
</section></article>"""
AUX = r"""\newlabel{book/01_definitions:logs}{{1.2}{7}{Logarithms}{section.1.2}{}}
\newlabel{book/01_definitions:fig-bits}{{1.4}{8}{Bits}{figure.1.4}{}}"""
TEX = r"""\label{book/01_definitions:gibbs}
\begin{sphinxadmonition}{note}{Theorem 1.3 (Gibbs)}"""


def test_numbers_of_the_pdf_are_compared_with_those_of_the_pages(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "01_definitions.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "paper.aux").write_text(AUX, encoding="utf-8")
    (tmp_path / "paper.tex").write_text(TEX, encoding="utf-8")
    pages = make_pdf.numbers_of_pages(tmp_path)
    paper = make_pdf.numbers_of_paper(tmp_path / "paper")
    assert pages == {
        "book/01_definitions:logs": "1.2",
        "book/01_definitions:gibbs": "1.3",
        "book/01_definitions:fig-bits": "1.4",
    }
    assert make_pdf.differences(pages, paper) == []
    assert make_pdf.differences({"book/01_definitions:gibbs": "1.5"}, paper) == [
        "book/01_definitions:gibbs is 1.5 on its page and 1.3 in the PDF"
    ]
    assert "None in the PDF" in make_pdf.differences({"book/01_definitions:lost": "1"}, paper)[0]


def test_where_latex_is_missing_one_line_says_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(make_pdf.shutil, "which", lambda program: None)
    assert make_pdf.main() == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert f"apt install {make_pdf.PACKAGES}" in line


# --- a release -----------------------------------------------------------------------------------


def test_an_archive_has_the_same_bytes_whenever_it_is_made(tmp_path):
    site = tmp_path / "html"
    (site / "book").mkdir(parents=True)
    (site / "index.html").write_text("front door", encoding="utf-8")
    first = tmp_path / "a" / "course-1.0.zip"
    second = tmp_path / "b" / "course-1.0.zip"
    for file in (first, second):
        file.parent.mkdir()
        # The second time the files are younger, and were written in another order.
        (site / "book" / "index.html").write_text("landing page", encoding="utf-8")
        make_release.archive(site, file)
        (site / "index.html").touch()
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert packed.namelist() == ["course-1.0/book/index.html", "course-1.0/index.html"]
        assert packed.read("course-1.0/index.html") == b"front door"


def test_checksums_are_those_that_sha256sum_checks(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / make_release.CHECKSUMS).write_text("of an earlier run", encoding="utf-8")
    # SHA-256 of "abc": FIPS 180-2, appendix B.1.
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert make_release.checksums(tmp_path) == f"{expected}  a.txt\n"


def test_a_release_needs_the_pages_and_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(make_release, "SITE", make_release.ROOT / "_build" / "nowhere")
    assert make_release.main() == 1
    assert "run `make book` first" in capsys.readouterr().out


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_release_installs_what_the_pdf_asks_for():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    (packages,) = re.findall(r"--no-install-recommends((?:.*\\\n)+.*)", text)
    assert packages.replace("\\", "").split() == make_pdf.PACKAGES.split()


def test_an_action_has_one_version_in_all_workflows():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS)
    used = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len(used) == len(dict(used)) and all(version for _, version in used)
