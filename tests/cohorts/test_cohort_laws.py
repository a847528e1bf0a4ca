"""What must hold for any records: laws of the cohort."""

from types import MappingProxyType

import pandas as pd
from cohorts.random_records import CUT_OFFS, renamed, together, worlds
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evaluation.cohorts import COHORT_COLUMNS, STATES, after_exit_columns, build_cohort, stability_columns
from evaluation.sources import Sources

QUICK = settings(
    max_examples=4,  # of twenty persons each
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller seed makes no smaller records
    suppress_health_check=[HealthCheck.too_slow],
)

MATURE = ("yes", "no", "unknown")
AT_EXIT = ("placement", "job_searching", "new_education", "qualification", "exit_result")
AT_FOLLOW_UP = ("answered", "employed_later", "improved_later")
AFTER_WORK = ("sustained_integration", "continuous_integration")


def outcome_columns(plan) -> list[str]:
    return [*AT_EXIT, *AT_FOLLOW_UP, *AFTER_WORK, *stability_columns(plan), *after_exit_columns(plan)]


@QUICK
@given(worlds(), CUT_OFFS, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(make_sources, plan, tables, cut_off, chance):
    sources = make_sources(**tables)
    shuffled = {
        name: table.iloc[chance.sample(range(len(table)), len(table))].reset_index(drop=True)
        for name, table in sources.tables.items()
    }
    again = Sources(MappingProxyType(shuffled), MappingProxyType({}))
    choices = plan(cut_off=cut_off)
    pd.testing.assert_frame_equal(build_cohort(again, choices), build_cohort(sources, choices))


@QUICK
@given(worlds(), worlds(project="B", letters="b"), CUT_OFFS)
def test_another_project_changes_nothing(make_sources, plan, tables, others, cut_off):
    projects = [{"project": "A"}, {"project": "B", "municipality": "14713000"}]
    alone = build_cohort(make_sources(projects=projects, **tables), plan(cut_off=cut_off))
    both = build_cohort(make_sources(projects=projects, **together(tables, others)), plan(cut_off=cut_off))
    pd.testing.assert_frame_equal(both[both["project"] == "A"].reset_index(drop=True), alone)


@QUICK
@given(worlds(everybody_answers=True), CUT_OFFS, st.integers(1, 400), st.sampled_from(["job_start", "exit"]))
def test_a_later_cut_off_never_takes_maturity_away(make_sources, plan, tables, cut_off, later, clock):
    """Of persons whose last exit was known already: a re-entry overwrites the earlier result by rule.

    What was yes or no stays so, but for three outcomes. Who had not answered the follow-up may do so within the days
    that the plan allows. A status told within these days decides over the recorded job. And an employment that had
    ended lasts if the next job, within the break that the plan allows, becomes known.
    """
    choices = [plan(cut_off=day, clock=clock) for day in (cut_off, cut_off + pd.Timedelta(days=later))]
    early, late = (build_cohort(make_sources(**tables), one).set_index("participation") for one in choices)
    late = late.loc[early.index]
    final = early["exit"].notna() & (early["exit"] == late["exit"]) & (early["records"] == late["records"])
    early, late = early[final], late[final]
    for name in outcome_columns(choices[0]):
        mature = early[name].isin(MATURE)
        assert late.loc[mature, name].isin(MATURE).all(), name
        decided = early[name] == "yes" if name == "answered" else early[name].isin(["yes", "no"])
        may_change = name.startswith("not_unemployed") or name.endswith("_continuous")
        if not may_change:
            assert (late.loc[decided, name] == early.loc[decided, name]).all(), name
    for name in AT_EXIT:
        judged = early[name].isin(MATURE)
        assert (late[name] == early[name])[judged].all(), "nothing new can be observed in a closed window"


@QUICK
@given(worlds(), CUT_OFFS)
def test_twice_the_records_are_twice_the_counts(make_sources, plan, tables, cut_off):
    once = build_cohort(make_sources(**tables), plan(cut_off=cut_off))
    twice = build_cohort(make_sources(**together(tables, renamed(tables))), plan(cut_off=cut_off))
    for name in [*COHORT_COLUMNS, *stability_columns(plan()), *after_exit_columns(plan())]:
        if name not in ("participation", "person", "look_alike"):  # a copy is a look-alike
            counts = once[name].value_counts(dropna=False).sort_index()
            pd.testing.assert_series_equal(twice[name].value_counts(dropna=False).sort_index(), counts * 2)


@QUICK
@given(worlds(), CUT_OFFS)
def test_job_search_and_placement_exclude_each_other(make_sources, plan, tables, cut_off):
    cohort = build_cohort(make_sources(**tables), plan(cut_off=cut_off))
    assert not ((cohort["job_searching"] == "yes") & (cohort["placement"] == "yes")).any()
    unknown = cohort["placement"] == "unknown"
    assert (cohort.loc[unknown, "job_searching"] == "unknown").all(), "who was not seen is unknown to both"


@QUICK
@given(worlds(), CUT_OFFS)
def test_a_result_upon_leaving_is_one_of_the_four(make_sources, plan, tables, cut_off):
    cohort = build_cohort(make_sources(**tables), plan(cut_off=cut_off))
    without_work = cohort["status_at_entry"].isin(["unemployed", "inactive"])
    possible = {
        "placement": without_work,
        "job_searching": cohort["status_at_entry"] == "inactive",
        "new_education": cohort["new_education"].notna(),
        "qualification": cohort["exit"].notna(),
    }
    any_yes = pd.concat([(cohort[name] == "yes") & could for name, could in possible.items()], axis=1).any(axis=1)
    assert ((cohort["exit_result"] == "yes") == any_yes).all()
    all_no = pd.concat([(cohort[name] == "no") | ~could for name, could in possible.items()], axis=1).all(axis=1)
    assert ((cohort["exit_result"] == "no") == (all_no & cohort["exit"].notna())).all()


@QUICK
@given(worlds(), CUT_OFFS)
def test_outcomes_fit_each_other(make_sources, plan, tables, cut_off):
    choices = plan(cut_off=cut_off, gap_days=0)
    cohort = build_cohort(make_sources(**tables), choices)
    left, placed, found = cohort["exit"].notna(), cohort["placement"] == "yes", cohort["job_start"].notna()
    for name in outcome_columns(choices):
        assert set(cohort[name].dropna()) <= set(STATES)
    for name in ("placement", "job_searching", "qualification", "exit_result", *AT_FOLLOW_UP):
        assert (cohort[name].notna() == left).all(), name
    for name in after_exit_columns(choices):
        assert (cohort[name].notna() == left).all(), name
    assert not (cohort["answered"] == "unknown").any()
    assert ((cohort["answered"] == "no") == (cohort["employed_later"] == "unknown")).all()
    assert (cohort["placed_on"].notna() == placed).all()
    assert not (found & ~placed).any()
    assert not (cohort["job_ended"] & ~found).any()
    assert (cohort.loc[found, "job_days"] >= 1).all()
    assert (cohort["heard_of"] <= pd.Timestamp(cut_off)).all()
    assert (cohort["heard_of"] >= cohort["exit"])[left].all()
    for name in stability_columns(choices):
        assert (cohort[name].notna() == found).all()
    for months in (3, 6, 12):
        continuous, point = cohort[f"stable_{months}_continuous"], cohort[f"stable_{months}_point"]
        assert (point[continuous == "yes"] == "yes").all(), "without a break until the day is employed on the day"
        assert ((continuous == "not_mature") == (point == "not_mature")).all()
    stays_longer = cohort["stable_12_continuous"] == "yes"
    assert (cohort.loc[stays_longer, ["stable_3_continuous", "stable_6_continuous"]] == "yes").all(axis=None)


@QUICK
@given(worlds(), CUT_OFFS)
def test_days_after_the_exit_fit_each_other(make_sources, plan, tables, cut_off):
    choices = plan(cut_off=cut_off)
    cohort = build_cohort(make_sources(**tables), choices)
    for months in choices.after_exit.months:
        insured, esf = cohort[f"social_insurance_{months}"], cohort[f"esf_{months}"]
        assert (esf[insured == "yes"] == "yes").all(), "social insurance is employment in the sense of the ESF"
        assert ((insured == "unknown") == (esf == "unknown")).all()
        assert (cohort[f"not_unemployed_{months}"][insured == "yes"] == "yes").all()
    for shorter, longer in zip(choices.after_exit.months, choices.after_exit.months[1:], strict=False):
        mature = cohort[f"esf_{longer}"].isin(MATURE)
        assert cohort.loc[mature, f"esf_{shorter}"].isin(MATURE).all(), "a later day matures later"


@QUICK
@given(worlds(), CUT_OFFS)
def test_what_came_first_fits_the_stay(make_sources, plan, tables, cut_off):
    cohort = build_cohort(make_sources(**tables), plan(cut_off=cut_off))
    until = (pd.Timestamp(cut_off) - cohort["entry"]).dt.days
    assert ((cohort["first_event_days"] >= 0) & (cohort["first_event_days"] <= until)).all()
    assert (cohort.loc[cohort["first_event"] == 1, "first_event_days"] >= 1).all()
    dropped = cohort["first_event"] == 2
    assert (cohort.loc[dropped, "exit_kind"] == "dropped_out").all()
    assert (cohort["integrations"] <= 12).all()
    assert (cohort["stock_months"] <= 12).all()
    sustained = cohort["sustained_integration"].notna()
    assert (sustained == cohort["continuous_integration"].notna()).all()
