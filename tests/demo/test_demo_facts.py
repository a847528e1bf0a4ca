"""The official facts are the words and numbers of the public profiles, with their gaps."""

import datetime as dt

import pandas as pd
import pytest

from evaluation.demo.write import FACTS, facts_file, generate

JENA = "jena-teilhabe-am-wachstum"
LEIPZIG = "leipzig-arbeit-im-quartier"
POTSDAM = "potsdam-workin-potsdam"
BIELEFELD = "bielefeld-quartier-als-beschaeftigungsraum"
FORERUNNER = "leipziger-osten-lokale-beschaeftigungsentwicklung"


@pytest.fixture(scope="module")
def facts() -> dict[str, pd.DataFrame]:
    tables = generate(1, dt.date(2022, 12, 31))
    return {name: tables[name] for name in FACTS}


def listed(facts: dict[str, pd.DataFrame], project: str, kind: str, stated_in: str = "prose") -> list[str]:
    details = facts["project_details"]
    rows = details[(details["project"] == project) & (details["kind"] == kind) & (details["stated_in"] == stated_in)]
    return rows.sort_values("position")["text"].tolist()


def value(facts: dict[str, pd.DataFrame], project: str, measure: str, level: str) -> pd.Series:
    rows = facts["context"].set_index(["project", "measure", "level"])
    return rows.loc[(project, measure, level)]


def test_municipality_keys_are_text_with_their_leading_zero(facts):
    keys = facts["projects"].set_index("project")["municipality"].to_dict()
    assert keys == {
        JENA: "16053000",
        LEIPZIG: "14713000",
        POTSDAM: "12054000",
        BIELEFELD: "05711000",
        FORERUNNER: "14713000",
    }


def test_the_rounds_have_their_own_rules(facts):
    rounds = facts["funding_rounds"].set_index("funding_round")
    assert rounds["rule_set"].to_dict() == {"BIWAQ-IV": "esf_2014_2020", "SOZIALE-STADT-2003": "forerunner"}
    assert rounds.loc["BIWAQ-IV", "minimum_age"] == 27
    assert pd.isna(rounds.loc["SOZIALE-STADT-2003", "minimum_age"])


def test_the_forerunner_ran_from_may_2003_to_march_2009_and_has_no_formal_successor_here(facts):
    projects = facts["projects"].set_index("project")
    assert projects.loc[FORERUNNER, "start"] == pd.Timestamp("2003-05-01")
    assert projects.loc[FORERUNNER, "end"] == pd.Timestamp("2009-03-31")
    assert "2006" in projects.loc[FORERUNNER, "summary"]
    assert "OstWerkStadt" in projects.loc[FORERUNNER, "summary"]
    assert projects["predecessor"].isna().all()


def test_jena_has_no_metadata(facts):
    jena = facts["projects"].set_index("project").loc[JENA]
    assert pd.isna(jena["federal_state"])
    assert pd.isna(jena["region_category"])
    assert JENA not in set(facts["context"]["project"])
    assert listed(facts, JENA, "field_of_action", "metadata") == []
    assert listed(facts, JENA, "programme_area", "metadata") == []
    assert listed(facts, JENA, "programme_area") == ["Lobeda", "Winzerla"]
    assert listed(facts, JENA, "cooperation_partner") == []
    assert "Stadt Jena" in jena["source"]


def test_bielefeld_names_three_areas_in_the_metadata_and_two_in_the_prose(facts):
    assert listed(facts, BIELEFELD, "programme_area", "metadata") == ["Sennestadt", "Sieker-Mitte", "Baumheide"]
    assert listed(facts, BIELEFELD, "programme_area") == ["Sennestadt", "Sieker Mitte"]
    assert listed(facts, BIELEFELD, "field_of_action", "metadata") == ["Nachhaltige Integration in Beschäftigung"]


def test_potsdam_states_that_it_has_no_partner(facts):
    details = facts["project_details"]
    partner = details[(details["project"] == POTSDAM) & (details["kind"] == "partner")]
    assert partner["answer"].tolist() == ["none"]
    assert partner["text"].isna().all()


def test_leipzig_lists_the_offices_of_the_city_in_one_line(facts):
    partners = listed(facts, LEIPZIG, "cooperation_partner")
    assert len(partners) == 9
    assert partners[1].startswith("Stadt Leipzig: Amt für Wirtschaftsförderung, Gesundheitsamt, ")
    assert listed(facts, LEIPZIG, "programme_area", "metadata") == ["Leipziger Osten", "Grünau", "Paunsdorf"]


@pytest.mark.parametrize(
    ("project", "targets", "objectives", "activities"),
    [(JENA, 2, 7, 9), (LEIPZIG, 4, 7, 10), (POTSDAM, 5, 6, 5), (BIELEFELD, 3, 6, 8)],
)
def test_every_line_of_the_profiles_is_there(facts, project, targets, objectives, activities):
    assert len(listed(facts, project, "target_group")) == targets
    assert len(listed(facts, project, "objective")) == objectives
    assert len(listed(facts, project, "activity")) == activities


def test_texts_keep_german_typography(facts):
    assert "Unternehmenskontaktmesse „b2b in Lobeda/Winzerla“" in listed(facts, JENA, "activity")[7]
    assert listed(facts, BIELEFELD, "cooperation_partner")[0].startswith("WEGE – Wirtschaftsentwicklungsgesellschaft")
    assert listed(facts, POTSDAM, "target_group")[0] == "(Langzeit-)Arbeitslose"


@pytest.mark.parametrize(
    ("project", "measure", "level", "number", "mark", "reference"),
    [
        (LEIPZIG, "population", "city", 579530, "*", "2016"),
        (LEIPZIG, "unemployment_rate", "city", 6.0, "**", "2016"),
        (LEIPZIG, "sgb2_rate", "area", 26.7, "**", "2016"),
        (POTSDAM, "migration_share", "area", 15.4, "***", "2016-12"),
        (POTSDAM, "population", "area", 32884, "*", "2016-12"),
        (BIELEFELD, "population", "city", 336352, "*", "2016/2017"),
        (BIELEFELD, "unemployment_rate", "area", 11.9, "**", "2016/2017"),
        (BIELEFELD, "migration_share", "city", 36.1, "*", "2016/2017"),
    ],
)
def test_context_values_keep_mark_note_and_date(facts, project, measure, level, number, mark, reference):
    row = value(facts, project, measure, level)
    assert row["value"] == number
    assert row["mark"] == mark
    assert row["reference_date"] == reference
    assert row["source_note"]


def test_the_size_is_known_of_areas_only_and_has_no_date(facts):
    sizes = facts["context"][facts["context"]["measure"] == "area_ha"]
    assert dict(zip(sizes["project"], sizes["value"], strict=True)) == {LEIPZIG: 891, POTSDAM: 281, BIELEFELD: 974}
    assert set(sizes["level"]) == {"area"}
    assert (sizes["reference_date"] == "undated").all()


def test_the_unemployment_of_an_area_is_not_called_an_official_rate(facts):
    rates = facts["context"][facts["context"]["measure"] == "unemployment_rate"]
    assert rates[rates["level"] == "area"]["definition"].str.contains("keine amtliche Quote").all()
    assert rates.groupby("project")["definition"].nunique().eq(2).all()


@pytest.mark.parametrize("name", FACTS)
def test_fact_files_are_utf8_with_plain_line_ends(name):
    content = facts_file(f"{name}.csv")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")
    content.decode("utf-8")
