"""What is marked in the sample articles: by words, never by offsets. See `tools.samples`.

A mention is (words, label, entity); the entity "" is whatever the words make. A claim is (key,
paragraph, content, more): parts by role, `by` whom and `through` whom, `own` for the author's own
voice, a gist, and answers to the codebook's fields.
"""

from typing import Any

Mention = tuple[str, ...]
Claim = tuple[str, str, tuple[str, ...], dict[str, Any]]

_FIRE = "the fire at Orrin Quay"
_SERVICE = "Keldra Fire Service"
_SEEN = "a person familiar with the investigation"

_LEAD, _BLAZE = "A fire that tore", "The blaze, the worst"
_MAYOR, _FIRM, _REPORT = "Mayor Mirela Dostan", "Northgate rejected", "An inspection report"
_CAUSE, _RADIO, _ALARMS = "The cause of the fire", "Radio Varn, citing", "There were reportedly"
_SMELL, _COST, _UNION = "The Keldra Fire Service declined", "Analysts expect", "The Dockworkers’"
_PORT, _DEAD = "The port, already", "The names of the two"

_MENTIONS: dict[str, list[Mention]] = {
    _LEAD: [
        ("A fire", "EVENT", _FIRE), ("two warehouses at Orrin Quay", "FAC"),
        ("Orrin Quay", "FAC", "Orrin Quay"), ("Thursday night", "DATE"),
        ("two dockworkers", "PER", "the two dead"), ("at least eleven people", "PER"),
        ("at least eleven", "QUANT"), ("Keldra Fire Service", "ORG", _SERVICE),
        ("Keldra", "GPE", "Keldra"), ("Friday", "DATE"),
    ],
    _BLAZE: [
        ("The blaze", "EVENT", _FIRE), ("the port city", "GPE", "Keldra"), ("1987", "DATE"),
        ("shortly before 11 p.m.", "DATE"),
        ("a building leased by Northgate Shipping", "FAC", "Warehouse 7"),
        ("Northgate Shipping", "ORG", "Northgate Shipping"),
        ("one of the largest employers on the Varn coast", "ORG", "Northgate Shipping"),
        ("Varn coast", "LOC", "Varn coast"), ("It", "EVENT", _FIRE, "PRO"),
        ("the old town", "LOC"), ("some 300 residents of the Lantern district", "PER"),
        ("some 300", "QUANT"), ("Lantern district", "LOC", "Lantern district"),
    ],
    _MAYOR: [
        ("Mayor", "PER", "Mirela Dostan", "NOM"), ("Mirela Dostan", "PER", "Mirela Dostan"),
        ("the fire", "EVENT", _FIRE), ("We", "GPE", "Keldra", "PRO"),
        ("Northgate", "ORG", "Northgate Shipping"), ("two years ago", "DATE"),
        ("she", "PER", "Mirela Dostan", "PRO"), ("reporters", "PER"),
        ("City Hall", "FAC", "City Hall"),
    ],
    _FIRM: [
        ("Northgate", "ORG", "Northgate Shipping"), ("Its spokesman", "PER", "Oskar Venn"),
        ("Its", "ORG", "Northgate Shipping", "PRO"), ("Oskar Venn", "PER", "Oskar Venn"),
        ("every building on the quay", "FAC"), ("the quay", "FAC", "Orrin Quay"),
        ("January", "DATE"), ("Mr. Venn", "PER", "Oskar Venn"),
    ],
    _REPORT: [
        ("An inspection report dated 9 January", "OTHER", "the inspection report"),
        ("9 January", "DATE"), ("Courier", "ORG", "The Keldra Courier"),
        ("Warehouse 7", "FAC", "Warehouse 7"), ("It", "OTHER", "the inspection report", "PRO"),
    ],
    _CAUSE: [
        ("the fire", "EVENT", _FIRE),
        ("A person familiar with the investigation", "PER", _SEEN),
        ("The Courier", "ORG", "The Keldra Courier"),
    ],
    _RADIO: [
        ("Radio Varn", "ORG", "Radio Varn"),
        ("the harbour police", "ORG", "the harbour police"),
        ("a night guard", "PER", "the night guard"), ("two men", "PER", "the two men"),
        ("the building", "FAC", "Warehouse 7"),
        ("The harbour police", "ORG", "the harbour police"), ("such a witness", "PER"),
        ("the station", "ORG", "Radio Varn"),
    ],
    _ALARMS: [
        ("the upper floor", "FAC"),
        ("Several residents of Lantern Street", "PER", "residents of Lantern Street"),
        ("Lantern Street", "LOC", "Lantern Street"),
        ("they", "PER", "residents of Lantern Street", "PRO"), ("nine o’clock", "DATE"),
        ("I", "PER", "Ines Okafor-Brandt", "PRO"),
        ("Ines Okafor-Brandt", "PER", "Ines Okafor-Brandt"),
        ("a teacher who lives opposite the quay", "PER", "Ines Okafor-Brandt"),
        ("the quay", "FAC", "Orrin Quay"),
    ],
    _SMELL: [
        ("Keldra Fire Service", "ORG", _SERVICE), ("Keldra", "GPE", "Keldra"),
        ("It", "ORG", _SERVICE, "PRO"), ("about 90 firefighters", "PER", "the firefighters"),
        ("about 90", "QUANT"), ("Its chief", "PER", "Tomas Arvid"),
        ("Its", "ORG", _SERVICE, "PRO"), ("Tomas Arvid", "PER", "Tomas Arvid"),
        ("Harbour Committee", "ORG", "Harbour Committee"), ("Tuesday", "DATE"),
    ],
    _COST: [
        ("Analysts", "PER"), ("more than 40 million crowns", "QUANT"),
        ("It", "EVENT", _FIRE, "PRO"), ("Petra Lindholm", "PER", "Petra Lindholm"),
        ("Hallin Institute", "ORG", "Hallin Institute"),
        ("The Institute", "ORG", "Hallin Institute"),
        ("Northgate", "ORG", "Northgate Shipping"), ("Ms. Lindholm", "PER", "Petra Lindholm"),
    ],
    _UNION: [
        ("Dockworkers’ Union of Varnholm", "ORG", "Dockworkers’ Union of Varnholm"),
        ("Varnholm", "GPE", "Varnholm"), ("Monday", "DATE"), ("Its members", "PER"),
        ("Its", "ORG", "Dockworkers’ Union of Varnholm", "PRO"),
        ("the government", "ORG", "the government of Varnholm"),
        ("Varnholm’s Labour Ministry", "ORG", "Labour Ministry of Varnholm", "NAM"),
        ("Varnholm#2", "GPE", "Varnholm"), ("port inspectors", "PER"), ("twelve", "QUANT"),
        ("five", "QUANT"), ("last year", "DATE"),
    ],
    _PORT: [
        ("The port", "FAC", "the port of Keldra"), ("last autumn", "DATE"),
        ("More than 2,000 families", "PER"), ("More than 2,000", "QUANT"),
        ("Sundmark", "GPE", "Sundmark"),
    ],
    _DEAD: [
        ("the two dead", "PER", "the two dead"), ("Both", "PER", "the two dead", "PRO"),
        ("Orrin Quay", "FAC", "Orrin Quay"), ("colleagues", "PER"),
        ("They", "PER", "the two dead", "PRO"), ("next week", "DATE"),
        ("St. Aldan’s Church", "FAC", "St. Aldan’s Church"), ("Friday evening", "DATE"),
    ],
}  # fmt: skip

