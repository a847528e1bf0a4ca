"""Small builders: a plan and source tables of which a test states only what it is about."""

from __future__ import annotations

import fcntl
import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from specifications.records import plan_with, sources_of

from evaluation.findings import Findings, evaluate, read_findings, write_findings
from evaluation.indicators import target_units
from evaluation.plan import Plan, read_plan
from evaluation.sources import Sources, read_sources, reading

DEMO = Path(__file__).parents[1] / "data" / "demo"

Maker = Callable[[Path], None]
"""Fills an empty folder."""

settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("explore", print_blob=True)
settings.load_profile("same")
"""A law is asked of the same examples in every run; `pytest --hypothesis-profile=explore` looks for others."""


LONG = (
    *("test_run", "test_report_endings", "test_specifications", "test_batch_stopped"),
    *("test_release_bytes", "test_findings", "test_disclosure_release", "test_disclosure_rounding"),
    *("test_batch_dask", "test_network_counts", "test_disclosure_attack", "test_indicator_same_sets"),
    *("test_disclosure_pieces", "test_protection_methods", "test_indicator_laws", "test_cohort_exits"),
    *("test_cohort_laws", "test_cohort_stability", "test_cohort_integrations", "test_cohort_later"),
)
"""Files that take longest: begun first, so that at the end no process is left alone with one of them.

Only the first of the files that look at the runs in `release` is among them: it makes both, and none waits for another.
"""


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # else the files with most tests would be begun first
    gone = [name for name in LONG if not any(Path(__file__).parent.rglob(f"{name}.py"))]
    assert not gone, f"no such files: {gone}"
    gc.set_threshold(50_000)  # small frames come and go by the thousand: looking for cycles took a fifth of the time


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # modules and tests stay until the end


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], None]], Path]:
    """Return a function from a name and a maker to a folder that is made once for all processes of a test session.

    The folder belongs to all tests: never write into it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def once(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the process that holds it
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return once


_READ: dict[tuple[str, str, bytes], Any] = {}


@pytest.fixture(scope="module")
def each_content_is_read_once() -> Iterator[None]:
    """Read each content of a file once: a test changes one table of twenty, and the others would take its time."""
    read = reading._read_table

    def read_table(path: Path, contract: Any) -> Any:
        key = contract.name, path.name, path.read_bytes()
        if key not in _READ:
            _READ[key] = read(path, contract)
        table, delivered, faults = _READ[key]
        return table.copy(), delivered, list(faults)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_read_table", read_table)
        yield


@pytest.fixture(scope="session")
def plan() -> Callable[..., Plan]:
    """Return a function from changed choices, without their sections, to a plan: `plan(gap_days=0)`."""

    return plan_with


@pytest.fixture(scope="session")
def make_sources() -> Callable[..., Sources]:
    """Return a function from a few readable rows to source tables.

    `make_sources(participations=[{"exit": "2020-06-30"}])` has one round `R1`, one project `A` and one participation
    `T1` of the person `P1`, who left on that day. An optional table that is not named was not delivered.
    """

    return sources_of


@pytest.fixture(scope="session")
def small_sources(make_sources: Callable[..., Sources]) -> Sources:
    """Return every table with a row or two; the rows keep all contracts and all relations."""
    return make_sources(
        project_details=[{"kind": "programme_area", "text": "Baumheide"}],
        context=[{"measure": "unemployment_rate", "value": 11.6, "reference_date": "2016"}],
        participations=[{"exit": "2020-06-30", "programme_area": "Baumheide"}, {}],
        status_observations=[{"observed_on": "2020-07-10", "status": "employed"}],
        employment_spells=[{"start": "2020-07-01", "enterprise": "U1"}],
        follow_ups=[{"due_on": "2020-12-30", "answered_on": "2021-01-07", "status": "employed"}],
        enterprises=[{"enterprise": "U1"}, {"enterprise": "M1", "role": "project_staff"}],
        advice_contacts=[{"enterprise": "U1", "contacted_on": "2020-03-01", "hours": 1.5}],
        events=[{"event": "V1", "held_on": "2020-04-01"}],
        attendances=[{"event": "V1", "enterprise": "U1"}, {"event": "V1", "enterprise": "M1"}],
        characteristics=[{}],
        activities=[{"hours": 40.0}],
        competence_measurements=[{"measured_on": "2020-01-08", "score": 20.0}],
        cases=[{}],
        targets=[{"indicator": "entries", "target": 350}],
        budgets=[{}],
        jobs_reported=[{"enterprise": "U1", "fte": 1.5}],
        vacancies=[{"enterprise": "U1", "participation": "T1", "matched_on": "2020-05-04"}],
        staff_reports=[{"enterprise": "U1", "phase": "before", "employees": 10, "stayed": 7}],
        turning_points=[{"changed_on": "2021-01-01"}],
    )


@pytest.fixture
def small_folder(tmp_path: Path, small_sources: Sources) -> Path:
    """Return a folder of its own with the small tables as CSV files."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, table in small_sources.tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """Return the folder of the demo data; never write into it."""
    return DEMO


@pytest.fixture(scope="session")
def demo_plan() -> Plan:
    return read_plan(DEMO / "plan.toml")


@pytest.fixture(scope="session")
def demo_units(demo_plan: Plan) -> dict[str, str]:
    """Return the indicators that may have a target, with the unit of the target."""
    return target_units(demo_plan)


@pytest.fixture(scope="session")
def demo_sources(demo_units: dict[str, str]) -> Sources:
    return read_sources(DEMO, demo_units)


@pytest.fixture(scope="session")
def demo_findings(made_once: Callable[..., Path], demo_sources: Sources, demo_plan: Plan) -> Findings:
    """Return the findings of the demo data as a report reads them."""
    folder = made_once(
        "demo-findings", lambda folder: write_findings(evaluate(demo_sources, demo_plan), folder / "findings")
    )
    return read_findings(folder / "findings")
