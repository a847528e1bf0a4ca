"""Rules that hold for several indicators stand in one row, whose label says what they share only once."""

import pytest

from evaluation.tables.evidence import merged


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (["nach 3 Monaten", "nach 6 Monaten"], "nach 3, 6 Monaten"),
        (["Beratung im Haus: Personen", "Praktikum: Personen"], "Beratung im Haus; Praktikum: Personen"),
        (
            ["Antwort verweigert: Flucht", "Antwort verweigert: andere Gründe"],
            "Antwort verweigert: Flucht; andere Gründe",
        ),
        (["Geflüchtete", "Alleinerziehende Eltern"], "Geflüchtete; Alleinerziehende Eltern"),
        (["Eintritte"], "Eintritte"),
    ],
)
def test_what_is_shared_is_said_once(sentences, told):
    assert merged(sentences) == told
