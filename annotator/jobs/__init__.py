"""Jobs: long work as generators of Progress, the same for the window and the command line.

A job returns its result when it is through; closing the generator stops it at its last step.
"""

from annotator.jobs.afar import FarClaim, claims_afar
from annotator.jobs.arrivals import Arrival, Arrivals
from annotator.jobs.arrivals import save as save_arrivals
from annotator.jobs.bulk import assign, set_status
from annotator.jobs.codebooks import joined as codebook_joined
from annotator.jobs.copies import Shared, find_copies, shared
from annotator.jobs.exporting import Preview, card_for, card_of, export, preview
from annotator.jobs.imported import Imported, Misfit
from annotator.jobs.importing import import_files
from annotator.jobs.keeping import (
    Finding,
    backup,
    existing_backups,
    restore,
    sqlite_version,
    verify,
)
from annotator.jobs.mapping import (
    LEFT_OUT,
    Survey,
    may_be_marked,
    proposal,
    proposed,
    remembered,
    survey,
)
from annotator.jobs.pasting import TABLES, TableHead, import_markup, import_text, table_heads
from annotator.jobs.pseudonyms import key_table
from annotator.jobs.returning import (
    BROUGHT_AGAIN,
    UNFINISHED,
    Brought,
    bring_again,
    has_marks,
    last_import,
    last_taken_back,
    next_redo,
    next_undo,
    take_back,
)
from annotator.jobs.sources import Failure, samples
from annotator.jobs.uses import Uses, codebook_uses

__all__ = [
    "BROUGHT_AGAIN",
    "LEFT_OUT",
    "TABLES",
    "UNFINISHED",
    "Arrival",
    "Arrivals",
    "Brought",
    "Failure",
    "FarClaim",
    "Finding",
    "Imported",
    "Misfit",
    "Preview",
    "Shared",
    "Survey",
    "TableHead",
    "Uses",
    "assign",
    "backup",
    "bring_again",
    "card_for",
    "card_of",
    "claims_afar",
    "codebook_joined",
    "codebook_uses",
    "existing_backups",
    "export",
    "find_copies",
    "has_marks",
    "import_files",
    "import_markup",
    "import_text",
    "key_table",
    "last_import",
    "last_taken_back",
    "may_be_marked",
    "next_redo",
    "next_undo",
    "preview",
    "proposal",
    "proposed",
    "remembered",
    "restore",
    "samples",
    "save_arrivals",
    "set_status",
    "shared",
    "sqlite_version",
    "survey",
    "table_heads",
    "take_back",
    "verify",
]
