"""Which printer writes which form.

A printer writes finished results to a stream of bytes; it never searches. Each is imported
when it is asked for: the forms for pipes load neither Rich nor json unless they use them.
"""

from __future__ import annotations

from vnsearch.output.forms import OutputOptions, Printer, Stream


def make_printer(options: OutputOptions, stream: Stream) -> Printer:
    """The printer of `options.form`."""
    if options.form == "terminal":
        from vnsearch.output.terminal.results import TerminalPrinter

        return TerminalPrinter(options, stream)
    if options.form == "timeline" and options.is_terminal:
        from vnsearch.output.terminal.charts import TimelinePrinter

        return TimelinePrinter(options, stream)
    if options.form == "facets" and options.is_terminal:
        from vnsearch.output.terminal.charts import FacetsPrinter

        return FacetsPrinter(options, stream)
    if options.form in ("json", "jsonl"):
        from vnsearch.output.pipe import json_lines

        whole = options.form == "json"
        return json_lines.JsonPrinter(stream) if whole else json_lines.JsonLinesPrinter(stream)
    if options.form == "format":
        from vnsearch.output.pipe.template import TemplatePrinter

        return TemplatePrinter(options, stream)
    from vnsearch.output.pipe.lines import line_printer

    return line_printer(options, stream)
