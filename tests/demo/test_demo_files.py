"""The files: same seed, same bytes; the committed demo data are current; nothing else is touched."""

import datetime as dt
import json
from pathlib import Path

import pytest

from evaluation.demo import generate, write_demo
from evaluation.demo.draws import Draws, add_months
from evaluation.demo.lives import draw_lives
from evaluation.demo.projects import JENA
from evaluation.demo.stays import Term
from evaluation.demo.write import FACTS, facts_file
from evaluation.plan import read_plan
from evaluation.sources.contracts import CONTRACTS

SEED, CUT_OFF = 20190101, dt.date(2022, 12, 31)
COMMITTED = Path(__file__).parents[2] / "data" / "demo"
WRITTEN = (*(f"{name}.csv" for name in CONTRACTS), "truth.json")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, SEED, CUT_OFF)
    return folder


def test_two_writes_give_the_same_bytes(fresh, tmp_path):
    write_demo(tmp_path / "again", SEED, CUT_OFF)
    for name in WRITTEN:
        assert (tmp_path / "again" / name).read_bytes() == (fresh / name).read_bytes(), name


@pytest.mark.parametrize("name", WRITTEN)
def test_the_committed_demo_data_are_current(fresh, name):
    assert (COMMITTED / name).read_bytes() == (fresh / name).read_bytes()


def test_another_seed_gives_other_persons_and_the_same_facts(fresh, tmp_path):
    write_demo(tmp_path, SEED + 1, CUT_OFF)
    assert (tmp_path / "participations.csv").read_bytes() != (fresh / "participations.csv").read_bytes()
    for name in FACTS:
        assert (tmp_path / f"{name}.csv").read_bytes() == facts_file(f"{name}.csv")


def test_the_plan_is_copied_only_if_there_is_none(fresh, tmp_path):
    assert (fresh / "plan.toml").read_bytes() == facts_file("plan.toml") == (COMMITTED / "plan.toml").read_bytes()
    (tmp_path / "plan.toml").write_text("mine", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write_demo(tmp_path, SEED, CUT_OFF)
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_plan_of_the_demo_data_has_their_seed_and_cut_off():
    plan = read_plan(COMMITTED / "plan.toml")
    assert (plan.seed, plan.cut_off) == (SEED, CUT_OFF)


def test_files_are_utf8_with_plain_line_ends_and_iso_dates(fresh):
    for name in WRITTEN:
        assert b"\r" not in (fresh / name).read_bytes(), name
    second = (fresh / "participations.csv").read_text(encoding="utf-8").splitlines()[1]
    assert dt.date.fromisoformat(second.split(",")[3])


def test_the_truth_names_parameters_sources_and_implied_shares(fresh):
    truth = json.loads((fresh / "truth.json").read_text(encoding="utf-8"))
    assert (truth["seed"], truth["cut_off"]) == (SEED, "2022-12-31")
    assert set(truth["sources"]) <= set(truth["projects"][JENA.project]["parameters"])
    expected = truth["projects"][JENA.project]["expected"]
    assert expected["placement_observed"] == pytest.approx(0.46 * 0.91)
    svp = expected["stability_from_job_start"]["social_insurance"]
    assert svp["continuous"]["6"] == pytest.approx(0.7408, abs=1e-4)
    assert svp["point"]["12"] > svp["continuous"]["12"]


def test_the_stream_of_a_project_depends_on_seed_and_name_only():
    term = Term(dt.date(2019, 1, 1), CUT_OFF, CUT_OFF)
    assert draw_lives(SEED, JENA, term, []) == draw_lives(SEED, JENA, term, [])
    assert Draws(1, "a").uniform() != Draws(1, "b").uniform() != Draws(2, "b").uniform()


def test_an_earlier_cut_off_knows_less():
    earlier, later = generate(SEED, dt.date(2021, 6, 30)), generate(SEED, CUT_OFF)
    assert len(earlier["participations"]) < len(later["participations"])
    assert earlier["participations"]["exit"].max().date() <= dt.date(2021, 6, 30)
    assert earlier["events"]["held_on"].max().date() <= dt.date(2021, 6, 30)


def test_months_are_calendar_months():
    assert add_months(dt.date(2019, 8, 31), 6) == dt.date(2020, 2, 29)
    assert add_months(dt.date(2019, 12, 1), 12) == dt.date(2020, 12, 1)
    assert add_months(dt.date(2019, 10, 15), 3) == dt.date(2020, 1, 15)
