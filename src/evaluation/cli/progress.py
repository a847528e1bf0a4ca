"""How far a run is, for whoever watches it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from evaluation.terminal import echo

if TYPE_CHECKING:
    from evaluation.report import ReportOutcome


def shown() -> Bar | Lines:
    """Return what shows the progress where the standard error goes: a bar to a person, lines to a file."""
    return Bar() if sys.stderr.isatty() else Lines()


class Lines:
    """A plain line for each step, for logs and pipes."""

    def started(self, total: int) -> None:
        """Hear how many steps there are."""
        echo(f"1 of {total}: indicators computed")
        self.total, self.count = total, 1

    def report_done(self, outcome: ReportOutcome) -> None:
        """Show what became of a report."""
        self.count += 1
        state = f"{outcome.pdf}, {outcome.seconds:.1f} s" if outcome.pdf else outcome.ending.state
        echo(f"{self.count} of {self.total}: {outcome.name}: {state if outcome.made else 'unchanged'}")

    def stopped(self) -> None:
        """A line stands on its own."""


class Bar:
    """One progress bar with rate and time left, from the moment the findings stand."""

    bar: Any = None

    def started(self, total: int) -> None:
        """Hear how many steps there are."""
        from tqdm import tqdm

        self.bar = tqdm(total=total, initial=1, unit="report", desc="reports", file=sys.stderr, smoothing=0.1)

    def report_done(self, outcome: ReportOutcome) -> None:
        """Show what became of a report."""
        self.bar.set_postfix_str(outcome.name, refresh=False)
        self.bar.update()
        if self.bar.n == self.bar.total:
            self.bar.close()

    def stopped(self) -> None:
        """Leave the bar where it is."""
        if self.bar is not None:
            self.bar.close()
