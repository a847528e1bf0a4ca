"""Every indicator as a specification: a few records in, numerator, denominator, unknown and not mature out."""

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from evaluation.cohorts import COHORT_COLUMNS, stability_columns
from evaluation.indicators import catalogue, measure, measure_curves, target_units
from evaluation.indicators.catalogue import INDICATORS, Estimator, Table
from evaluation.network import NETWORK_COLUMNS
from evaluation.plan import parse_plan
from evaluation.results import KEY_COLUMNS, RESULT_COLUMNS
from evaluation.sources import Sources
from evaluation.sources.contracts import CONTRACTS, GENDERS, RULE_SETS

DAYS = ("entry", "exit", "heard_of", "placed_on", "job_start")
FLAGS = ("complete", "job_ended")
quick = settings(max_examples=5, deadline=None)  # each example measures several random projects


def plan(**stability):
    """Return a plan; `stability` overrides its choices."""
    choices = {
        "horizons_months": [6, 12],
        "modes": ["point", "continuous"],
        "clock": "job_start",
        "concept": "social_insurance",
        "gap_days": 28,
        "include_subsidised": False,
        "curve_months": 12,
    }
    content = {
        "title": "Test",
        "cut_off": dt.date(2020, 6, 30),
        "funding_rounds": [],
        "confidence_level": 0.95,
        "seed": 1,
        "placement": {"window_days": 28},
        "stability": choices | stability,
        "network": {"period": "year", "active_attendances": 2, "left_out_event_kinds": ["fair"]},
        "disclosure": {"smallest_cell": 3},
    }
    return parse_plan(content, where="test")


PLAN = plan()


def sources(absent=(), **tables):
    """Return sources whose tables are empty but for those given; `absent` ones were not delivered."""
    filled = {}
    for name, contract in CONTRACTS.items():
        types = {column: (spec.metadata or {})["type"] for column, spec in contract.schema.columns.items()}
        filled[name] = pd.DataFrame(tables.get(name, []), columns=list(types)).astype(types)
    return Sources(
        MappingProxyType({name: table for name, table in filled.items() if name not in absent}), MappingProxyType({})
    )


def projects(*codes, rule_set="esf_2014_2020", start="2020-01-01", end="2022-12-31"):
    """Return projects; the plan's cut-off date lies in their second quarter."""
    rows = [(code, "14713000", "R1", rule_set, pd.Timestamp(start), pd.Timestamp(end)) for code in codes or ("A",)]
    return pd.DataFrame(rows, columns=["project", "municipality", "funding_round", "rule_set", "start", "end"])


def records(text):
    """Read a table of records: the first line names columns, `-` is empty, `#` begins a remark."""
    lines = [line.split("#")[0].split() for line in text.strip().splitlines()]
    return pd.DataFrame([line for line in lines[1:] if line], columns=lines[0], dtype="str").replace("-", None)


def cohort(text, project="A"):
    """Read cohort records; columns that are not named are empty, `complete` is yes."""
    given_columns = records(text)
    table = pd.DataFrame(index=given_columns.index)
    for name in (*COHORT_COLUMNS, *stability_columns(PLAN)):
        values = given_columns.get(name, pd.Series(None, index=table.index, dtype="str"))
        if name in DAYS:
            table[name] = pd.to_datetime(values).astype("datetime64[us]")
        elif name in FLAGS:
            table[name] = values.fillna("yes" if name == "complete" else "no").eq("yes")
        elif name == "job_days":
            table[name] = pd.to_numeric(values).astype("Int64")
        else:
            table[name] = values.astype("str")
    return table.assign(project=table["project"].fillna(project), municipality="14713000", funding_round="R1")


def network(text, project="A"):
    """Read network records of one project; `whole` is the whole term, counts that are not named are 0."""
    table = records(text)
    for name in set(NETWORK_COLUMNS) - set(table):
        table[name] = None if name in ("active_before", "active_again", "active_new") else "0"
    table = table.assign(project=project, municipality="14713000", funding_round="R1", rule_set="esf_2014_2020")
    table["period"] = table["period"].replace("whole", "")
    counts = list(NETWORK_COLUMNS)[5:]
    table[counts] = table[counts].apply(pd.to_numeric).astype("Int64")
    return table[list(NETWORK_COLUMNS)]


