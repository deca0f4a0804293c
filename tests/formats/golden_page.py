"""A small page with something of everything, and a codebook of its own that nobody else changes.

`python -m tests.formats.golden_page` writes the golden files anew: look at the difference.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from zipfile import ZipFile

from annotator.formats import (
    bioc,
    brat,
    claimreview,
    conll2003,
    conllu,
    csvfolder,
    factuality,
    gate,
    jsonl,
    misp,
    nif,
    prov,
    pubannotation,
    refi,
    triples,
    w3c,
)
from annotator.formats.values import ProjectCard
from annotator.model import (
    Annotator,
    Article,
    Attribute,
    Choice,
    Claim,
    Codebook,
    Entity,
    Field,
    Judgement,
    Label,
    Link,
    LinkType,
    Note,
    Origin,
    Page,
    Span,
)
from annotator.text import content_key
from tests.formats.running import exported

GOLDEN = Path(__file__).parent / "golden"

TEXT = (
    "  Mayor quits 😀\n\n"
    "Lena Ørsted, mayor of Port\u00a0Ellis, will step down, her office told the Ellis Post. "
    "“Thank you,”\u2028she wrote.\n"
    "Café\u0301 owners reportedly cheered."
)

BOOK = Codebook(
    name="small",
    version="3",
    labels=(
        Label(1, "PER", "PER", "who", "1", "A person.", "PER", 0),
        Label(2, "ORG", "ORG", "body", "2", "A body.", "ORG", 1),
        Label(3, "Place name", "PLC", "place", "3", "A place.", "LOC", 2),
        Label(4, "TOWN", "TWN", "place", "", "", "LOC", 3, merged_into=3),
    ),
    fields=(
        Field("source_kind", "Source", "claim", "k", (Choice("entity", "e", "Entity"),)),
        Field("credibility", "Credibility", "judgement", "2", (Choice("6", "6", "?"),), core=True),
        Field("rationale", "Why", "judgement"),
    ),
    claim_links=(LinkType("repeats", "r", "Repeats"),),
    entity_links=(LinkType("member_of", "m", "Member of"),),
    independence=(Choice("derived", "d", "Derived"),),
)

ANNOTATORS = (Annotator(1, "Ana"), Annotator(2, "Bo Ö."))


def page() -> Page:
    """The page."""
    spans = (
        *_mentions(),
        _part(61, 30, "content", "Lena Ørsted", 0),
        _part(62, 30, "content", "will step down", 1),
        _part(63, 30, "source", "her office", 0, mention=44),
        _part(64, 30, "cue", "told", 0),
        _part(65, 30, "addressee", "the Ellis Post", 0),
        _part(66, 31, "content", "“Thank you,”\u2028", 0),
        _part(67, 31, "source", "she", 0),
        _part(68, 31, "cue", "wrote", 0),
        _part(69, 32, "content", "owners reportedly cheered", 0),
        _part(70, 32, "hedge", "reportedly", 0),
    )
    return Page(
        article=Article(
            id=9,
            key=content_key(TEXT),
            title="Mayor quits 😀",
            characters=len(TEXT),
            outlet="Ellis Post",
            published="2025-02-01",
            language="en",
            direction="ltr",
            origin=Origin("mayor.txt", "ab" * 32, "cp1252", (("CRLF to LF", 3),), (17, 19, 130)),
        ),
        text=TEXT,
        codebook=BOOK,
        spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.id))),
        entities={
            20: Entity(20, 1, "[author]", role="author", article=9),
            21: Entity(21, 1, "Lena Ørsted", "Q42", "Mayor.", aliases=("Ørsted",)),
            22: Entity(22, 4, "Port Ellis"),
            23: Entity(23, 2, "mayor's office"),
            24: Entity(24, 3, "Ellis", merged_into=22),
        },
        claims={
            30: Claim(30, 9, 1, "The mayor will resign.", (20, 23)),
            31: Claim(31, 9, 1, "She thanks people.", (20, 23, 21), parent=30),
            32: Claim(32, 9, 2, "Owners were glad.", (20,)),
        },
        judgements=(
            Judgement(80, "source_kind", "entity", 1, claim=30, derived=True),
            Judgement(81, "credibility", "6", 1, claim=30),
            Judgement(82, "credibility", "na", 2, claim=30),
            Judgement(83, "rationale", "Nobody\nelse knows.", 1, claim=30),
            Judgement(84, "credibility", "6", 1, entity=21),
        ),
        links=(
            Link(90, "claim", 31, 30, "repeats", 1, "derived", "Same day."),
            Link(91, "entity", 21, 23, "member_of", 1),
        ),
        notes=(
            Note(95, "Sure?", 1, "doubt", span=43),
            Note(96, "Long one.", 2, article=9),
            Note(97, "Not the brewer.", 1, "", True, entity=21),
        ),
        attributes=(Attribute(98, "tense", "future", claim=30),),
        statuses={1: "done", 2: "review"},
    )


def card() -> ProjectCard:
    """The project around it."""
    whole = page()
    return ProjectCard(
        name="golden",
        codebook=BOOK,
        annotators=ANNOTATORS,
        guidelines="# Rules\n\nNames only.\n",
        properties={"purpose": "tests"},
        entities=tuple(e for e in whole.entities.values() if e.article is None),
        links=tuple(x for x in whole.links if x.kind == "entity"),
        judgements=tuple(j for j in whole.judgements if j.entity),
        notes=tuple(n for n in whole.notes if n.entity),
        articles=1,
    )


def files(folder: Path) -> dict[str, bytes]:
    """What the formats make of it, by path; manifests name the program's version, so not those."""
    exported(jsonl, [page()], folder / "page.jsonl", card())
    exported(conll2003, [page()], folder / "page.conll", card())
    exported(conllu, [page()], folder / "page.conllu", card())
    exported(triples, [page()], folder / "page.bio", card())
    exported(brat, [page()], folder / "page.brat", card())
    exported(csvfolder, [page()], folder / "page.csv", card())
    exported(pubannotation, [page()], folder / "page.pubannotation.json", card())
    exported(bioc, [page()], folder / "page.bioc.xml", card())
    exported(gate, [page()], folder / "page.gate", card())
    exported(w3c, [page()], folder / "page.w3c", card())
    exported(claimreview, [page()], folder / "page.claimreview.jsonld", card())
    exported(misp, [page()], folder / "page.misp.json", card())
    exported(prov, [page()], folder / "page.prov.json", card())
    exported(factuality, [page()], folder / "page.factuality.tsv", card())
    exported(nif, [page()], folder / "page.nif.ttl", card())
    exported(nif, [page()], folder / "page.nif.jsonld", card())
    _unpacked(refi, folder / "page.qdpx")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".manifest.json")
    }


