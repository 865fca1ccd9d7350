"""Compiles the library: `python -m vnsearch.kernel.compile` after a change of the C sources.

An installation does it too, by `hatch_build.py`. Where there is no compiler nothing is made.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shlex
import subprocess
import sys
import sysconfig

from vnsearch.kernel.library import FOLDER, library_path, sources

# For every machine of the kind that it is compiled on: wheels are carried about. A product is
# rounded before it is added to something, as NumPy does.
_FLAGS = ("-std=c99", "-O3", "-ffp-contract=off", "-fPIC", "-shared")


def compile_library() -> str:
    """The path of the library of the sources that are here, "" where it cannot be made.

    The compiler is the one that CC names, else the one that Python was built with.
    """
    path = library_path()
    unfinished = f"{path}.{os.getpid()}"
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    try:
        command = [*shlex.split(compiler), *_FLAGS, *_c_files(), "-o", unfinished]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        ctypes.CDLL(unfinished)  # a compiler for other machines makes what is of no use here
        os.replace(unfinished, path)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"no compiled library: {error}", file=sys.stderr)
        _remove(unfinished)
        return ""
    for name in os.listdir(FOLDER):
        if name.startswith("kernel-") and name != os.path.basename(path):
            _remove(os.path.join(FOLDER, name))
    return path


def _c_files() -> list[str]:
    return [path for path in sources() if path.endswith(".c")]


def _remove(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


if __name__ == "__main__":
    print(compile_library())