NOBODY = cohort("person").iloc[:0]
NO_NETWORK = network("period").iloc[:0]


def measured(persons=NOBODY, firms=NO_NETWORK, *, of=None, data=None, by=PLAN):
    """Return the results of project A, or of the projects `of`."""
    return measure(persons, firms, projects() if of is None else of, sources() if data is None else data, by)


def row(results, indicator, group="total", period="", project="A"):
    found = results[
        (results["indicator"] == indicator)
        & (results["group"] == group)
        & (results["period"] == period)
        & (results["project"] == project)
    ]
    assert len(found) == 1, f"{len(found)} rows of {indicator}, {group}, {period!r}"
    return found.iloc[0]


# --- a specification for each indicator -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Specification:
    """Records, and what the indicator must count in them over the whole term (or in `period`)."""

    name: str
    records: str
    events: int
    n: int | None = None
    unknown: int | None = None
    not_mature: int | None = None
    period: str = ""


SPECIFICATIONS = {
    "entries": Specification(
        "entries",
        """
        person gender complete entry
        p1     female yes      2020-01-10
        p2     male   no       2020-02-10   # an incomplete record counts here
        p3     -      no       2020-05-10   # so does unknown gender
        """,
        events=3,
    ),
    "exits": Specification(
        "exits",
        """
        person complete entry      exit
        p1     yes      2020-01-10 2020-03-01
        p2     no       2020-02-10 2020-06-30   # an incomplete record counts here
        p3     yes      2020-02-10 -            # still takes part
        """,
        events=2,
    ),
    "incomplete_records": Specification(
        "incomplete_records",
        """
        person complete entry
        p1     yes      2020-01-10
        p2     no       2020-02-10
        """,
        events=1,
    ),
    "placement": Specification(
        "placement",
        """
        person complete status_at_entry placement
        p1     yes      unemployed      yes          # counts
        p2     yes      inactive        yes          # counts
        p3     yes      unemployed      no           # in the denominator
        p4     yes      unemployed      unknown      # stays in the denominator
        p5     yes      unemployed      not_mature   # the window ends after the cut-off date
        p6     yes      unemployed      -            # still takes part: no case
        p7     yes      employed        yes          # was employed at entry: no change, no case
        p8     no       unemployed      yes          # incomplete record: no case
        p9     no       unemployed      not_mature   # neither
        p10    yes      employed        not_mature   # neither
        p11    yes      -               yes          # status at entry not known: no case
        """,
        events=2,
        n=4,
        unknown=1,
        not_mature=1,
    ),
    "stabilised_{months}_{mode}": Specification(
        "stabilised_6_continuous",
        """
        person complete status_at_entry placement stable_6_continuous stable_6_point
        p1     yes      unemployed      yes       yes                 no     # the other mode is another indicator
        p2     yes      inactive        yes       no                  yes
        p3     yes      unemployed      yes       unknown             yes
        p4     yes      unemployed      yes       not_mature          yes
        p5     yes      unemployed      no        -                   -      # was not placed: no case
        p6     yes      employed        yes       yes                 yes    # was employed at entry: no case
        p7     no       unemployed      yes       yes                 yes    # incomplete record: no case
        """,
        events=1,
        n=3,
        unknown=1,
        not_mature=1,
    ),
    "enterprises_reached": Specification(
        "enterprises_reached",
        """
        period reached advised attending
        whole  9       5       6
        """,
        events=9,
    ),
    "enterprises_advised": Specification(
        "enterprises_advised",
        """
        period reached advised attending
        whole  9       5       6
        """,
        events=5,
    ),
    "advice_contacts": Specification(
        "advice_contacts",
        """
        period advised contacts
        whole  5       17
        """,
        events=17,
    ),
    "events_held": Specification(
        "events_held",
        """
        period events attending attendances possible_attendances
        whole  4      6         20          24
        """,
        events=4,
    ),
    "enterprises_attending": Specification(
        "enterprises_attending",
        """
        period reached advised attending
        whole  9       5       6
        """,
        events=6,
    ),
    "attendances": Specification(
        "attendances",
        """
        period attending events attendances possible_attendances
        whole  6         4      20          24
        """,
        events=20,
    ),
    "active_members": Specification(
        "active_members",
        """
        period active active_before active_again active_new
        2020   7      5             4            2
        """,
        events=7,
        period="2020",
    ),
    "retention": Specification(
        "retention",
        """
        period active active_before active_again active_new
        2020   7      5             4            2            # 4 of the 5 active ones of 2019 came again
        """,
        events=4,
        n=5,
        period="2020",
    ),
    "newcomers": Specification(
        "newcomers",
        """
        period active active_before active_again active_new
        2020   7      5             4            2            # 2 of 7 were never active before
        """,
        events=2,
        n=7,
        period="2020",
    ),
    "two_mode_density": Specification(
        "two_mode_density",
        """
        period attending events attendances possible_attendances
        whole  6         4      20          24
        """,
        events=20,
        n=24,
    ),
}


