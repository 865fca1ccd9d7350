"""How large a document is, and whether it has more words than memory is to hold."""

from __future__ import annotations

from operator import attrgetter

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.documents.faults import Fault, Place
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer, is_long
from vnsearch.index.making.tokenizing.variety import TooManyTermsError
from vnsearch.index.segment.lexicon import encode
from vnsearch.records import Document

_PIECE = 1 << 20  # characters encoded at once

_texts = attrgetter("body", *(field.member for field in TEXT_FIELDS if not field.many))
_LISTS = [field.member for field in TEXT_FIELDS if field.many]


def text_size(document: Document) -> int:
    """The bytes of a document's text as UTF-8, a title of its own included."""
    title = 0 if document.title_in_body else len(encode(document.title))
    body = document.body
    if len(body) <= _PIECE:
        return title + len(encode(body))
    pieces = (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))
    return title + sum(len(encode(piece)) for piece in pieces)


def long_texts(document: Document) -> list[str]:
    """Its text and the values of its fields, as far as they may have too many words."""
    texts = [*_texts(document), *(text for name in _LISTS for text in getattr(document, name))]
    return [text for text in texts if is_long(text)]


def checked_size(document: Document) -> int:
    """A document's `text_size`; raises Fault where `RunBuilder.add` does."""
    if texts := long_texts(document):
        try:
            ArrayTokenizer().number(texts)
        except TooManyTermsError as error:
            raise too_many_words(document, error) from None
    return text_size(document)


def too_many_words(document: Document, error: TooManyTermsError) -> Fault:
    """What to raise for a document whose texts have this error raised."""
    place = Place(document.path, document.part, document.line)
    return place.failed("too many words", error.most)
