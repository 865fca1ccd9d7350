"""F1: the keys of the screen, and how to ask."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

_TEXT = """\
Search as you type: with, without or with half of the accents.

  ↑ ↓  ^P ^N      the hit before, the next hit
  PgUp PgDn       turn the pages of the document
  Enter           open the document and leave, as two clicks do
  ^O              show the whole of a long document
  ^Y              copy the path
  Tab             into the filters (Enter or Space takes one in or out) and back
  ^R, ↑ on an empty line
                  the queries of before
  Esc  ^C         leave

  hội nghị        both words, whatever the marks of the documents' words
  "hội nghị"      the words side by side
  -đương          without this word
  hội OR họp      one or the other
  hoi*  hoi~      words that begin so; words one letter, mark or tone away
  title:hội       in the title; also path: author: to: tag: kind: date:

Any key goes back."""


class HelpPage(ModalScreen[None]):
    """The page over the screen; any key takes it away."""

    def compose(self) -> ComposeResult:
        """One text."""
        with VerticalScroll(id="help"):
            yield Static(_TEXT, markup=False)

    def on_key(self) -> None:
        """Go back; a second key may come before the page has gone."""
        if self.is_current:
            self.dismiss()