def test_every_indicator_has_its_specification():
    assert set(SPECIFICATIONS) == {indicator.name for indicator in INDICATORS}


@pytest.fixture(scope="module")
def specified():
    """Measure all specifications in one pass: each is a project of its own, named after its indicator."""
    tables = {indicator.name: indicator.table for indicator in INDICATORS}
    persons, firms = [], []
    for name, wanted in SPECIFICATIONS.items():
        if tables[name] is Table.COHORT:
            persons.append(cohort(wanted.records, wanted.name))
        else:
            firms.append(network(wanted.records, wanted.name))
    of = projects(*(wanted.name for wanted in SPECIFICATIONS.values()))
    return measured(pd.concat(persons, ignore_index=True), pd.concat(firms, ignore_index=True), of=of)


@pytest.mark.parametrize("name", SPECIFICATIONS)
def test_specification(name, specified):
    wanted = SPECIFICATIONS[name]
    got = row(specified, wanted.name, period=wanted.period, project=wanted.name)
    for column in ("events", "n", "unknown", "not_mature"):
        expected = getattr(wanted, column)
        assert pd.isna(got[column]) if expected is None else got[column] == expected, f"{column}: {got[column]}"
    assert got["status"] == "published"
    if wanted.n is None:
        assert pd.isna(got["estimate"])
    else:
        assert got["estimate"] == wanted.events / wanted.n


def test_each_horizon_and_mode_reads_its_own_outcome():
    """One project for each outcome; in it, one person has this outcome and no other."""
    persons = [
        cohort(f"person status_at_entry {' '.join(stability_columns(PLAN))}\np1 unemployed {' '.join(outcomes)}", own)
        for own in stability_columns(PLAN)
        if (outcomes := ["yes" if name == own else "no" for name in stability_columns(PLAN)])
    ]
    results = measured(pd.concat(persons, ignore_index=True), of=projects(*stability_columns(PLAN)))
    for own in stability_columns(PLAN):
        for name in stability_columns(PLAN):
            got = row(results, name.replace("stable", "stabilised"), project=own)
            assert (got["n"], got["events"]) == (1, int(name == own))


def test_firms_behind_a_number_are_told_to_the_disclosure_control():
    firms = network(
        """
        period advised contacts attending attendances possible_attendances events active active_before active_again
        whole  5       17       6         20          24                   4      3      2             1
        """
    )
    contributors = measured(firms=firms).set_index("indicator")["contributors"]
    expected = {
        "advice_contacts": 5,
        "attendances": 6,
        "two_mode_density": 6,
        "enterprises_advised": 5,
        "retention": 2,
    }
    assert {name: contributors[name] for name in expected} == expected