def _unpacked(format: ModuleType, target: Path) -> None:
    """Write what is in the zip of a format as a folder: how it is packed is zlib's."""
    with TemporaryDirectory() as folder:
        exported(format, [page()], Path(folder) / target.name, card())
        with ZipFile(Path(folder) / target.name) as archive:
            archive.extractall(target)


def _mentions() -> tuple[Span, ...]:
    return (
        _mention(41, "Lena Ørsted", 1, 21, "NAM"),
        _mention(42, "mayor of Port\u00a0Ellis", 1, 21, "NOM", head="mayor"),
        _mention(43, "Port\u00a0Ellis", 4, 24, "NAM"),
        _mention(44, "her office", 2, 23, "NOM"),
        _mention(45, "the Ellis Post", 2, None, "NAM", by=2),
        _mention(46, "Caf", 2, None, ""),
        _mention(47, "cheered", 2, None, "", part_of=46),
    )


def _mention(
    id: int, words: str, label: int, entity: int | None, level: str, *, head: str = "",
    by: int = 1, part_of: int | None = None,
) -> Span:  # fmt: skip
    start = TEXT.index(words)
    at = TEXT.index(head, start) if head else None
    return Span(
        id=id,
        article=9,
        start=start,
        end=start + len(words),
        annotator=by,
        quote=words,
        label=label,
        entity=entity,
        level=level,
        head_start=at,
        head_end=None if at is None else at + len(head),
        part_of=part_of,
        order=0 if part_of is None else 1,
    )


def _part(
    id: int, claim: int, role: str, words: str, order: int, mention: int | None = None
) -> Span:
    start = TEXT.index(words)
    end = start + len(words)
    return Span(
        id=id,
        article=9,
        start=start,
        end=end,
        annotator=1,
        quote=words,
        role=role,
        claim=claim,
        order=order,
        mention=mention,
    )


def _write() -> None:
    with TemporaryDirectory() as folder:
        for name, raw in files(Path(folder)).items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(raw)


if __name__ == "__main__":
    _write()