_CLAIMS: list[Claim] = [
    ("toll", _LEAD, ("killed two dockworkers and injured at least eleven people",), {
        "source": ("the Keldra Fire Service",), "cue": ("said",),
        "gist": "The fire killed two dockworkers and injured at least eleven people.",
        "kind": "fact", "mode": "indirect", "polarity": "positive", "certainty": "certain",
        "author_stance": "neutral", "credibility": "2", "confidence": "high",
        "anonymity": "named", "evidence": ("statement",),
    }),
    ("worst", _BLAZE, ("the worst in the port city since 1987",), {
        "own": True, "gist": "No fire in Keldra since 1987 was worse.",
        "kind": "fact", "polarity": "positive", "certainty": "certain",
        "author_stance": "endorses", "credibility": "3", "confidence": "moderate",
    }),
    ("homes", _BLAZE, ("drove some 300 residents of the Lantern district from their homes",), {
        "own": True, "gist": "Some 300 people had to leave their homes.",
        "kind": "fact", "polarity": "positive", "certainty": "certain",
    }),
    ("tragedy", _MAYOR, ("“a tragedy that could have been prevented”",), {
        "source": ("Mayor Mirela Dostan",), "cue": ("called",),
        "gist": "The fire could have been prevented.", "kind": "evaluation", "mode": "mixed",
        "polarity": "positive", "certainty": "certain", "author_stance": "neutral",
        "confidence": "high", "anonymity": "named",
    }),
    ("refused", _MAYOR, ("“We asked Northgate for new sprinklers two years ago, and we were told "
                         "there was no money,”",), {
        "source": ("she",), "cue": ("told#2",), "addressee": ("reporters",),
        "gist": "Northgate refused the city new sprinklers two years ago.",
        "kind": "fact", "mode": "direct", "polarity": "positive", "certainty": "certain",
        "author_stance": "neutral", "channel": "interview", "credibility": "3",
        "confidence": "moderate", "anonymity": "named", "proximity": "first_hand",
        "rationale": "She was there, but has an interest; the report on the pumps fits it.",
    }),
    ("passed", _FIRM, ("every building on the quay had passed inspection in January",), {
        "source": ("Its spokesman, Oskar Venn",), "cue": ("said",),
        "gist": "All buildings on the quay passed inspection in January.",
        "kind": "fact", "mode": "indirect", "polarity": "positive", "certainty": "certain",
        "author_stance": "neutral", "credibility": "5", "confidence": "moderate",
        "anonymity": "named", "proximity": "second_hand",
        "rationale": "The report of 9 January lists three faults.",
    }),
    ("denial", _FIRM, ("“Nobody refused anything,”", "“The allegation is simply false.”"), {
        "source": ("Mr. Venn",), "cue": ("said#2",),
        "gist": "Northgate refused the city nothing.",
        "kind": "fact", "mode": "direct", "polarity": "negative", "certainty": "certain",
        "author_stance": "neutral", "credibility": "4", "confidence": "low",
    }),
    ("pumps", _REPORT, ("three faults in the sprinkler pumps of Warehouse 7",), {
        "source": ("An inspection report dated 9 January",), "cue": ("lists",),
        "gist": "The sprinkler pumps of Warehouse 7 had three faults on 9 January.",
        "source_kind": "document", "kind": "fact", "mode": "reported", "polarity": "positive",
        "certainty": "certain", "author_stance": "endorses", "credibility": "2",
        "reliability": "B", "confidence": "high", "evidence": ("document",),
    }),
    ("batteries", _CAUSE, ("lithium batteries stored without a permit had overheated",), {
        "source": ("A person familiar with the investigation, who asked not to be named",),
        "cue": ("said",), "by": None,
        "gist": "Lithium batteries stored without a permit started the fire.",
        "kind": "fact", "mode": "indirect", "polarity": "positive", "certainty": "certain",
        "author_stance": "distances", "attribution": "anonymous", "credibility": "6",
        "reliability": "F", "confidence": "low", "anonymity": "partial", "proximity": "unknown",
        "evidence": ("none",),
    }),
    ("unconfirmed", _CAUSE, ("The Courier could not confirm that account",), {
        "own": True, "gist": "The paper could not confirm what the anonymous source says.",
        "kind": "fact", "polarity": "negative", "certainty": "certain",
    }),
    ("seen", _RADIO, ("a night guard had seen two men leave the building minutes before the alarm",
                      ), {
        "source": ("the harbour police",), "cue": ("reported",), "through": ("Radio Varn",),
        "gist": "A night guard saw two men leave shortly before the alarm.",
        "kind": "fact", "mode": "indirect", "polarity": "positive", "certainty": "certain",
        "author_stance": "distances", "channel": "press_report", "credibility": "5",
        "confidence": "high", "proximity": "second_hand",
    }),
    ("men", _RADIO, ("two men leave the building minutes before the alarm",), {
        "source": ("a night guard",), "cue": ("had seen",), "through": ("Radio Varn",
                                                                       "the harbour police"),
        "parent": "seen", "gist": "Two men left the building minutes before the alarm.",
        "kind": "fact", "mode": "indirect", "polarity": "positive",
    }),
    ("nobody", _RADIO, ("having such a witness",), {
        "source": ("The harbour police",), "cue": ("denied",),
        "gist": "The harbour police have no such witness.",
        "kind": "fact", "mode": "reported", "polarity": "negative", "certainty": "certain",
        "author_stance": "neutral", "credibility": "2", "confidence": "moderate",
        "proximity": "first_hand",
    }),
    ("alarms", _ALARMS, ("no working alarms on the upper floor",), {
        "cue": ("reportedly",), "hedge": ("reportedly",),
        "gist": "The alarms on the upper floor did not work.",
        "kind": "fact", "mode": "indirect", "polarity": "negative", "certainty": "underspecified",
        "author_stance": "distances", "credibility": "6", "reliability": "F",
        "confidence": "low", "anonymity": "unstated",
    }),
    ("smell", _ALARMS, ("they had smelled burning plastic as early as nine o’clock, two hours "
                        "before the first call",), {
        "source": ("Several residents of Lantern Street",), "cue": ("said",), "by": None,
        "gist": "It smelled of burning plastic two hours before the first call.",
        "kind": "fact", "mode": "indirect", "polarity": "positive", "certainty": "certain",
        "author_stance": "neutral", "credibility": "2", "reliability": "C",
        "confidence": "moderate", "proximity": "first_hand", "evidence": ("eyewitness",),
    }),
    ("declined", _SMELL, ("comment on the smell",), {
        "source": ("The Keldra Fire Service",), "cue": ("declined to",),
        "gist": "The fire service says nothing of the smell.",
        "kind": "fact", "mode": "reported", "channel": "declined",
    }),
    ("losses", _COST, ("insured losses of more than 40 million crowns",), {
        "source": ("Analysts",), "cue": ("expect",), "by": None,
        "gist": "The fire will cost insurers more than 40 million crowns.",
        "kind": "prediction", "mode": "reported", "certainty": "probable",
        "author_stance": "neutral", "likelihood": "5",
    }),
    ("dearest", _COST, ("“It will probably be the most expensive fire the coast has ever seen,”",
                        ), {
        "source": ("Petra Lindholm of the Hallin Institute",), "cue": ("said",),
        "hedge": ("probably",), "by": "Petra Lindholm",
        "gist": "No fire on the coast will have cost more.",
        "kind": "prediction", "mode": "direct", "certainty": "probable",
        "author_stance": "distances", "likelihood": "5", "confidence": "low",
    }),
    ("interest", _COST, ("The Institute is partly financed by Northgate",), {
        "own": True, "gist": "Northgate pays part of the institute's costs.",
        "kind": "fact", "polarity": "positive", "certainty": "certain", "credibility": "2",
        "confidence": "moderate",
    }),
    ("savings", _UNION, ("“a decade of savings at the expense of safety”",), {
        "source": ("The Dockworkers’ Union of Varnholm",), "cue": ("blamed",),
        "gist": "A decade of savings made the quay unsafe.", "kind": "evaluation",
        "mode": "mixed", "author_stance": "neutral",
    }),
    ("angry", _UNION, ("to be angry at the government as well",), {
        "cue": ("are said",), "gist": "The union's members are angry at the government as well.",
        "kind": "fact", "mode": "indirect", "author_stance": "neutral",
    }),
    ("fragile", _PORT, ("has rarely looked so fragile",), {
        "own": True, "gist": "The port is in unusual danger.", "kind": "evaluation",
    }),
]  # fmt: skip

