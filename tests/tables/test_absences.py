"""What has no number is told below a table and not in rows and columns of signs; nothing is lost by it."""

from evaluation.blocks import Column, Row, Table
from evaluation.formats import legend
from evaluation.tables.absences import tidied

SOURCE = "Quelle: Daten."


def table(rows, heads=("Zahl", "Anteil")):
    columns = [Column(label="Gruppe"), *(Column(label=head, align="right") for head in heads)]
    return Table(title="Titel", columns=columns, rows=rows, notes=["Erklärung.", legend(), SOURCE])


def head(name):
    return Row(kind="section", cells=[name])


def line(*cells):
    return Row(cells=list(cells))


def cells(found):
    return [row.cells for row in found.rows]


def test_a_project_of_which_nothing_was_asked_is_named_below():
    rows = [head("A"), line("Frauen", "5", "50 %"), head("B"), line("Frauen", "–", "nicht erhoben")]
    found = tidied(table(rows))
    assert cells(found) == [["A"], ["Frauen", "5", "50 %"]]
    assert found.notes == ["Erklärung.", "Nicht erhoben: B.", SOURCE]


def test_a_project_with_a_sentence_for_its_only_row_is_named_below():
    found = tidied(table([head("A"), line("x", "5", "–"), head("B"), line("nicht gemessen", "–", "–")]))
    assert found.notes[1] == "Nicht gemessen: B."


def test_a_project_with_some_number_keeps_every_row():
    rows = [head("A"), line("Frauen", ".", "."), line("Männer", "5", "."), line("alle", ".", "9 %")]
    assert cells(tidied(table(rows))) == [row.cells for row in rows]


def test_a_zero_is_a_number():
    assert cells(tidied(table([head("A"), line("Frauen", "0", "0 %")]))) == [["A"], ["Frauen", "0", "0 %"]]


def test_a_table_without_any_number_is_a_sentence():
    found = tidied(table([head("A"), line("x", ".", "."), head("B"), line("x", ".", ".")]))
    assert found.runs[0].text == "Titel: unterdrückt."
    mixed = tidied(table([head("A"), line("x", ".", "."), head("B"), line("nicht erhoben", "–", "–")]))
    assert mixed.runs[0].text == "Titel: unterdrückt (A); nicht erhoben (B)."


def test_a_column_that_is_hidden_is_named_and_one_without_numbers_left_out():
    rows = [line("a", "1", ".", "–"), line("b", "2", "–", "–"), line("c", "3", ".", "–")]
    found = tidied(table(rows, ("Zahl", "Frauen", "Soll")))
    assert [column.label for column in found.columns] == ["Gruppe", "Zahl"]
    assert cells(found) == [["a", "1"], ["b", "2"], ["c", "3"]]
    assert found.notes[1] == "Ganz unterdrückt ist die Spalte: Frauen."


def test_a_group_that_is_hidden_is_named_with_the_line_that_it_belongs_to():
    rows = [line("3 Monate", "5", "9 %"), line("– Frauen", ".", "."), line("– Männer", "3", ".")]
    found = tidied(table([*rows, line("6 Monate", "4", "8 %")]))
    assert [row[0] for row in cells(found)] == ["3 Monate", "– Männer", "6 Monate"]
    assert "Ganz unterdrückt: 3 Monate: Frauen." in found.notes


def test_only_signs_that_stand_in_the_table_are_explained():
    plain = tidied(table([line("a", "1", "2"), line("2019 – 2022", "1", "2")]))
    assert plain.notes == ["Erklärung.", SOURCE]
    signs = tidied(table([line("a", ". von 9", "2"), line("b", "1", "–")]))
    assert signs.notes[-1] == f"{legend()} {SOURCE}"


def test_the_only_project_of_a_report_is_not_named_in_each_table():
    rows = [head("A"), line("x", "5", "6")]
    assert cells(tidied(table(rows), alone="A")) == [["x", "5", "6"]]
    assert cells(tidied(table(rows), alone=None)) == [["A"], ["x", "5", "6"]]


def test_a_hidden_column_is_named_in_the_singular_and_several_in_the_plural():
    def told(*numbers):
        rows = [line(label, *numbers, "50 %") for label in ("Frauen", "Männer", "alle")]
        return tidied(table(rows, heads=(*(f"S{place}" for place in range(len(numbers))), "Anteil"))).notes[1]

    assert told(".") == "Ganz unterdrückt ist die Spalte: S0."
    assert told(".", ".") == "Ganz unterdrückt sind die Spalten: S0, S1."
