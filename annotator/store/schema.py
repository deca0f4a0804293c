"""Every table of the project file, as migrations in plain SQL; old ones are never touched.

Tables whose rows people change have an integer `id` and are journalled. Author columns hold the
annotator who made the row; offsets are code points.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x414E4E4F  # "ANNO"
VERSION = 5

JOURNALLED = (
    "properties",
    "annotators",
    "labels",
    "articles",
    "entities",
    "aliases",
    "spans",
    "claims",
    "chains",
    "judgements",
    "claim_links",
    "entity_links",
    "span_links",
    "notes",
    "attributes",
    "foreign_ids",
    "statuses",
    "assignments",
    "verdicts",
    "predictions",
)

migrations = Migrations("annotator")

_PEOPLE_AND_CODEBOOK = """
create table properties (
    id integer primary key, name text not null unique, value text not null
) strict;
create table annotators (
    id integer primary key, name text not null unique,
    kind text not null default 'human' check (kind in ('human', 'model', 'adjudicator'))
) strict;
create table labels (
    id integer primary key, name text not null, code text not null, family text not null,
    key text not null default '', definition text not null default '',
    conll text not null default '', position integer not null default 0,
    retired integer not null default 0, merged_into integer references labels (id)
) strict;
create index labels_merged_into on labels (merged_into);
"""

_ARTICLES = """
create table articles (
    id integer primary key, key text not null unique, title text not null,
    characters integer not null check (characters >= 0),
    outlet text not null default '', published text not null default '',
    byline text not null default '', url text not null default '',
    language text not null default '', direction text not null default '',
    origin text not null default '{}', removed integer not null default 0
) strict;
create index articles_removed on articles (removed);
create index articles_title on articles (title collate nocase, id);
create index articles_published on articles (published, id);
create index articles_outlet on articles (outlet collate nocase, id);
create table texts (
    article integer primary key references articles (id) on delete cascade, body text not null
) strict;
create table statuses (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    annotator integer not null references annotators (id),
    status text not null check (status in ('in_progress', 'done', 'done_empty', 'review')),
    unique (article, annotator)
) strict;
create index statuses_annotator on statuses (annotator, status, article);
"""

_MARKS = """
create table entities (
    id integer primary key, label integer not null references labels (id), name text not null,
    qid text not null default '', description text not null default '',
    role text not null default '', annotator integer not null references annotators (id),
    article integer references articles (id) on delete cascade,
    merged_into integer references entities (id)
) strict;
create index entities_label on entities (label);
create index entities_name on entities (name);
create index entities_annotator on entities (annotator);
create index entities_article on entities (article) where article is not null;
create index entities_merged_into on entities (merged_into) where merged_into is not null;
create table aliases (
    id integer primary key, entity integer not null references entities (id) on delete cascade,
    name text not null, unique (entity, name)
) strict;
create index aliases_name on aliases (name);
create table claims (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    annotator integer not null references annotators (id), gist text not null default '',
    parent integer references claims (id) on delete set null
) strict;
create index claims_article on claims (article);
create index claims_annotator on claims (annotator);
create index claims_parent on claims (parent) where parent is not null;
create table spans (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    start integer not null, "end" integer not null, quote text not null,
    annotator integer not null references annotators (id),
    label integer references labels (id),
    entity integer references entities (id) on delete set null,
    level text not null default '' check (level in ('', 'NAM', 'NOM', 'PRO', 'VAL')),
    head_start integer, head_end integer,
    role text not null default ''
        check (role in ('', 'content', 'source', 'cue', 'hedge', 'addressee')),
    claim integer references claims (id) on delete cascade,
    "order" integer not null default 0,
    mention integer references spans (id) on delete set null,
    part_of integer references spans (id) on delete cascade,
    check (0 <= start and start < "end"),
    check ((label is null) <> (claim is null)),
    check ((claim is null) = (role = ''))
) strict;
create index spans_article on spans (article, start, "end" desc);
create index spans_name on spans (quote, label) where level = 'NAM';
create index spans_words on spans (article, quote, label) where level in ('NOM', 'VAL');
create index spans_label on spans (label) where label is not null;
create index spans_entity on spans (entity) where entity is not null;
create index spans_claim on spans (claim) where claim is not null;
create index spans_mention on spans (mention) where mention is not null;
create index spans_part_of on spans (part_of) where part_of is not null;
create index spans_annotator on spans (annotator);
create table chains (
    id integer primary key, claim integer not null references claims (id) on delete cascade,
    position integer not null, entity integer references entities (id) on delete set null,
    unique (claim, position)
) strict;
create index chains_entity on chains (entity) where entity is not null;
"""

_JUDGEMENTS = """
create table judgements (
    id integer primary key, field text not null, value text not null,
    annotator integer not null references annotators (id),
    claim integer references claims (id) on delete cascade,
    entity integer references entities (id) on delete cascade,
    "order" integer not null default 0, derived integer not null default 0,
    check ((claim is null) <> (entity is null))
) strict;
create unique index judgements_claim on judgements (claim, field, annotator, "order")
    where claim is not null;
create unique index judgements_entity on judgements (entity, field, annotator, "order")
    where entity is not null;
create index judgements_annotator on judgements (annotator);
"""


def _links(kind: str, parent: str) -> str:
    """The table of typed arrows between two rows of one kind."""
    return f"""
