"""The hall: verbs, exit codes, and what a person at a terminal sees.

Exit codes: 0 all is well; 1 something a user can mend was found (and said); 2 the command itself was misspelt;
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import datetime as dt
import errno
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluation.cli.progress import shown
from evaluation.errors import EvaluationError
from evaluation.terminal import echo

if TYPE_CHECKING:
    from evaluation.language import Language
    from evaluation.plan import Plan
    from evaluation.run import RunOutcome
    from evaluation.sources import Sources

_NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells use it."""

_Folder = click.Path(path_type=Path, file_okay=False)
_File = click.Path(path_type=Path, dir_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quartier-evaluation")
def main() -> None:
    """Evaluate neighbourhood employment programmes: from source tables to protected findings to PDF reports."""


def _mendable(command: Callable[..., None]) -> Callable[..., None]:
    """Print an error that a user can mend without a traceback, and exit with 1."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except EvaluationError as error:
            echo(f"evaluation: {error}", err=True)
            sys.exit(1)
        except OSError as fault:
            if fault.errno not in _DISK_FULL:
                raise
            echo("evaluation: The disk is full. Make room and give the same command again.", err=True)
            sys.exit(1)

    return wrapped


@main.command()
@click.option("--data", type=_Folder, default=Path("data/demo"), show_default=True, help="Folder of the source tables.")
@click.option("--plan", type=_File, help="Analysis plan.  [default: plan.toml in the data folder]")
@click.option("--out", type=_Folder, default=Path("reports"), show_default=True, help="Folder for the run's folder.")
@click.option("--municipality", "municipalities", multiple=True, metavar="AGS", help="Only this one; repeatable.")
@click.option("--funding-round", "funding_rounds", multiple=True, metavar="CODE", help="Only this one; repeatable.")
@click.option("--notebooks", type=_Folder, default=_NOTEBOOKS, help="Folder of the notebooks.")
@click.option("--workers", type=click.IntRange(1, 64), help="Reports at the same time.  [default: one per processor]")
@click.option("--earlier", type=_Folder, multiple=True, metavar="RUN", help="An earlier edition; repeatable.")
@click.option("--internal", is_flag=True, help="Hide nothing: for evaluators with access to the data, no release.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Of the reports.")
@click.option("--time-limit", type=click.FloatRange(1), default=600, show_default=True, help="Seconds for a report.")
@click.option(
    "--memory-limit",
    type=click.IntRange(64),
    default=2048,
    show_default=True,
    help="MiB for a report; one over all municipalities may hold 8 more for each.",
)
@click.option("--force", is_flag=True, help="Make everything again, even what has not changed.")
@click.option("--dry-run", is_flag=True, help="Show what would be made and why, and make nothing.")
@click.option("--plain-kernel", is_flag=True, help="An ordinary kernel for each notebook: slower, the same results.")
@click.option(
    "--dask", metavar="ADDRESS", help="Make the reports on a running Dask cluster that sees the same folders."
)
@_mendable
def run(
    data: Path,
    plan: Path | None,
    out: Path,
    municipalities: tuple[str, ...],
    funding_rounds: tuple[str, ...],
    notebooks: Path,
    workers: int | None,
    earlier: tuple[Path, ...],
    *,
    internal: bool,
    language: Language,
    time_limit: float,
    memory_limit: int,
    force: bool,
    dry_run: bool,
    plain_kernel: bool,
    dask: str | None,
) -> None:
    """Compute the findings and make one PDF report for each municipality.

    The same command goes on with a run that was stopped, and makes again only what has changed.
    """
    from evaluation.batch import Interrupted
    from evaluation.engine import Limits
    from evaluation.run import RunRequest, available_cores, foresee, perform

    request = RunRequest(
        data=data,
        plan=plan or data / "plan.toml",
        out=out,
        notebooks=notebooks.absolute(),
        municipalities=municipalities,
        funding_rounds=funding_rounds,
        workers=workers or available_cores(),
        earlier=earlier,
        internal=internal,
        language=language,
        limits=Limits(time_limit, memory_limit),
        kernel="plain" if plain_kernel else "warm",
        force=force,
        dask=dask,
    )
    if dry_run:
        foreseen = foresee(request)
        for key, name, why in foreseen:
            echo(f"{key} {name}: " + ("unchanged" if why is None else f"would be made: {why}"))
        echo(f"{sum(why is not None for _, _, why in foreseen)} of {len(foreseen)} report(s) would be made")
        return
    progress = shown()
    try:
        outcome = perform(request, progress)
    except (Interrupted, KeyboardInterrupt):
        progress.stopped()
        echo("evaluation: stopped. What is complete stays; the same command goes on from here.", err=True)
        sys.exit(_INTERRUPTED)
    _summary(outcome)
    if outcome.failed:
        sys.exit(1)


def _summary(outcome: RunOutcome) -> None:
    """Print what became of the reports: made, unchanged, failed and why."""
    for report in outcome.failed:
        place = f" (line {report.ending.line})" if report.ending.line else ""
        kept = f"; notebook: {outcome.folder / report.kept}" if report.kept else ""
        reason = " ".join(str(report.reason).split())
        echo(f"{report.ending.state}: {report.municipality} {report.name}: {reason}{place}{kept}", err=True)
    made = sum(report.pdf is not None and report.made for report in outcome.reports)
    unchanged = sum(not report.made for report in outcome.reports)
    echo(f"made {made}, unchanged {unchanged}, failed {len(outcome.failed)}")
    echo(f"{made + unchanged} report(s) in {outcome.folder}; open {outcome.folder / 'index.html'}")


@main.command()
@click.argument("data", type=_Folder, default=Path("data/demo"))
@click.option("--plan", type=_File, help="Analysis plan.  [default: plan.toml in the data folder]")
@_mendable
def check(data: Path, plan: Path | None) -> None:
    """Check every source table and print every fault: file, row, column, value, what is allowed, what to do.

    Tables without a fault are then counted, and each record that breaks a law between the indicators is named.
    """
    from evaluation.indicators import target_units
    from evaluation.plan import read_plan
    from evaluation.sources import inspect_sources

    analysis_plan = read_plan(plan or data / "plan.toml")
    sources, found = inspect_sources(data, target_units(analysis_plan))
    faults = [fault for fault in found if not fault.is_note]
    for fault in found:
        echo(("note: " if fault.is_note else "") + fault.line())
    broken = 0 if faults else _broken_laws(sources, analysis_plan)
    echo(f"{len(faults) + broken} fault(s), {len(found) - len(faults)} note(s) in {data}")
    if faults or broken:
        sys.exit(1)


def _broken_laws(sources: Sources, plan: Plan) -> int:
    """Print the records that break a law between the indicators, and return how many there are."""
    from evaluation.cohorts import build_cohort
    from evaluation.indicators import offending_records

    offending = offending_records(build_cohort(sources, plan), plan)
    for record in offending.itertuples():
        echo(f"participations, record {record.participation} of {record.project}: breaks „{record.sentence}“")
    return len(offending)


@main.command("check-release")
@click.argument("run_folder", type=_Folder)
@click.option("--earlier", type=_Folder, multiple=True, metavar="RUN", help="An earlier edition; repeatable.")
@_mendable
def check_release(run_folder: Path, earlier: tuple[Path, ...]) -> None:
    """Attack the findings of a run as an outsider would: name each protected number that follows from published ones.

    The attack reads the published folder and the earlier editions alone, and no source table.
    """
    from evaluation.findings import check_release as attacked
    from evaluation.findings import read_editions, read_findings

    found = attacked(read_findings(run_folder / "findings"), read_editions([run / "findings" for run in earlier]))
    for disclosed in found.disclosed:
        echo(disclosed.line())
    echo(
        f"{len(found.disclosed)} protected number(s) known too narrowly; {found.hidden} hidden counts, {found.tested} "
        f"tested numbers, {found.equations} equations in {run_folder} and {len(earlier)} earlier edition(s)"
    )
    if found.disclosed:
        sys.exit(1)


@main.command()
@click.argument("run_folder", type=_Folder)
@click.option("--earlier", type=_Folder, multiple=True, metavar="RUN", help="An earlier edition that the run knew.")
@click.option("--data", type=_Folder, default=Path("data/demo"), show_default=True, help="Folder of the source tables.")
@_mendable
def verify(run_folder: Path, earlier: tuple[Path, ...], data: Path) -> None:
    """Walk again from the source tables and say "same", or which file, row and column differs."""
    from evaluation.findings import evaluate, findings_files, read_editions, stored_plan
    from evaluation.indicators import target_units
    from evaluation.manifest import changed_cells, changed_outputs, changed_sources
    from evaluation.sources import read_sources

    plan = stored_plan(run_folder / "findings")
    sources = read_sources(data, target_units(plan))
    editions = read_editions([run / "findings" for run in earlier])
    differences = [
        *changed_sources(run_folder, sources.fingerprints),
        *changed_cells(run_folder / "findings", findings_files(evaluate(sources, plan, editions))),
        *changed_outputs(run_folder),
    ]
    for difference in differences:
        echo(difference.line())
    if differences:
        echo(f"{len(differences)} difference(s) between {run_folder} and the walk from {data}")
        sys.exit(1)
    echo(f"same: {run_folder} follows from {data}, and nothing was changed since")


@main.command()
@click.argument("folder", type=_Folder, default=Path("data/demo"))
@click.option("--seed", type=click.IntRange(0), default=20190101, show_default=True, help="Seed of the invented data.")
@click.option(
    "--cut-off",
    type=click.DateTime(["%Y-%m-%d"]),
    default=dt.datetime(2022, 12, 31),
    show_default="2022-12-31",
    help="Last day that the data know.",
)
@click.option("--municipalities", type=click.IntRange(4), help="So many, with copies of projects under invented names.")
@_mendable
def demo(folder: Path, seed: int, cut_off: dt.datetime, municipalities: int | None) -> None:
    """Write the demo data: official facts of five projects, synthetic persons, enterprises and events."""
    from evaluation.demo import write_demo

    write_demo(folder, seed=seed, cut_off=cut_off.date(), municipalities=municipalities)
    echo(f"demo data in {folder}")


@main.command()
@click.argument("path", type=_File, default=Path("data/README.md"))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if the file is not current.")
@_mendable
def dictionary(path: Path, only_check: bool) -> None:
    """Write the data dictionary from the table contracts."""
    from evaluation.sources.dictionary import data_dictionary

    text = data_dictionary()
    if only_check:
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise EvaluationError(f"{path} is not current. Write it again with: evaluation dictionary {path}")
        echo(f"{path} is current")
    else:
        path.write_text(text, encoding="utf-8")
        echo(f"data dictionary in {path}")
