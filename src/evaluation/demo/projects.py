"""The five projects of the demo data with their parameters."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.demo.parameters import (
    Activities,
    Answers,
    Budget,
    Cases,
    Competences,
    Knowledge,
    Network,
    People,
    ProjectParameters,
    Question,
    Stays,
    Support,
    Target,
    Work,
    job_kinds,
)


def _targets(
    entries: int, long_term: int, placement: float, stabilised: float, enterprises: int, **further: int
) -> tuple[Target, ...]:
    return (
        Target("entries", entries, "count", pro_rata=True),
        Target("long_term_unemployed", long_term, "count", pro_rata=True),
        Target("placement", placement, "percent"),
        Target("stabilised_6_point", stabilised, "percent"),
        Target("enterprises_reached", enterprises, "count"),
        *(Target(indicator, value, "count") for indicator, value in further.items()),
    )


def _cases(short_contacts: int, women: float, settlements: int = 0, settled: int = 0) -> Mapping[str, Cases]:
    """Return people who never entered and, where the profile speaks of it, enterprises that want to settle."""
    years = {2019: 0.27, 2020: 0.21, 2021: 0.27, 2022: 0.25}
    cases = {"short_contact": Cases(short_contacts, years, women=women)}
    if settlements:
        cases["settlement"] = Cases(settlements, years, settled, (90, 330), of_persons=False)
    return cases


_EAST = {0: 0.02, 1: 0.08, 2: 0.34, 3: 0.39, 4: 0.05, 5: 0.03, 6: 0.06, 7: 0.03}
_OTHER_DISADVANTAGE = {"other_disadvantage": Question(0.14)}
_JOINING = {2019: 0.52, 2020: 0.18, 2021: 0.18, 2022: 0.12}

JENA = ProjectParameters(
    project="jena-teilhabe-am-wachstum",
    letters="JEN",
    people=People(
        participations=260,
        women=0.46,
        non_binary=1,
        migration=0.34,
        refusal=0.05,
        incomplete=0.02,
        areas={"Lobeda": 0.65, "Winzerla": 0.35},
        education=_EAST,
        disability=0.18,
    ),
    work=Work(placement=0.46, kinds=job_kinds(0.050, 0.025), migration_factor=0.85),
    knowledge=Knowledge(lost=(0.19, 0.26, 0.33), refused=0.03),
    questions={**_OTHER_DISADVANTAGE, "rural_area": Question(0.0, refusable=False)},
    activities=Activities(
        shares={
            "profiling": 0.90,
            "counselling": 0.80,
            "training": 0.62,
            "trial_work": 0.38,
            "internship": 0.24,
            "in_job_support": 0.60,
        }
    ),
    network=Network(
        enterprises=72,
        joining=_JOINING,
        events={2019: 11, 2020: 8, 2021: 11, 2022: 13},
        fairs={2019: 1, 2021: 1, 2022: 2},
        topics={
            "personnel": 0.30,
            "settlement": 0.12,
            "marketing": 0.12,
            "digital": 0.12,
            "diversity": 0.26,
            "other": 0.08,
        },
        office_contacts=5,
    ),
    support=Support(staff_counts=0.75),
    cases=_cases(87, 0.46, settlements=6, settled=2),
    targets=_targets(240, 140, 40.0, 60.0, 70, smes_supported=60),
    budget=Budget(1_380_000.0, 0.93),
)

LEIPZIG = ProjectParameters(
    project="leipzig-arbeit-im-quartier",
    letters="LEI",
    people=People(
        participations=520,
        women=0.49,
        non_binary=7,
        migration=0.32,
        refusal=0.06,
        incomplete=0.015,
        areas={"Leipziger Osten": 0.42, "Grünau": 0.38, "Paunsdorf": 0.20},
        ages={(27, 34): 0.25, (35, 44): 0.31, (45, 54): 0.25, (55, 63): 0.19},
        education=_EAST,
    ),
    work=Work(placement=0.36, kinds=job_kinds(0.055, 0.030), migration_factor=0.85),
    stays=Stays(one_day=3),
    knowledge=Knowledge(lost=(0.25, 0.34, 0.42)),
    questions={
        **_OTHER_DISADVANTAGE,
        "refugee": Question(0.40, of_migrants=True),
        "homeless": Question(0.04),
    },
    activities=Activities(
        shares={"profiling": 0.72, "counselling": 0.78, "coaching": 0.70, "training": 0.66, "trial_work": 0.30}
    ),
    network=Network(
        enterprises=88,
        joining=_JOINING,
        events={2019: 13, 2020: 9, 2021: 14, 2022: 16},
        fairs={2019: 2, 2021: 1, 2022: 2},
        topics={
            "personnel": 0.22,
            "start_up": 0.14,
            "settlement": 0.08,
            "marketing": 0.28,
            "digital": 0.22,
            "other": 0.06,
        },
        office_contacts=6,
    ),
    cases=_cases(173, 0.49, settlements=9, settled=4),
    targets=_targets(560, 330, 33.0, 60.0, 80, migrants_or_minorities=150, over_54=100, smes_supported=80),
    budget=Budget(2_650_000.0, 0.96),
)

POTSDAM = ProjectParameters(
    project="potsdam-workin-potsdam",
    letters="POT",
    people=People(
        participations=300,
        women=0.50,
        non_binary=2,
        migration=0.28,
        refusal=0.08,
        incomplete=0.02,
        areas={"Schlaatz": 0.45, "Stern/Drewitz": 0.55},
        status={"unemployed": 0.75, "inactive": 0.11, "employed": 0.14},
        education=_EAST,
        single_parent=0.21,
    ),
    work=Work(placement=0.40, kinds=job_kinds(0.055, 0.028), migration_factor=0.85),
    knowledge=Knowledge(lost=(0.22, 0.30, 0.38)),
    questions={**_OTHER_DISADVANTAGE, "refugee": Question(0.42, of_migrants=True)},
    activities=Activities(
        shares={
            "profiling": 0.85,
            "counselling": 0.65,
            "coaching": 0.75,
            "training": 0.50,
            "trial_work": 0.45,
            "internship": 0.22,
        }
    ),
    competences=Competences(measured={"digital": 0.70}),
    network=Network(
        enterprises=58,
        attend_regular=0.48,
        joining=_JOINING,
        events={2019: 9, 2020: 7, 2021: 9, 2022: 11},
        fairs={2019: 1, 2022: 1},
        office_contacts=5,
    ),
    cases=_cases(100, 0.50, settlements=7, settled=3),
    targets=_targets(300, 165, 35.0, 65.0, 60, migrants_or_minorities=80, smes_supported=45),
    budget=Budget(1_620_000.0, 0.90),
)

BIELEFELD = ProjectParameters(
    project="bielefeld-quartier-als-beschaeftigungsraum",
    letters="BIE",
    people=People(
        participations=340,
        women=0.48,
        non_binary=3,
        migration=0.46,
        refusal=0.09,
        incomplete=0.025,
        areas={"Sennestadt": 0.42, "Sieker-Mitte": 0.36, "Baumheide": 0.22},
        education={0: 0.04, 1: 0.12, 2: 0.38, 3: 0.33, 4: 0.04, 5: 0.02, 6: 0.05, 7: 0.02},
        single_parent=0.22,
    ),
    work=Work(placement=0.27, kinds=job_kinds(0.060, 0.032)),
    stays=Stays(drop_out=0.23, one_day=3),
    knowledge=Knowledge(lost=(0.28, 0.38, 0.46), refused=0.05),
    questions={**_OTHER_DISADVANTAGE, "refugee": Question(0.38, of_migrants=True)},
    activities=Activities(
        shares={"counselling": 0.60, "coaching": 0.85, "training": 0.55, "language_course": 0.40, "trial_work": 0.28}
    ),
    competences=Competences(measured={"digital": 0.72}),
    network=Network(
        enterprises=46,
        joining=_JOINING,
        events={2019: 6, 2020: 4, 2021: 6, 2022: 7},
        fairs={2019: 1, 2021: 1, 2022: 2},
        types={"regular": 0.48, "occasional": 0.24, "one_timer": 0.18, "advice_only": 0.10},
        attend_regular=0.55,
        contacts=0.6,
        topics={"personnel": 0.75, "diversity": 0.10, "other": 0.15},
        office_contacts=3,
    ),
    support=Support(jobs={}, vacancies=74, matched=0.32),
    cases=_cases(113, 0.48),
    targets=_targets(350, 210, 30.0, 55.0, 35, migrants_or_minorities=150),
    budget=Budget(1_740_000.0, 0.97),
)

_EVENLY = {2003: 0.11, 2004: 0.17, 2005: 0.17, 2006: 0.17, 2007: 0.17, 2008: 0.17, 2009: 0.04}
_PERSONS_FIRST = {2003: 0.14, 2004: 0.25, 2005: 0.26, 2006: 0.13, 2007: 0.10, 2008: 0.10, 2009: 0.02}
_ENTERPRISES_LATER = {2003: 0.02, 2004: 0.06, 2005: 0.08, 2006: 0.26, 2007: 0.28, 2008: 0.27, 2009: 0.03}

FORERUNNER = ProjectParameters(
    project="leipziger-osten-lokale-beschaeftigungsentwicklung",
    letters="LEO",
    people=People(
        participations=210,
        women=0.48,
        non_binary=0,
        migration=0.25,
        refusal=0.08,
        incomplete=0.02,
        areas={"Leipziger Osten": 1.0},
        ages={(16, 26): 0.24, (27, 34): 0.22, (35, 44): 0.22, (45, 54): 0.19, (55, 63): 0.13},
        status={"unemployed": 0.76, "inactive": 0.17, "employed": 0.07},
        education=_EAST,
        long_term=0.62,
    ),
    work=Work(placement=0.31, kinds=job_kinds(0.060, 0.030)),
    stays=Stays(median_months=3.0, open_at_end=0.0, one_day=0),
    knowledge=Knowledge(follow_ups=False, late=0.06, never=0.08),
    answers=Answers(qualification={"completed": 0.05}),
    network=Network(
        enterprises=60,
        joining={2003: 0.04, 2004: 0.06, 2005: 0.08, 2006: 0.28, 2007: 0.26, 2008: 0.22, 2009: 0.06},
        events={2003: 1, 2004: 2, 2005: 2, 2006: 7, 2007: 9, 2008: 10, 2009: 2},
        fairs={2006: 1, 2008: 1},
        topics={"personnel": 0.40, "start_up": 0.32, "settlement": 0.12, "marketing": 0.06, "other": 0.10},
        office_contacts=6,
    ),
    cases={
        "short_contact": Cases(900, _EVENLY, women=0.52),
        "advice_case": Cases(320, _PERSONS_FIRST, women=0.50),
        "start_up": Cases(46, _ENTERPRISES_LATER, 18, (60, 300), women=0.42),
        "settlement": Cases(14, _ENTERPRISES_LATER, 5, (90, 330), of_persons=False),
        "volunteer_placement": Cases(120, _EVENLY, 70, (7, 60), women=0.60),
        "youth_orientation": Cases(150, _EVENLY, 60, (20, 240), women=0.47),
    },
)

PROJECTS: tuple[ProjectParameters, ...] = (JENA, LEIPZIG, POTSDAM, BIELEFELD, FORERUNNER)
"""The five projects of the demo data."""
