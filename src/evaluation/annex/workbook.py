"""The workbook of the annex: a sheet a table, for reading, filtering and printing.

Text from data is written as text and never looked at: it becomes no formula, no link and no number. The workbook holds
no clock: its date is the cut-off date, so that the same findings give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import xlsxwriter

from evaluation import formats, words
from evaluation.annex.guide import guide
from evaluation.annex.layout import LONG_SHEET, RULES_SHEET, WIDE_SHEET, Column, Kind, dash, in_words, rules_in_words
from evaluation.annex.rows import NO_PERCENT, definitions_of, is_hidden
from evaluation.findings import Findings
from evaluation.language import noted, say
from evaluation.results import TOTAL

LARGEST_SHEET = 200_000
"""Rows up to which a table becomes a sheet. Excel holds 1,048,576, but such a sheet takes minutes to write and open."""

_HEADING_ROW = 3
_A4 = 9
_PAGES: Final = {"number": "&P", "all": "&N"}
"""What Excel replaces by the number of the page and of all pages."""
# the colours of figures/style.py, which would load the drawing library
_INK, _MUTED, _STRONG, _BAND = "#1c2529", "#55636a", "#0b5563", "#f1f5f6"
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Tables:
    """Rows of the sheets: tables 4A, 2A and 2C of the ESF, and all results."""

    output: pd.DataFrame
    result: pd.DataFrame
    programme: pd.DataFrame
    everything: pd.DataFrame


@dataclass(frozen=True)
class _Sheet:
    name: str
    title: str
    file: str
    nothing: str
    rows: pd.DataFrame
    columns: Sequence[Column]


def write_workbook(findings: Findings, tables: Tables, path: Path) -> None:
    """Write the workbook; `findings` tell what the numbers are, `tables` hold them."""
    book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    cut_off = findings.plan.cut_off
    book.set_properties({"title": say("Anhang der Evaluation"), "created": dt.datetime.combine(cut_off, dt.time())})
    looks = _Looks(book)
    _write_guide(book, looks, findings)
    for sheet in _sheets(findings, tables):
        _write_sheet(book, looks, findings, sheet)
    book.close()


def _sheets(findings: Findings, tables: Tables) -> list[_Sheet]:
    no_code = say("Kein Projekt dieser Ergebnisse hat einen Indikator mit einem solchen Code.")
    none = say("Es gibt keine solchen Ergebnisse.")
    rules = rules_in_words(definitions_of(findings))
    return [
        _Sheet(
            say("Tabelle 4A"),
            say("Gemeinsame Outputindikatoren des ESF (Tabelle 4A)"),
            "output_indicators.csv",
            no_code,
            _worded(tables.output),
            WIDE_SHEET,
        ),
        _Sheet(
            say("Tabelle 2A"),
            say("Gemeinsame Ergebnisindikatoren des ESF (Tabelle 2A)"),
            "result_indicators.csv",
            no_code,
            _worded(tables.result),
            WIDE_SHEET,
        ),
        _Sheet(
            say("Tabelle 2C"),
            say("Programmspezifische Ergebnisse bei und nach Austritt (Tabelle 2C)"),
            "programme_results.csv",
            none,
            _worded(tables.programme),
            LONG_SHEET,
        ),
        _Sheet(
            say("Alle Indikatoren"),
            say("Alle Indikatoren über die ganze Laufzeit"),
            "indicators.csv",
            none,
            _worded(tables.everything),
            LONG_SHEET,
        ),
        _Sheet(say("Zählregeln"), say("Was jeder Indikator zählt"), "definitions.csv", none, rules, RULES_SHEET),
    ]


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    """Add words for codes, but not to rows that are too many to be written."""
    return in_words(rows) if len(rows) <= LARGEST_SHEET else rows


class _Looks:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.title = self.of(bold=True, font_size=14, font_color=_STRONG)
        self.note = self.of(font_color=_MUTED)
        self.section = self.of(bold=True, font_color=_STRONG, bottom=1, bottom_color=_STRONG)
        self.label = self.of(bold=True, text_wrap=True)
        self.text = self.of(text_wrap=True)

    def of(self, **properties: object) -> Any:
        """Return the format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_color": _INK, "valign": "top", **properties})
        return self._made[key]

    def of_heading(self, kind: Kind) -> Any:
        """Return the format of a heading, which stands over its column as the cells do."""
        place = {"align": "left", "indent": 1} if kind is Kind.TEXT else {"align": "right"}
        return self.of(bold=True, font_color="#ffffff", bg_color=_STRONG, text_wrap=True, **place)

    def of_cells(self, kind: Kind) -> tuple[list[Any], list[Any]]:
        """Return the formats of numbers and of text in a column: plain, in a band, bold, both; then those of a mean."""
        numbers, texts = [], []
        for mean in (False, True):
            for bold in (False, True):
                for band in (False, True):
                    shade: dict[str, object] = {"bg_color": _BAND} if band else {}
                    weight = {"bold": True} if bold or kind is Kind.SUM else {}
                    number = {Kind.SHARE: "#,##0.0##" if mean else say("0 %")}.get(kind, "#,##0")
                    numbers.append(self.of(num_format=number, **weight, **shade))
                    if kind is Kind.TEXT:
                        texts.append(self.of(num_format="@", align="left", indent=1, text_wrap=True, **weight, **shade))
                    else:  # a word or a sign in place of a number
                        texts.append(self.of(font_color=_MUTED, align="center", text_wrap=True, **shade))
        return numbers, texts


