"""How much is read at most, in bytes unless said otherwise.

What is beyond a limit is left out with a message and never cut short silently. The limits
keep one worker process within a few hundred megabytes whatever a file holds.
"""

from __future__ import annotations

DOCUMENT_LIMIT = 96_000_000  # the text of one document; ten million Vietnamese words take 70
DOCUMENT_WORDS = 16_000_000  # more than as much prose has; each takes memory of its own
DIFFERENT_WORDS = 500_000  # of one text; each takes half a kilobyte
LONGEST_WORD = 16_000_000  # characters without a sign between them, looked at together
DIFFERENT_PAIRS = 8_000_000  # of neighbours in one text; as much prose as is read has a third
LEGACY_LIMIT = 16_000_000  # a text in an old encoding, where lines in doubt are weighed alone
REREAD_LIMIT = 12_000_000  # a text that was read wrongly, of which each line is
HTML_LIMIT = 32_000_000  # a web page
HTML_TAGS = 1_500_000  # of a page, each of which may stay open to its end
CHUNK_SIZE = 1 << 20  # lines given to a worker at a time; some wait, and each is held twice
WHOLE_SIZE = 1 << 20  # a file of lines up to this size is not cut
HEAD_SIZE = 1 << 16  # looked at to tell the format and the encoding
PIECE_SIZE = 1 << 20  # read at a time where a file is read whole
BINARY_SIZE = 8192  # a NUL within these first bytes makes a file binary, as in git
EXPANSION_FREE = 256 << 20  # what a compressed file may expand to in any case,
EXPANSION_RATIO = 200  # and how many times its own size beyond that
XLS_LIMIT = 32_000_000  # a workbook of Excel 97, which is held as a whole
PDF_PAGES = 20_000
PAGE_SECONDS = 6  # of processor time for a page of what is read in a process of its own,
SECONDS_PER_MEGABYTE = 30  # and for all of a document, beyond one page; it needs a tenth
READER_MEMORY = 280_000_000  # of such a process, beside a part of a file that it is given,
READER_KEPT = 120_000_000  # and up to which it goes on to the next file
RECORD_VALUES = 3_000_000  # signs of JSON that begin a value or part two, in one record
ROW_CELLS = 2_000_000  # of one row of a table in text
XML_MARKS = 1_000_000  # "<" and "=" of XML that is held as a tree
MAIL_LINES = 1_500_000  # of a message, which is parsed line by line; headers are lines
MAIL_PARTS = 50_000  # that it may have
MAIL_TRIALS = 20_000_000  # of its lines against the boundaries of all parts around them
MAIL_DEPTH = 5  # how deep messages are attached to others as files; each is held as a whole
RTF_MARKS = 4_000_000  # groups and control words of rich text; each takes time
XML_TAGS = 16_000_000  # of XML that is read as it passes; each takes time
TAGS_PER_BYTE = 2  # more of a part that is large as it is compressed, as sheets are
DOCX_TAGS = 5_000_000  # of all parts of a Word document; thousands of pages have as many
ODT_TAGS = 3_000_000  # of a text or slides of OpenDocument, which is passed through twice
XML_OPEN = 1_000_000  # elements, one within the other; each takes 200 bytes
ARCHIVE_MEMBERS = 100_000  # files in a zip archive
OBJECTS = 1_000  # files that are put into one document,
OBJECT_DEPTH = 2  # and how deep: a file in a document in a document
ARCHIVE_SIZE = 2 << 30  # what all of them may expand to together
FAULTS_NAMED = 100  # faulty records named one by one in each chunk; the rest are counted
