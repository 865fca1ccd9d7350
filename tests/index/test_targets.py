"""Each file belongs to one target: that of the nearest root, the innermost there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.updating.targets import Target, Targets, is_below, nearest_root
from vnsearch.records import NO_RULES, Root

_paths = st.lists(st.sampled_from(["tin", "báo", "a.txt"]), min_size=1, max_size=3).map(
    "/".join
)
_roots = st.lists(st.one_of(_paths, st.sampled_from([".", "..", "../ngoài"])), unique=True)


@given(_roots, st.lists(_paths, unique=True), st.lists(_paths))
def test_the_target_of_a_file(names: list[str], within: list[str], files: list[str]) -> None:
    roots = [Root(name, NO_RULES) for name in names]
    chosen = [Target(root.path, root, NO_RULES) for root in roots]
    for path in within:
        root = nearest_root(roots, path)
        if root and root.path not in (path, ".", ".."):
            way = path.removeprefix(f"{root.path}/")
            chosen.append(Target(path, root, NO_RULES, way))
    targets = Targets(chosen, roots)
    for file in [*files, *(f"../{file}" for file in files), "../ngoài/a.txt"]:
        owner = nearest_root(roots, file)
        expected = [
            target
            for target in targets.chosen
            if target.root == owner and is_below(file, target.stored())
        ]
        assert targets.target_of(file) == (expected[0] if expected else None)
