"""The entry point: the only place where errors become messages and exit codes."""

from __future__ import annotations

import atexit
import errno
import mmap
import os
import sys
from collections.abc import Sequence

import click

from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.group import cli
from vnsearch.cli.program import COMPLETE_VARIABLE
from vnsearch.cli.streams import (
    complain,
    fill_streams,
    flush_output,
    forget_output,
    insist_on_utf8,
    print_utf8,
)
from vnsearch.errors import QueryError, VnsearchError
from vnsearch.files import (
    CURRENT_IS_GONE,
    WAY_OUT_OF_SHORTAGE,
    is_current_gone,
    is_shortage,
)

_NO_MEMORY = f"there is too little memory for this: {WAY_OUT_OF_SHORTAGE}"
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_ROOM = 80 << 20  # bytes of addresses that NumPy takes when it is imported


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        if arguments is None:
            insist_on_utf8()
            fill_streams()
            _start_quickly()
        print_utf8()
        status = _run(sys.argv[1:] if arguments is None else arguments)
        flush_output()
        if arguments is None:
            _leave(status)
        return status
    except BrokenPipeError:  # the reader has what it wanted, as in `| head`
        forget_output()
        return ExitStatus.FOUND
    except KeyboardInterrupt:
        complain("interrupted; the index is as it was last saved")
        return ExitStatus.INTERRUPTED
    except click.exceptions.Exit as end:  # after --help and --version
        return end.exit_code
    except click.UsageError as error:
        from vnsearch.cli.usage import usage_sentence

        complain(usage_sentence(error))
    except click.ClickException as error:
        complain(error.format_message())
    except QueryError as error:
        complain(str(error), *_caret(error))
    except VnsearchError as error:
        complain(str(error))
    except OSError as error:
        forget_output()
        complain(_system_message(error))
    except MemoryError:
        complain(_NO_MEMORY)
    except Exception as error:  # of ours: Python's own exit code, 1, would say "nothing found"
        if is_shortage(error):
            complain(_NO_MEMORY)
        else:
            sys.excepthook(*sys.exc_info())
    return ExitStatus.ERROR


def _start_quickly() -> None:
    """Half of the time of a search is spent on importing what it needs."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy starts threads when imported
    # In too little, its OpenBLAS ends the process with 1, as if nothing were found.
    mmap.mmap(-1, _ROOM).close()


def _leave(status: int) -> None:
    """End the process here, unless a thread or a debugger goes on: to take all modules apart
    costs more than to open an index.
    """
    threading = sys.modules.get("threading")
    if (threading and threading.active_count() > 1) or sys.gettrace() or sys.getprofile():
        return
    atexit._run_exitfuncs()
    os._exit(status)


def _run(arguments: Sequence[str]) -> int:
    instruction = os.environ.get(COMPLETE_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, "vnsearch", COMPLETE_VARIABLE, instruction)
    with cli.make_context("vnsearch", list(arguments)) as context:
        return cli.invoke(context) or ExitStatus.FOUND


def _caret(error: QueryError) -> Sequence[str]:
    """The query and, below it, the caret under the fault; nothing of a blank one."""
    if not error.query.strip():
        return ()
    from vnsearch.query.caret import caret

    return caret(error).split("\n")


def _system_message(error: OSError) -> str:
    if is_current_gone(error):
        return CURRENT_IS_GONE
    what = error.strerror or str(error)
    if error.errno == errno.ENOMEM:
        return _NO_MEMORY
    if is_shortage(error):
        return f"no more files can be opened ({what}): {WAY_OUT_OF_SHORTAGE}"
    if not error.filename and error.errno in _NO_ROOM:
        return f"the output cannot be written ({what}); make room for it"
    return f"{error.filename} cannot be used ({what})" if error.filename else what