create table {kind}_links (
    id integer primary key,
    source integer not null references {parent} (id) on delete cascade,
    target integer not null references {parent} (id) on delete cascade,
    type text not null, independence text not null default '', note text not null default '',
    annotator integer not null references annotators (id), check (source <> target)
) strict;
create index {kind}_links_source on {kind}_links (source);
create index {kind}_links_target on {kind}_links (target);
create index {kind}_links_annotator on {kind}_links (annotator);
"""


def _about(table: str, columns: str) -> str:
    """A table whose rows are about exactly one article, span, entity or claim."""
    subjects = {"article": "articles", "span": "spans", "entity": "entities", "claim": "claims"}
    references = ", ".join(
        f"{subject} integer references {parent} (id) on delete cascade"
        for subject, parent in subjects.items()
    )
    given = " + ".join(f"({subject} is not null)" for subject in subjects)
    indexes = "\n".join(
        f"create index {table}_{subject} on {table} ({subject}) where {subject} is not null;"
        for subject in subjects
    )
    return f"""
create table {table} (
    id integer primary key, {columns}, {references}, check ({given} = 1)
) strict;
{indexes}
"""


_PREDICTIONS = """
create table predictions (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    start integer not null, "end" integer not null, label text not null, quote text not null,
    score real, provider text not null, verdict text not null default '',
    check (0 <= start and start < "end")
) strict;
create index predictions_article on predictions (article, start);
"""

_LOG = """
create table edits (
    id integer primary key, at text not null,
    annotator integer not null references annotators (id), name text not null,
    arguments text not null default '{}', article integer,
    kind text not null default 'do' check (kind in ('do', 'undo', 'redo', 'import')),
    reverts integer references edits (id)
) strict;
create index edits_annotator on edits (annotator);
create index edits_article on edits (article) where article is not null;
create index edits_reverts on edits (reverts) where reverts is not null;
create table changes (
    id integer primary key,
    edit integer not null references edits (id) deferrable initially deferred,
    "table" text not null, "row" integer not null, before text, after text
) strict;
create index changes_edit on changes (edit);
create table batches (
    edit integer not null references edits (id), article integer not null,
    primary key (edit, article)
) strict, without rowid;
"""

_SEARCH = """
create virtual table texts_search using fts5 (
    body, content='texts', content_rowid='article', tokenize='unicode61 remove_diacritics 2'
);
"""


@migrations()
def first(db: Database) -> None:
    """The tables of version 1."""
    by = "annotator integer not null references annotators (id)"
    note = f"text text not null, flag text not null default '', {by}"
    run(
        db,
        _PEOPLE_AND_CODEBOOK,
        _ARTICLES,
        _MARKS,
        _JUDGEMENTS,
        _links("claim", "claims"),
        _links("entity", "entities"),
        _links("span", "spans"),
        _about("notes", f"{note}, resolved integer not null default 0"),
        _about("attributes", "name text not null, value text not null"),
        _about("foreign_ids", "scheme text not null, value text not null"),
        _PREDICTIONS,
        _LOG,
        _SEARCH,
        "create index notes_annotator on notes (annotator);",
        "pragma user_version = 1;",
    )


_CORPUS = """
alter table articles add column rights text not null default ''
    check (rights in ('', 'free', 'restricted', 'secret'));
alter table articles add column family text not null default '';
alter table articles add column version_of integer references articles (id);
create index articles_rights on articles (rights, id);
create index articles_language on articles (language, id);
create index articles_family on articles (family, id) where family <> '';
create index articles_version_of on articles (version_of) where version_of is not null;
create table sentences (
    hash integer not null, article integer not null references articles (id) on delete cascade,
    start integer not null, "end" integer not null,
    primary key (hash, article, start)
) strict, without rowid;
create index sentences_article on sentences (article);
create table assignments (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    annotator integer not null references annotators (id), unique (article, annotator)
) strict;
create index assignments_annotator on assignments (annotator, article);
create table verdicts (
    id integer primary key, article integer not null references articles (id) on delete cascade,
    start integer not null, "end" integer not null, label text not null,
    verdict text not null check (verdict in ('accepted', 'rejected')),
    annotator integer not null references annotators (id)
) strict;
create index verdicts_article on verdicts (article, start);
create index verdicts_annotator on verdicts (annotator);
pragma user_version = 2;
"""


@migrations()
def corpus(db: Database) -> None:
    """Version 2: rights, families of near-duplicates, versions, who is to do which
    article, and what became of suggestions."""
    run(db, _CORPUS)


_LEAN = """
drop index spans_annotator;
drop index claims_annotator;
drop index entities_annotator;
drop index claim_links_annotator;
drop index entity_links_annotator;
drop index span_links_annotator;
drop index notes_annotator;
pragma user_version = 3;
"""


@migrations()
def lean(db: Database) -> None:
    """Version 3: no index that nothing asks and each edit writes; see docs/decisions/indexes.md."""
    run(db, _LEAN)


_DAYS = """
alter table statuses add column changed text not null default '';
update statuses set changed = found.at from (
    select c."row" as id, max(e.at) as at from changes c join edits e on e.id = c.edit
    where c."table" = 'statuses' group by 1
) as found where found.id = statuses.id;
create index statuses_changed on statuses (annotator, changed, article);
pragma user_version = 4;
"""


@migrations()
def days(db: Database) -> None:
    """Version 4: since when an article is in its state; of an import's states nothing is known."""
    run(db, _DAYS)


_RARE = """
create index judgements_value on judgements (annotator, field, value, claim);
drop index judgements_annotator;
drop index spans_claim;
create index spans_claim on spans (claim, role) where claim is not null;
pragma user_version = 5;
"""


@migrations()
def rare(db: Database) -> None:
    """Version 5: answers that few or no claims have are found by their value, and claims without a
    source by an index alone; see docs/decisions/indexes.md.
    """
    run(db, _RARE)


def run(db: Database, *scripts: str) -> None:
    """Execute each statement of the scripts inside the transaction that is open now."""
    for statement in "\n".join(scripts).split(";\n"):
        if statement.strip():
            db.execute(statement)
