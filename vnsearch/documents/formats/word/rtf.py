"""Rich text (RTF 1.9.1): the text with its fonts; notes, boxes and headers apart from it."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.formats.word.rtf_reader import RtfReader
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source


def read_rtf(source: Source) -> Iterator[Reading]:
    """The file as one document."""
    story = Story(source)
    reader = RtfReader(story, Story(source, story.runs, of_headers=True))
    reader.read(source.content())
    story.append(reader.running)
    yield from story.readings("rtf", own_properties(reader.info))