_AR = ("أعلنت نقابة", "وقالت رئيسة", "ولم تعلن")
_RU = ("Мэр Кельдры Мирела", "Представитель компании", "Как сообщил")

ARTICLES: dict[str, dict[str, Any]] = {
    "quay-fire": {"mentions": _MENTIONS, "claims": _CLAIMS, "status": "in_progress"},
    "strike-ar": {
        "status": "review",
        "mentions": {
            _AR[0]: [
                ("نقابة عمال الموانئ في فارنهولم", "ORG", "Dockworkers’ Union of Varnholm", "NAM"),
                ("فارنهولم", "GPE", "Varnholm", "NAM"),
                ("يوم الاثنين", "DATE"),
                ("الحريق", "EVENT", _FIRE, "NOM"),
                ("عاملين", "PER", "the two dead", "NOM"),
                ("رصيف أورين", "FAC", "Orrin Quay", "NAM"),
            ],
            _AR[1]: [
                ("رئيسة النقابة", "PER", "سلمى حداد", "NOM"),
                ("سلمى حداد", "PER", "سلمى حداد", "NAM"),
                ("شركة نورثغيت للشحن", "ORG", "Northgate Shipping", "NAM"),
            ],
        },
        "claims": [
            ("warnings", _AR[1], ("الشركة تجاهلت تحذيرات العمال منذ سنوات",), {
                "source": ("رئيسة النقابة سلمى حداد",), "cue": ("وقالت",),
                "gist": "The firm ignored the workers' warnings for years.",
                "kind": "fact", "mode": "indirect", "polarity": "positive",
                "author_stance": "neutral", "credibility": "3", "confidence": "moderate",
            }),
            ("inspected", _AR[1], ("أن جميع مبانيها اجتازت الفحص في يناير",), {
                "source": ("شركة نورثغيت للشحن",), "cue": ("وأكدت",),
                "gist": "All buildings of the firm passed inspection in January.",
                "kind": "fact", "mode": "indirect", "polarity": "positive",
            }),
            ("rumour", _AR[2], ("أن بطاريات مخزنة دون ترخيص كانت وراءه",), {
                "source": ("تقارير غير مؤكدة",), "cue": ("وذكرت",), "by": None,
                "gist": "Batteries stored without a permit were behind it.",
                "kind": "fact", "mode": "indirect", "author_stance": "distances",
            }),
        ],
    },
    "inquiry-ru": {
        "status": "done",
        "mentions": {
            _RU[0]: [
                ("Мэр Кельдры", "PER", "Mirela Dostan", "NOM"),
                ("Кельдры", "GPE", "Keldra", "NAM"),
                ("Мирела Достан", "PER", "Mirela Dostan", "NAM"),
                ("пожар", "EVENT", _FIRE, "NOM"),
                ("причале Оррин", "FAC", "Orrin Quay", "NAM"),
                ("город", "GPE", "Keldra", "NOM"),
                ("два года назад", "DATE"),
                ("«Нортгейт»", "ORG", "Northgate Shipping", "NAM"),
            ],
            _RU[1]: [
                ("Представитель компании", "PER", "Oskar Venn", "NOM"),
                ("Оскар Венн", "PER", "Oskar Venn", "NAM"),
            ],
            _RU[2]: [("портовой полиции", "ORG", "the harbour police", "NOM")],
        },
        "claims": [
            ("preventable", _RU[0], ("пожар на причале Оррин можно было предотвратить",), {
                "source": ("Мэр Кельдры Мирела Достан",), "cue": ("заявила",),
                "gist": "The fire could have been prevented.", "kind": "evaluation",
                "mode": "indirect", "author_stance": "neutral", "confidence": "high",
            }),
            ("six", _RU[2], ("следователи уже допросили шестерых сотрудников склада",), {
                "source": ("источник в портовой полиции",), "cue": ("сообщил",), "by": None,
                "gist": "Six workers of the warehouse were questioned.", "kind": "fact",
                "mode": "indirect", "author_stance": "neutral", "attribution": "anonymous",
                "credibility": "6", "reliability": "F", "confidence": "low",
            }),
        ],
    },
    "notice-zh": {"status": "untouched"},
}  # fmt: skip