def test_the_first_period_has_no_retention_and_no_newcomers():
    firms = network(
        """
        period active active_before active_again active_new
        whole  8      -             -            -
        2019   5      -             -            -
        2020   7      5             4            2
        """
    )
    results = measured(firms=firms)
    for name in ("retention", "newcomers"):
        assert results.loc[results["indicator"] == name, "period"].tolist() == ["2020"]
    assert results.loc[results["indicator"] == "active_members", "period"].tolist() == ["", "2019", "2020"]


# --- groups, quarters, methods ----------------------------------------------------------------------------------------


PERSONS = cohort(
    """
    person gender     entry      exit       status_at_entry placement
    p1     female     2020-01-01 2020-03-31 unemployed      yes
    p2     female     2020-03-31 2020-04-01 unemployed      no
    p3     male       2020-04-01 2020-06-30 inactive        unknown
    p4     non_binary 2020-06-30 -          unemployed      -
    p5     -          2020-02-01 2020-02-02 unemployed      no
    """
)


def test_groups_are_the_genders_and_the_total_holds_unknown_gender_too():
    results = measured(PERSONS)
    counts = {group: row(results, "entries", group)["events"] for group in ("total", *GENDERS)}
    assert counts == {"total": 5, "female": 2, "male": 1, "non_binary": 1}


def test_the_day_decides_the_quarter_and_a_quarter_without_a_case_has_0():
    results = measured(PERSONS)
    quarters = ("2020-Q1", "2020-Q2")
    assert [row(results, "entries", period=quarter)["events"] for quarter in quarters] == [3, 2]
    assert [row(results, "exits", period=quarter)["events"] for quarter in quarters] == [2, 2]
    assert [row(results, "entries", "female", quarter)["events"] for quarter in quarters] == [2, 0]
    assert [row(results, "exits", "non_binary", quarter)["events"] for quarter in quarters] == [0, 0]


def test_quarters_run_from_the_start_to_the_end_or_the_cut_off_date():
    terms = {
        "to the cut-off date": ("2019-11-15", "2022-12-31", ["2019-Q4", "2020-Q1", "2020-Q2"]),
        "to the end of the project": ("2019-11-15", "2020-03-31", ["2019-Q4", "2020-Q1"]),
        "from the last day": ("2020-06-30", "2022-12-31", ["2020-Q2"]),
        "begins later": ("2020-07-01", "2022-12-31", []),
    }
    of = pd.concat([projects(name, start=start, end=end) for name, (start, end, _) in terms.items()])
    results = measured(of=of)
    for name, (_, _, quarters) in terms.items():
        series = results[(results["indicator"] == "entries") & (results["project"] == name)]
        assert series.loc[series["group"] == "total", "period"].tolist() == ["", *quarters], name


def test_projects_that_all_begin_after_the_cut_off_date_have_no_quarter():
    results = measured(of=projects(start="2020-07-01"))
    assert results.loc[results["indicator"] == "entries", "period"].unique().tolist() == [""]


def test_only_indicators_with_a_day_have_a_series_and_only_some_have_groups():
    results = measured(PERSONS, network("period reached\nwhole 5\n2020 5"))
    for indicator in catalogue(PLAN):
        rows = results[results["indicator"] == indicator.name]
        if indicator.table is Table.COHORT:
            assert (rows["period"] != "").any() == (indicator.day is not None)
        assert set(rows["dimension"]) <= ({"total", "gender"} if indicator.by_gender else {"total"})


def test_shares_have_an_interval_a_ratio_of_a_full_count_has_none():
    firms = network("period attendances possible_attendances attending\nwhole 20 24 6")
    results = measured(PERSONS, firms)
    share, ratio, count = (row(results, name) for name in ("placement", "two_mode_density", "entries"))
    assert (share["method"], ratio["method"], count["method"]) == ("wilson", "ratio", "count")
    assert 0 < share["conf_low"] < share["estimate"] < share["conf_high"] < 1
    assert ratio["estimate"] == 20 / 24
    assert pd.isna(ratio["conf_low"])
    assert pd.isna(ratio["conf_high"])
    assert pd.isna(count["estimate"])


# --- no number, and why -----------------------------------------------------------------------------------------------


