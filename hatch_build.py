"""Puts the compiled library of vnsearch/kernel/ into the wheel, where there is a compiler."""

import os
import sys
import sysconfig
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KernelBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Without a compiler the wheel is one for all machines, and NumPy does all work."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the library beside its sources, for the wheel or an editable install."""
        sys.path.insert(0, self.root)
        from vnsearch.kernel.compile import compile_library

        if path := compile_library():
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["artifacts"].append(os.path.relpath(path, self.root))
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
