"""Every code of the two regulations and of the further sources, with the reason where an indicator has none or a part.

Typed from the sources, not from the catalogue, so that a code cannot be forgotten in both.
"""

from __future__ import annotations

_HOUSEHOLDS = "left out: in the first text of Annex I, absent from the consolidated one"
_PROJECTS = "cannot apply: describes projects, not persons or enterprises"
_COMPONENT = "only its components: the stock of a Jobcenter is not that of a project"

CODE_LISTS: dict[str, dict[str, str]] = {
    "ESF 2014–2020: Regulation (EU) No 1304/2013, Annex I": {
        **{f"CO{number:02}": "" for number in range(1, 12)},
        "CO12": f"participants in jobless households; {_HOUSEHOLDS}",
        "CO13": f"participants in jobless households with dependent children; {_HOUSEHOLDS}",
        "CO14": f"participants in single adult households with dependent children; {_HOUSEHOLDS}",
        **{f"CO{number:02}": "" for number in range(15, 20)},
        "CO20": f"projects implemented by social partners or non-governmental organisations; {_PROJECTS}",
        "CO21": f"projects for the participation and progress of women in employment; {_PROJECTS}",
        "CO22": f"projects for public administrations or public services; {_PROJECTS}",
        "CO23": "",
        **{f"CR{number:02}": "" for number in range(1, 10)},
    },
    "ESF Plus 2021–2027: Regulation (EU) 2021/1057, Annex I": {
        **{f"EECO{number:02}": "" for number in range(1, 20)},
        **{f"EECR{number:02}": "" for number in range(1, 7)},
    },
    "Federal Employment Agency: Verbleibsermittlung": {
        "EQ": "Eingliederungsquote",
        "VQ": "Verbleibsquote",
    },
    "Section 48a SGB II with section 5 SGBIIKennzV": {
        "K2": f"Integrationsquote; {_COMPONENT}",
        "K2E3": "kontinuierliche Beschäftigung nach Integration",
        "NI": "nachhaltige Integration",
        "BDI": "bedarfsdeckende Integration; cannot be computed: needs data on benefits, which no table holds",
    },
}
