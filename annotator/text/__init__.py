"""All that is known about an article's text from the text alone: cleaning on the way in, tokens,
words, sentences, chunks, language. Pure functions over code points; no Qt, no SQL.
"""

from annotator.text.chunks import chunk_at, chunks_at
from annotator.text.clauses import clause_at, quotation_at
from annotator.text.cleaning import (
    Cleaned,
    Decoded,
    clean,
    content_key,
    read_text,
    to_original,
    to_stored,
)
from annotator.text.headers import header, header_end, iso_date, title_of
from annotator.text.language import direction_of, language_of
from annotator.text.levels import level_of
from annotator.text.sentences import next_sentence, previous_sentence, sentence_at, sentences
from annotator.text.words import (
    next_grapheme,
    next_word,
    next_word_end,
    occurrences,
    on_word,
    previous_grapheme,
    previous_word,
    previous_word_end,
    snap_grapheme,
    snap_words,
    token_table,
    tokens,
    tokens_in,
    trim,
    word_at,
)

__all__ = [
    "Cleaned",
    "Decoded",
    "chunk_at",
    "chunks_at",
    "clause_at",
    "clean",
    "content_key",
    "direction_of",
    "header",
    "header_end",
    "iso_date",
    "language_of",
    "level_of",
    "next_grapheme",
    "next_sentence",
    "next_word",
    "next_word_end",
    "occurrences",
    "on_word",
    "previous_grapheme",
    "previous_sentence",
    "previous_word",
    "previous_word_end",
    "quotation_at",
    "read_text",
    "sentence_at",
    "sentences",
    "snap_grapheme",
    "snap_words",
    "title_of",
    "to_original",
    "to_stored",
    "token_table",
    "tokens",
    "tokens_in",
    "trim",
    "word_at",
]
