"""The words of the evaluators, set into the report in their place and marked as their judgement."""

from __future__ import annotations

from evaluation.blocks import BLOCK, Narrative
from evaluation.display import Display, display
from evaluation.errors import FindingsError
from evaluation.findings import Findings
from evaluation.language import data_language, noted, say
from evaluation.markdown import blocks_from_markdown
from evaluation.words import NARRATIVES

_TITLE = noted("Einschätzung der Evaluation")
_MARK = noted("Dieser Abschnitt ist das Urteil der Evaluierenden; er ist nicht aus den Daten berechnet.")


def narrative(findings: Findings, chapter: str) -> Display:
    """Show what the evaluators wrote for a chapter; nothing if they wrote nothing.

    Raises
    ------
    FindingsError
        If no chapter has this name.
    """
    if chapter not in NARRATIVES:
        raise FindingsError(f"There is no chapter {chapter!r} for the words of evaluators: {', '.join(NARRATIVES)}")
    text = findings.enclosed("narrative", chapter)
    if text is None:
        return display()
    written = blocks_from_markdown(text, f"narratives/{chapter}.md", as_written=True)
    inner = [BLOCK.validate_python(one) for one in written]
    return display(Narrative(title=say(_TITLE), mark=say(_MARK), blocks=inner, lang=data_language()))