def _write_guide(book: Any, looks: _Looks, findings: Findings) -> None:
    name = say("Lesehilfe")
    page = book.add_worksheet(name)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 110)
    page.hide_gridlines(2)
    _set_print(page, findings, name)
    page.write_string(0, 0, _headline(findings, say("Anhang: die Ergebnisse als Tabellen")), looks.title)
    line = 2
    for section, entries in guide(findings).items():
        page.write_string(line, 0, section, looks.section)
        page.write_blank(line, 1, None, looks.section)
        for label, text in entries.items():
            line += 1
            page.write_string(line, 0, label, looks.label)
            page.write_string(line, 1, _harmless(text), looks.text)
        line += 2


def _write_sheet(book: Any, looks: _Looks, findings: Findings, sheet: _Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.hide_gridlines(2)
    page.freeze_panes(_HEADING_ROW + 1, 2)
    page.repeat_rows(_HEADING_ROW)
    _set_print(page, findings, sheet.name)
    page.write_string(0, 0, _headline(findings, sheet.title), looks.title)
    page.write_string(1, 0, _note(findings), looks.note)
    page.set_row(_HEADING_ROW, 46)  # room for two lines above the arrows of the filter
    for place, column in enumerate(sheet.columns):
        page.write_string(_HEADING_ROW, place, say(column.heading), looks.of_heading(column.kind))
    first, length = _HEADING_ROW + 1, len(sheet.rows)
    too_long = length > LARGEST_SHEET
    last = first if too_long or not length else first + length - 1
    page.autofilter(_HEADING_ROW, 0, last, len(sheet.columns) - 1)
    if too_long:
        phrase = noted("{many} Zeilen sind für ein Blatt zu viele (höchstens {room}). Sie stehen in {file}.")
        room = formats.count(LARGEST_SHEET)
        sentence = say(phrase, many=formats.count(length), room=room, file=sheet.file)
        page.write_string(first, 0, sentence)
    elif not length:
        page.write_string(first, 0, sheet.nothing)
    else:
        _write_rows(page, looks, sheet, first)


def _write_rows(page: Any, looks: _Looks, sheet: _Sheet, first: int) -> None:
    rows = sheet.rows
    shades = _shades(rows)
    styles = [looks.of_cells(column.kind) for column in sheet.columns]
    cells = [_cells(rows, column) for column in sheet.columns]
    for line, (shade, *values) in enumerate(zip(shades, *cells, strict=True), start=first):
        for place, value in enumerate(values):
            numbers, texts = styles[place]
            if isinstance(value, str):
                page.write_string(line, place, value, texts[shade])
            else:
                page.write_number(line, place, value, numbers[shade])


def _shades(rows: pd.DataFrame) -> list[int]:
    """Return, row by row, which of the eight formats of `_Looks.of_cells` its cells have."""
    indicators = rows["indicator"]
    shades = ((indicators != indicators.shift()).cumsum() % 2 == 0).astype("int64")
    if "dimension" in rows:  # a total stands out among its groups
        is_total = rows["dimension"] == TOTAL
        shades += 2 * (is_total & indicators.isin(indicators[~is_total]))
    if "method" in rows:
        shades += 4 * rows["method"].isin(NO_PERCENT)
    return list(shades)


def _cells(rows: pd.DataFrame, column: Column) -> list[str | float]:
    """Return the values of a column: numbers, or the words and signs that stand in their place."""
    values = rows[column.source]
    if column.kind is Kind.TEXT:
        texts = dash(values)
        return _listed(texts.map({text: _harmless(text) for text in texts.unique()}))
    words = rows[column.absent] if column.absent else pd.Series(formats.NOTHING, index=rows.index)
    hidden = is_hidden(rows, column.source)
    words = words.mask(hidden, formats.SUPPRESSED)
    numbers = values.mask(hidden).to_numpy(dtype="float64", na_value=np.nan)
    return [word if np.isnan(number) else number for number, word in zip(numbers.tolist(), _listed(words), strict=True)]


def _listed(texts: pd.Series) -> list[Any]:
    """Return texts as a list; taking them out of a column one by one takes ten times as long."""
    found: list[Any] = texts.to_numpy(dtype="object").tolist()
    return found


def _harmless(text: str) -> str:
    """Return text that the writer takes for text: it passes what begins and ends like this on as markup."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _headline(findings: Findings, title: str) -> str:
    if not findings.synthetic:
        return title
    return say("{title} – synthetisch: Daten ganz oder teilweise erfunden", title=title)


def _note(findings: Findings) -> str:
    return say(
        "Datenstand {day}; Kennung der Ergebnisse {identity}. Bruttoergebnisse, keine Wirkungen. {legend} Mehr im "
        "Blatt „Lesehilfe“.",
        day=formats.day(findings.plan.cut_off),
        identity=findings.identity,
        legend=" ".join(filter(None, (formats.legend(), formats.treatment(findings)))),
    )


def _set_print(page: Any, findings: Findings, name: str) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&L{name}" + _right_of_header(findings))
    facts = {"day": formats.day(findings.plan.cut_off), "identity": findings.identity}
    left, right = say("Datenstand {day} · Kennung {identity}", **facts), say("Seite {number} von {all}", **_PAGES)
    page.set_footer(f"&L{left}&R{right}")


def _right_of_header(findings: Findings) -> str:
    stamps = [say(words.INTERNAL)] if findings.internal else []
    stamps += [say("synthetisch")] if findings.synthetic else []
    return f'&R&"-,Bold"{" · ".join(stamps)}' if stamps else ""