def test_status_tells_why_a_share_has_no_number():
    told = {
        "nobody": ([], 0, "not_applicable"),
        "takes_part": (["-"], 0, "not_applicable"),
        "too_early": (["not_mature"], 0, "not_mature"),
        "one_case": (["not_mature", "no"], 1, "published"),
        "not_answered": (["unknown"], 1, "published"),  # looked at in time: a case
    }
    persons = [
        cohort("\n".join(["person status_at_entry placement", *(f"p unemployed {one}" for one in placements)]), name)
        for name, (placements, _, _) in told.items()
        if placements
    ]
    results = measured(pd.concat(persons, ignore_index=True), of=projects(*told))
    for name, (_, n, status) in told.items():
        got = row(results, "placement", project=name)
        assert (got["n"], got["status"]) == (n, status), name
        assert got[["estimate", "conf_low", "conf_high"]].isna().tolist() == [n == 0] * 3


def test_no_case_is_a_count_of_0_and_no_missing_number():
    results = measured()
    assert row(results, "entries")["events"] == 0
    assert row(results, "entries")["status"] == "published"


def test_an_indicator_is_collected_where_the_rule_set_knows_it():
    text = "period active active_before active_again active_new\nwhole 5 5 5 5"
    firms = pd.concat([network(text, rule_set) for rule_set in RULE_SETS], ignore_index=True)
    of = pd.concat([projects(rule_set, rule_set=rule_set) for rule_set in RULE_SETS])
    results = measured(firms=firms, of=of)
    for indicator in catalogue(PLAN):
        for rule_set in RULE_SETS:
            got = row(results, indicator.name, project=rule_set)
            assert (got["status"] == "not_collected") == (rule_set not in indicator.codes), (indicator.name, rule_set)


def test_the_forerunner_did_not_collect_stability():
    results = measured(PERSONS, of=projects(rule_set="forerunner"))
    missing = results[results["status"] == "not_collected"]
    assert set(missing["indicator"]) == {f"stabilised_{m}_{mode}" for m in (6, 12) for mode in ("point", "continuous")}
    assert missing[["n", "events", "unknown", "not_mature", "estimate", "conf_low"]].isna().all(axis=None)
    assert set(missing["dimension"]) == {"total"}


@pytest.mark.parametrize(
    ("absent", "missing"),
    [
        ("employment_spells", {"stabilised"}),
        ("advice_contacts", {"enterprises_advised", "advice_contacts"}),
        ("enterprises", {"enterprises_reached"}),
        (
            "attendances",
            {"enterprises_attending", "attendances", "active_members", "retention", "newcomers", "two_mode_density"},
        ),
        ("targets", set()),
        ("follow_ups", set()),
    ],
)
def test_a_table_that_was_not_delivered_means_not_collected(absent, missing):
    firms = network("period active active_before active_again active_new\nwhole 5 5 5 5")
    results = measured(PERSONS, firms, data=sources(absent=(absent,)))
    found = results.loc[results["status"] == "not_collected", "indicator"].str.replace(r"_\d+_.*", "", regex=True)
    assert set(found) == missing


def test_a_plan_without_any_project_has_no_result():
    results = measured(of=projects().iloc[:0])
    assert results.empty
    assert list(results.columns) == [*RESULT_COLUMNS, "contributors"]
    assert measure_curves(NOBODY, projects().iloc[:0], PLAN).empty


# --- targets ----------------------------------------------------------------------------------------------------------


def test_targets_stand_beside_the_total_of_the_whole_term_in_the_unit_of_the_result():
    targets = [("A", "entries", 40.0, "count", "x"), ("A", "placement", 35.0, "percent", "x")]
    results = measured(PERSONS, data=sources(targets=targets))
    assert row(results, "entries")["target"] == 40
    assert row(results, "placement")["target"] == 0.35
    beside = results[results["target"].notna()]
    assert set(zip(beside["indicator"], beside["group"], beside["period"], strict=True)) == {
        ("entries", "total", ""),
        ("placement", "total", ""),
    }


