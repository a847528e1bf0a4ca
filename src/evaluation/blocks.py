"""What a notebook may ask the typesetter for: the blocks of a report, as checked records.

A code cell hands over plain JSON under the media type `BLOCK_MIME`. These models are the only definition of that JSON;
whatever they do not know is refused, because a misspelt field would otherwise vanish from a report without a word.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, field_validator, model_validator

BLOCK_MIME: Final = "application/vnd.quartier.block+json"
"""Media type of a block (or of ``{"blocks": [...]}``) among the outputs of a code cell."""

LINK_SCHEMES: Final = ("http://", "https://", "mailto:")
"""What a link in a report may begin with: anything else leads nowhere once the PDF has been handed on."""

LONGEST_SECTION: Final = 300
"""Characters of a section row: it is repeated on every page that its rows run over."""

LONGEST_HEAD: Final = 110
"""Characters of the running head and foot, which have one or two lines."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Filled = Annotated[str, Field(min_length=1, pattern=r"\S")]
# What must stay together on a page has to be shorter than a page.
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
Short = Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]
RunningText = Annotated[str, Field(max_length=LONGEST_HEAD)]


class Model(BaseModel):
    """Strict and frozen: no unknown fields, no silent conversion of a number into text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Run(Model):
    """A stretch of text in one style; `lang` is its language, if it is not that of the report."""

    text: str
    strong: bool = False
    emph: bool = False
    code: bool = False
    link: str | None = None
    line_break: bool = False
    lang: Literal["de", "en"] | None = None

    @field_validator("link")
    @classmethod
    def _known_scheme(cls, link: str | None) -> str | None:
        if link is not None and not link.lower().startswith(LINK_SCHEMES):
            raise ValueError(f"the link {link!r} must begin with one of {', '.join(LINK_SCHEMES)}")
        return link


def _as_runs(value: Any) -> Any:
    """Accept plain text where runs are asked for, since most paragraphs made by code have one style."""
    if isinstance(value, str):
        return [{"text": value}]
    if isinstance(value, list):
        return [{"text": item} if isinstance(item, str) else item for item in value]
    return value


Runs = Annotated[list[Run], BeforeValidator(_as_runs)]


class Heading(Model):
    """A numbered heading, which is also a bookmark of the PDF."""

    type: Literal["heading"] = "heading"
    level: Annotated[int, Field(ge=1, le=3)] = 1
    runs: Runs


class Paragraph(Model):
    """Running text."""

    type: Literal["paragraph"] = "paragraph"
    runs: Runs


class ListBlock(Model):
    """A list; each item is a list of blocks."""

    type: Literal["list"] = "list"
    ordered: bool = False
    start: Annotated[int, Field(ge=0)] = 1
    items: list[list[InnerBlock]]


class Quote(Model):
    """A quotation that stands on its own."""

    type: Literal["quote"] = "quote"
    blocks: list[InnerBlock]


class Code(Model):
    """Program output or a listing, line by line."""

    type: Literal["code"] = "code"
    text: str


class Rule(Model):
    """A thin line between two trains of thought."""

    type: Literal["rule"] = "rule"


class Fact(Model):
    """A label and its value on the cover; what the report is about stands at the left, when and which at the right."""

    label: Line
    value: Annotated[str, Field(max_length=300)]
    detail: Annotated[str, Field(max_length=300)] | None = None
    place: Literal["main", "side"] = "side"


class Cover(Model):
    """The head of page one."""

    type: Literal["cover"] = "cover"
    title: Line
    subtitle: str | None = None
    facts: list[Fact] = Field(default_factory=list)
    note: Runs | None = None


Tally = Literal["met", "close", "missed", "open"]
"""What became of a target: met, not told from it, missed, not to be judged."""


class KeyFinding(Model):
    """A finding that a hurried reader takes away: a number, and sentences that say it with its certainty.

    The small drawing only repeats what the sentences say: a bar for a share with its interval, columns for a count
    over the periods (None where there is no number), or a mark for each target. `drawn` names what it shows.
    """

    label: Line
    value: Short
    detail: Annotated[str, Field(max_length=600)] | None = None
    share: Share | None = None
    low: Share | None = None
    high: Share | None = None
    course: Annotated[list[NotNegative | None], Field(max_length=40)] = Field(default_factory=list)
    tally: Annotated[list[Tally], Field(max_length=60)] = Field(default_factory=list)
    drawn: Annotated[str, Field(max_length=120)] | None = None

    @model_validator(mode="after")
    def _interval(self) -> KeyFinding:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high belong together: give both or neither")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low must not exceed high")
        if self.share is None and self.low is not None:
            raise ValueError("an interval needs a share")
        if sum([self.share is not None, bool(self.course), bool(self.tally)]) > 1:
            raise ValueError("a finding has one drawing: share, course or tally")
        return self


class KeyFindings(Model):
    """The key findings of page one, what is not known, and how the numbers are to be read."""

    type: Literal["key_findings"] = "key_findings"
    title: str | None = None
    items: Annotated[list[KeyFinding], Field(min_length=1)]
    unknown: list[str] = Field(default_factory=list)
    note: str | None = None


class Column(Model):
    """The head of a table column; numbers stand right-aligned."""

    label: Annotated[str, Field(max_length=300)]
    align: Literal["left", "right", "center"] = "left"
    weight: Positive | None = None


class Row(Model):
    """A row; a section row has one cell, which spans the table and heads the rows below it."""

    kind: Literal["body", "section", "total"] = "body"
    cells: list[str]


class Table(Model):
    """A table with real header cells. Without a title it has no caption and no number.

    ``summary`` serves readers of the notebook: the PDF tags rows, header cells and caption, and has no place for it.
    """

    type: Literal["table"] = "table"
    title: str | None = None
    columns: Annotated[list[Column], Field(min_length=1)]
    rows: list[Row]
    notes: list[str] = Field(default_factory=list)
    summary: str | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        for number, row in enumerate(self.rows, start=1):
            if row.kind == "section":
                if not row.cells or any(row.cells[1:]):
                    raise ValueError(f"row {number} is a section: it needs one cell with text")
                if len(row.cells[0]) > LONGEST_SECTION:
                    raise ValueError(f"row {number} is a section with more than {LONGEST_SECTION} characters")
            elif len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells for {len(self.columns)} columns")
        return self


class Figure(Model):
    """A drawing; `alt` says the same in words to readers who cannot see it.

    `numbers` are the titles of the tables that hold its numbers, or how these titles begin: the report refers to them.
    """

    type: Literal["figure"] = "figure"
    title: str | None = None
    svg: Filled
    alt: Filled
    notes: list[str] = Field(default_factory=list)
    numbers: list[Filled] = Field(default_factory=list)
    width: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 1.0


class FactItem(Model):
    """A label with one or more values; `lang` is the language of the values, if it is not that of the report."""

    label: Line
    values: list[str]
    note: str | None = None
    lang: Literal["de", "en"] | None = None


class Facts(Model):
    """A description list, such as the profile of a project."""

    type: Literal["facts"] = "facts"
    title: str | None = None
    items: Annotated[list[FactItem], Field(min_length=1)]


class Note(Model):
    """A calm box."""

    type: Literal["note"] = "note"
    kind: Literal["info", "warning"] = "info"
    runs: Runs


class Narrative(Model):
    """Words of the evaluators, marked as theirs; `lang` is their language, if it is not that of the report."""

    type: Literal["narrative"] = "narrative"
    lang: Literal["de", "en"] | None = None
    title: Line
    mark: Line
    blocks: list[InnerBlock]


class PageBreak(Model):
    """What follows begins on a new page."""

    type: Literal["page_break"] = "page_break"


class Contents(Model):
    """The table of contents."""

    type: Literal["contents"] = "contents"


class Logo(Model):
    """The mark of a municipality on page one, and what it shows."""

    svg: Filled
    alt: Filled


class DocumentSettings(Model):
    """What holds for the whole report; a notebook emits it once and the first one holds."""

    type: Literal["document"] = "document"
    title: Line | None = None
    subtitle: str | None = None
    author: str | None = None
    date: str = "1970-01-01"
    head: RunningText | None = None
    foot: RunningText | None = None
    stamp: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")] | None = None
    lang: Literal["de", "en"] = "de"
    organisation: Annotated[str, Field(max_length=120)] | None = None
    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    logo: Logo | None = None

    @field_validator("date")
    @classmethod
    def _iso_date(cls, value: str) -> str:
        return date.fromisoformat(value).isoformat()


InnerBlock = Annotated[
    Paragraph | ListBlock | Quote | Code | Rule | Table | Figure | Facts | Note,
    Field(discriminator="type"),
]
"""A block that may stand inside a list or a quotation. The kind is told by its field ``type``."""

Block = Annotated[
    InnerBlock | Heading | Cover | KeyFindings | Narrative | PageBreak | Contents | DocumentSettings,
    Field(discriminator="type"),
]
"""Any block."""

ListBlock.model_rebuild()
Quote.model_rebuild()
Narrative.model_rebuild()

BLOCK: Final[TypeAdapter[Any]] = TypeAdapter(Block)
"""Checks a plain dictionary and gives the record."""