CARDS = {
    _SERVICE: "B",
    "Mirela Dostan": "C",
    "Oskar Venn": "D",
    "Radio Varn": "D",
    "the harbour police": "C",
    "Petra Lindholm": "D",
}

ENTITIES = (
    ("Northgate Shipping", "alias", "Northgate"),
    ("Northgate Shipping", "description", "Shipping firm, leases Warehouse 7"),
    ("Mirela Dostan", "description", "Mayor of Keldra"),
    ("Oskar Venn", "description", "Spokesman of Northgate Shipping"),
    ("Keldra", "description", "Invented port city on the Varn coast"),
    ("Hallin Institute", "alias", "The Institute"),
)

ENTITY_LINKS = (
    ("Oskar Venn", "Northgate Shipping", "speaks_for"),
    ("Orrin Quay", "Keldra", "located_in"),
    ("Petra Lindholm", "Hallin Institute", "member_of"),
)

LINKS = (
    ("denial", "refused", "contradicts", "independent"),
    ("pumps", "refused", "corroborates", "independent"),
    ("pumps", "passed", "contradicts", "independent"),
    ("nobody", "seen", "undercuts", "derived"),
    ("interest", "dearest", "undercuts", "independent"),
    ("rumour", "batteries", "repeats", "unknown"),
    ("preventable", "tragedy", "repeats", "derived"),
)

SECOND: tuple[tuple[str, dict[str, Any]], ...] = (
    ("refused", {"credibility": "2", "confidence": "moderate"}),
    ("denial", {"credibility": "3", "confidence": "moderate"}),
    ("batteries", {"credibility": "3", "reliability": "F", "confidence": "low"}),
)

GUIDELINES = """# How we mark here

- A name is marked without its title; the title is a mention of its own.
- A claim's content keeps its quotation marks and leaves out the closing stop.
- Credibility first, then the source. “Cannot be judged” (6, F) is an answer; leave out what you
  have not looked at.
- An anonymous source is never graded better than F unless the desk knows who it is.
"""
