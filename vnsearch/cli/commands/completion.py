"""`vnsearch completion`: what makes a shell complete commands, options and index words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from vnsearch.cli.arguments.options import json_option
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.program import COMPLETE_VARIABLE
from vnsearch.cli.streams import standard_output
from vnsearch.output.safe import encoded

_EXAMPLES = """\b
Install, one line for your shell:
  echo 'eval "$(vnsearch completion bash)"' >> ~/.bashrc
  echo 'eval "$(vnsearch completion zsh)"' >> ~/.zshrc
  vnsearch completion fish > ~/.config/fish/completions/vnsearch.fish
"""

# Click's scripts take what is offered apart: bash at its spaces, fish at its commas.
_MENDED = {
    "bash": [
        (
            "COMPREPLY+=($value)",
            """for sign in '\\' ' ' "'" '"' '(' ')' '&' ';' '$' '`' '<' '>' '|' '*' '?'; do
                value=${value//"$sign"/"\\\\$sign"}
            done
            COMPREPLY+=("$value")""",
        )
    ],
    "zsh": [],
    "fish": [('string split ","', 'string split -m 1 ","')],
}


@click.command("completion", epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@json_option
@click.pass_context
def command(context: click.Context, /, shell: str, json_: bool) -> int:
    """Print the script that completes commands, options and words of the index in SHELL."""
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"there is no completion for {shell}", context)
    script = maker(context.find_root().command, {}, "vnsearch", COMPLETE_VARIABLE).source()
    for theirs, ours in _MENDED[shell]:
        script = script.replace(theirs, ours)
    if json_:
        print_json({"shell": shell, "script": script})
    else:
        standard_output().write(encoded(script))
    return ExitStatus.FOUND
