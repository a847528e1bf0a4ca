"""The index page: what a browser and a screen reader find there."""

import re
from html.parser import HTMLParser

import pytest

from evaluation.engine import Ending
from evaluation.findings import findings_files, write_findings
from evaluation.index import _HOLDS, write_index
from evaluation.report import ReportOutcome

VOID = {"meta", "link", "br", "img", "hr", "input"}
NAMES = {"05711000": "Bielefeld", "14713000": "Leipzig"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.links, self.headings, self.ids, self.text = [], [], [], [], set(), ""

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append((tag, known))
        self.ids |= {known["id"]} if "id" in known else set()
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(known["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"{tag} closes out of turn"

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def page(demo_findings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    write_findings(demo_findings, folder / "findings")
    (folder / "05711000-bielefeld.pdf").write_bytes(b"x" * 1_230_000)
    outcomes = [
        ReportOutcome("05711000", "Bielefeld", "05711000-bielefeld.pdf", None, Ending("done"), {}),
        ReportOutcome("14713000", "Leipzig", None, "cell 3: <b>broken</b> & so on", Ending("failed"), {}),
    ]
    (folder / "programme-r.pdf").write_bytes(b"x" * 340_000)
    write_index(demo_findings, outcomes, folder, {"Runde": "programme-r.pdf"})
    found = Page()
    found.feed((folder / "index.html").read_text(encoding="utf-8"))
    found.close()
    return found


def test_it_is_whole_and_names_its_language(page):
    assert page.open == []
    assert ("html", {"lang": "de"}) in page.tags
    assert "Evaluationsberichte, Datenstand 31.12.2022" in page.text


def test_nothing_comes_from_elsewhere_and_nothing_runs(page):
    kinds = {tag for tag, _ in page.tags}
    assert not kinds & {"script", "link", "img", "iframe", "object"}
    assert not [value for _, known in page.tags for name, value in known.items() if name.startswith("on")]
    assert not [link for link in page.links if "//" in link or link.startswith("javascript")]


def test_headings_leave_no_level_out(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_the_table_has_heads_for_columns_and_municipalities(page):
    scopes = [known.get("scope") for tag, known in page.tags if tag == "th"]
    assert scopes == ["col"] * 5 + ["rowgroup"] * 2
    assert [tag for tag, _ in page.tags].count("caption") == 1


def test_links_say_where_they_lead_and_how_much_that_is(page):
    assert "05711000-bielefeld.pdf" in page.links
    assert "Bericht Bielefeld (PDF, 1,2 MB)" in page.text
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= page.ids
    assert {"manifest.json", "ledger.csv", "annex/annex.xlsx", "findings/results.csv"} <= set(page.links)


def test_the_report_over_all_municipalities_is_linked_with_its_notebook(page):
    assert "Bericht über alle Gemeinden: Runde (PDF, 0,3 MB)" in page.text
    assert {"programme-r.pdf", "notebooks/programme-r.ipynb"} <= set(page.links)


def test_a_table_that_is_wider_than_the_page_can_be_moved_by_keyboard_and_keeps_its_roles(page):
    (region,) = [known for _, known in page.tags if known.get("role") == "region"]
    assert region["tabindex"] == "0"
    assert region["aria-labelledby"] in page.ids
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    assert [known.get("role") for tag, known in page.tags if tag in roles] == [
        roles[tag] for tag, _ in page.tags if tag in roles
    ]


def test_each_table_of_the_findings_is_linked_and_says_what_it_holds(page, demo_findings):
    files = findings_files(demo_findings)
    assert {f"findings/{name}" for name in files} <= set(page.links)
    assert set(files) == set(_HOLDS)
    assert "Tage der Neuausrichtung von Projekten, mit Quelle" in page.text


def test_a_report_that_failed_says_why_as_text(page):
    assert "kein Bericht: cell 3: <b>broken</b> & so on" in page.text
    assert "1 von 2 Berichten" in page.text
    assert not [link for link in page.links if "leipzig" in link]


def test_every_project_has_its_numbers(page, demo_findings):
    text = " ".join(page.text.replace("\u00a0", " ").split())
    for name in demo_findings.projects[demo_findings.projects["municipality"].isin(NAMES)]["name"]:
        assert name in text
    assert "32 % (28–37 %)" in text
    assert "143 von 445; 44 unbekannt" in text
    assert "Bruttoergebnisse, keine Wirkungen" in text
    assert "synthetisch" in text


def test_bars_are_decoration(page):
    bars = [known for tag, known in page.tags if tag == "span" and known.get("class") == "bar"]
    assert len(bars) == 3
    assert all(known["aria-hidden"] == "true" for known in bars)
