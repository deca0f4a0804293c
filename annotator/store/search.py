"""What full-text search sees of a text. The index belongs to no trigger: texts never change."""

import regex

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def indexed(text: str) -> str:
    """The text as it is indexed and as phrases are asked for.

    Scripts written without spaces go in one character a word: the tokenizer of SQLite would take
    a whole sentence for one word, and nothing in it would ever be found.
    """
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)