def test_a_target_belongs_to_its_project():
    data = sources(targets=[("B", "entries", 40.0, "count", "x")])
    results = measured(PERSONS, of=projects("A", "B"), data=data)
    assert row(results, "entries", project="B")["target"] == 40
    assert pd.isna(row(results, "entries", project="A")["target"])


def test_counts_have_targets_in_numbers_and_shares_in_percent():
    units = target_units(PLAN)
    assert units["entries"] == "count"
    assert units["placement"] == units["stabilised_6_point"] == "percent"
    assert set(units) == {indicator.name for indicator in catalogue(PLAN)}


# --- the catalogue as a text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [{}, {"modes": ["point"], "horizons_months": [1]}, {"clock": "exit"}])
def test_names_are_unique(choices):
    names = [indicator.name for indicator in catalogue(plan(**choices))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("indicator", catalogue(PLAN), ids=lambda one: one.name)
def test_an_indicator_says_what_it_counts_and_where_that_comes_from(indicator):
    for text in (indicator.title, indicator.title_en, indicator.definition, indicator.source, indicator.unit):
        assert text.strip()
    for text in (indicator.name, indicator.title, indicator.title_en, indicator.definition, indicator.events):
        assert "{" not in text
    assert indicator.definition.endswith(".")
    assert indicator.codes
    assert set(indicator.codes) <= set(RULE_SETS)


@pytest.mark.parametrize("indicator", catalogue(PLAN), ids=lambda one: one.name)
def test_the_parts_of_an_indicator_fit_each_other(indicator):
    assert (indicator.n is None) == (indicator.estimator is Estimator.COUNT)
    assert set(indicator.needs) <= set(CONTRACTS)
    if indicator.table is Table.NETWORK:
        rules = {indicator.events, indicator.n, indicator.contributors} - {None}
        assert rules <= set(NETWORK_COLUMNS)
        assert indicator.day is None
        assert not indicator.by_gender
    else:
        assert indicator.day is None or indicator.day in COHORT_COLUMNS


def test_placement_bears_the_code_of_its_rule_set():
    codes = next(indicator.codes for indicator in INDICATORS if indicator.name == "placement")
    assert codes == {"esf_2014_2020": "CR04", "esf_plus_2021_2027": "EECR04", "forerunner": ""}


def test_definitions_quote_the_choices_of_the_plan():
    def definition(name, **choices):
        return next(one.definition for one in catalogue(plan(**choices)) if one.name == name)

    assert "28 Tagen" in definition("placement")
    assert "Messe" in definition("events_held")
    assert "mindestens 2 Teilnahmen" in definition("active_members")
    continuous = definition("stabilised_6_continuous")
    assert "mehr als 28 Tagen" in continuous
    assert "ab dem ersten Arbeitstag" in continuous
    assert "sozialversicherungspflichtig" in continuous
    assert "ab dem Austritt" in definition("stabilised_6_point", clock="exit")
    assert "ESF-Begriff" in definition("stabilised_6_point", concept="esf")
    assert "16e" in definition("stabilised_6_point", include_subsidised=True)


# --- the curve of jobs ------------------------------------------------------------------------------------------------


JOBS = cohort(
    """
    person gender complete status_at_entry job_start  job_days job_ended
    p1     female yes      unemployed      2020-01-01 30       yes
    p2     female yes      inactive        2020-01-01 100      no
    p3     male   yes      unemployed      2020-01-01 200      no
    p4     male   no       unemployed      2020-01-01 10       yes        # incomplete record: no case
    p5     male   yes      employed        2020-01-01 10       yes        # was employed at entry: no case
    p6     male   yes      unemployed      -          -        no         # was not placed: no case
    """
)


def test_the_curve_counts_the_persons_of_the_stability_indicators():
    curves = measure_curves(JOBS, projects(), PLAN)
    at_start = curves[curves["month"] == 0].set_index("group")
    assert at_start["n"].to_dict() == {"total": 3, "female": 2, "male": 1}
    total = curves[curves["group"] == "total"].set_index("month")
    assert total.index.tolist() == list(range(13))
    assert total["events"].to_dict() == {month: int(month > 0) for month in range(13)}
    assert total.loc[1, "estimate"] == pytest.approx(2 / 3)
    assert total.loc[6, "n"] == 1
    assert pd.isna(total.loc[7, "estimate"])  # nobody at risk any more


def test_without_a_job_there_is_no_curve():
    assert measure_curves(NOBODY, projects(), PLAN).empty


# --- what must hold for any cohort ------------------------------------------------------------------------------------


OUTCOMES = st.sampled_from(["yes", "no", "unknown", "not_mature", "-"])
SMALL = plan(horizons_months=[6], modes=["point"])
PROJECTS = tuple("ABCDEF")


@st.composite
def cohorts(draw, of=PROJECTS):
    """Draw some persons in each of several projects: measuring many at once is quicker than one after the other."""
    outcomes = stability_columns(SMALL)
    names = ["person", "project", "gender", "complete", "status_at_entry", "entry", "exit", "placement", *outcomes]
    lines = [" ".join(names)]
    for project in of:
        for number in range(draw(st.integers(0, 12))):
            entry = dt.date(2020, 1, 1) + dt.timedelta(days=draw(st.integers(0, 181)))
            left = draw(st.booleans())
            cells = [
                f"{project}{number}",
                project,
                draw(st.sampled_from([*GENDERS, "-"])),
                draw(st.sampled_from(["yes", "yes", "no"])),
                draw(st.sampled_from(["unemployed", "inactive", "employed", "-"])),
                entry.isoformat(),
                min(entry + dt.timedelta(days=40), PLAN.cut_off).isoformat() if left else "-",
                draw(OUTCOMES) if left else "-",
                *(draw(OUTCOMES) for _ in outcomes),
            ]
            lines.append(" ".join(cells))
    return cohort("\n".join(lines))


def measured_small(persons, *of):
    return measured(persons, of=projects(*of or PROJECTS), by=SMALL)


@quick
@given(cohorts())
def test_counts_fit_into_each_other(persons):
    results = measured_small(persons)
    shares = results.dropna(subset="n")
    assert (shares["events"] >= 0).all()
    assert (shares["events"] <= shares["n"]).all()
    assert (shares["unknown"].fillna(0) <= shares["n"] - shares["events"]).all()

    counts = ["events", "n", "unknown", "not_mature"]
    cell = ["project", "indicator", "period"]
    by_gender = results[results["dimension"] == "gender"].groupby(cell)[counts].sum()
    totals = results[results["dimension"] == "total"].set_index(cell)[counts].loc[by_gender.index].fillna(0)
    assert (by_gender <= totals).all(axis=None)  # less by the persons of unknown gender

    series = results[results["indicator"].isin(["entries", "exits"])]
    quarters = series[series["period"] != ""].groupby(["project", "indicator", "group"])["events"].sum()
    whole = series[series["period"] == ""].set_index(["project", "indicator", "group"])["events"]
    assert quarters.to_dict() == whole.to_dict()


@quick
@given(cohorts())
def test_where_all_genders_are_known_they_add_up_to_the_total(persons):
    results = measured_small(persons.dropna(subset="gender"))
    counts, cell = ["events", "n", "unknown", "not_mature"], ["project", "indicator", "period"]
    by_gender = results[results["dimension"] == "gender"].groupby(cell)[counts].sum()
    totals = results[results["dimension"] == "total"].set_index(cell)[counts].loc[by_gender.index].fillna(0)
    assert (by_gender == totals).all(axis=None)


@quick
@given(cohorts(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_is_irrelevant(persons, random):
    shuffled = persons.iloc[random.sample(range(len(persons)), len(persons))].reset_index(drop=True)
    assert_frame_equal(measured_small(persons), measured_small(shuffled))


@quick
@given(cohorts())
def test_another_project_changes_nothing(persons):
    together = measured_small(persons)
    alone = measured_small(persons[persons["project"] == "A"].reset_index(drop=True), "A")
    keys = list(KEY_COLUMNS)
    own = together[together["project"] == "A"]
    assert_frame_equal(alone.sort_values(keys, ignore_index=True), own.sort_values(keys, ignore_index=True))
