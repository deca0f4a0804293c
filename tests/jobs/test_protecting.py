"""What stands only in secret articles leaves with no export of the others, in no format."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.edits import articles, claims, entities, judgements, links, notes, spans
from annotator.jobs.protecting import protected
from annotator.model import RIGHTS
from annotator.project import Project
from annotator.text import content_key
from tests.jobs.running import finished
from tests.jobs.test_pseudonyms import everything_in
from tests.scene import add_article

EVERY = {"statuses": "untouched,in_progress,done,done_empty,review"}
SECRETS = ("deepthroat", "garage", "wdq", "s3cret", "kept-note", "7e57ed")


class Kept:
    """A project with an open article and a secret one that says more."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, "Ana")
        do = self.project.edit
        person = self.project.codebook.active_labels[0].id
        secret = "DeepThroat met Maria in a garage."
        wire = {"family": content_key(secret)}
        self.secret = add_article(self.project, secret, title="s3cret", url="7e57ed", **wire)
        self.public = add_article(self.project, "Maria went home and slept.", title="open", **wire)
        do(spans.add, self.secret, 0, 10, person)
        for article, start in ((self.secret, 15), (self.public, 0)):
            do(spans.add, article, start, start + 5, person)
        (deep,), (maria,) = (self.project.entities_like(name) for name in ("Deep", "Maria"))
        do(entities.describe, deep.id, "description", "of the garage")
        do(entities.add_alias, deep.id, "wdq")
        do(entities.set_attribute, "entity", deep.id, "mail", "wdq@x.org")
        do(notes.add, "entity", deep.id, "kept-note")
        do(judgements.grade, deep.id, "reliability", "A")
        self.link("entity", maria.id, deep.id, "member_of")
        hidden = do(claims.add, self.secret, 0, 20).answer
        told = do(claims.add, self.public, 0, 16).answer
        do(claims.set_source, told, maria.id)
        self.link("claim", told, hidden, "repeats")
        self.hidden, self.deep = hidden, deep.id
        do(articles.describe, self.secret, "rights", "secret")

    def link(self, kind: str, source: int, target: int, type: str) -> None:
        link = self.project.edit(links.add, kind, source, target, type).answer
        self.project.edit(links.change, kind, link, "note", "kept-note")


@pytest.fixture
def kept(tmp_path: Path):
    (tmp_path / "in").mkdir()
    made = Kept(tmp_path / "in" / "p.annotator")
    yield made
    made.project.close()


@pytest.mark.parametrize("format", [each.NAME for each in formats.writers()])
def test_no_format_tells_what_only_a_secret_article_says(
    kept: Kept, tmp_path: Path, format: str
) -> None:
    if formats.missing_extra(formats.writer(format).EXTRA):
        pytest.skip("needs an extra")
    whole, out = tmp_path / "whole", tmp_path / "out"
    rights = ",".join(("unsaid", *RIGHTS))
    finished(jobs.export(kept.project, format, whole / "x", {**EVERY, "rights": rights}))
    assert "deepthroat" in everything_in(whole)
    report = finished(jobs.export(kept.project, format, out / "x", EVERY))
    assert (report.written, report.secret) == (1, 1)
    manifest = json.loads((out / "x.manifest.json").read_bytes())
    assert manifest["articles"]["left_out"] == {}
    written = everything_in(out)
    told = (*SECRETS, str(kept.secret), str(kept.hidden), str(kept.deep))
    assert [word for word in told if word in written] == []
    article = kept.project.article(kept.secret)
    assert article is not None and article.key not in written


def test_the_pages_of_an_export_have_no_link_to_what_stays(kept: Kept) -> None:
    options = formats.made(formats.writer("jsonl").Options, {})
    with closing(kept.project.another_reader()) as db:
        card, pages = protected(db, jobs.card_of(kept.project, db), options)
        (page,) = (one for one in pages if one.article.id == kept.public)
        assert page.links == () and kept.deep not in page.entities
        assert [one.name for one in card.entities] == ["Maria"]
        assert list(card.links) == list(card.notes) == []
