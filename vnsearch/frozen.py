"""Dataclasses and named tuples that cost little to define, for what a cold search loads.

`dataclasses` writes and compiles methods for every class, which took an eighth of a search in a
process of its own. Here the methods are the same functions for all classes and go by the names
of the fields. To type checkers, to `dataclasses.fields`, `replace` and `asdict` and to pickle
such a class is a dataclass. `typing.NamedTuple` compiles a constructor for every class and the
types of all fields; here classes of as many fields have the same code, and types stay strings.
Only a class of which many are made gets the constructor that the standard library makes for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter
    from functools import cache
    from operator import attrgetter
    from types import FunctionType

    _FEW = 1000  # of a class, up to which a constructor of its own costs more than it saves

    class _NamedTupleMeta(type):
        def __new__(meta, name, bases, members):
            if not bases:
                return super().__new__(meta, name, bases, members)
            fields = tuple(members["__annotations__"])
            defaults = {field: members.pop(field) for field in fields if field in members}
            named = {
                **_TUPLE_METHODS,
                **{field: _tuplegetter(place, None) for place, field in enumerate(fields)},
                "__new__": _constructor(name, fields, tuple(defaults.values())),
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type(name, (tuple,), named | members)

    class NamedTuple(metaclass=_NamedTupleMeta):
        """Makes a named tuple of a class, as `typing.NamedTuple` does."""

    def _constructor(name, fields, defaults):
        code = _constructor_of(len(fields)).replace(co_varnames=("class_", *fields))
        made = FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)
        made.__qualname__ = f"{name}.__new__"
        return made

    @cache
    def _constructor_of(size):
        """The code that makes a tuple of so many fields, whose names are yet to be given."""
        fields = "".join(f"field_{place}, " for place in range(size))
        return eval(f"lambda class_, {fields}: new(class_, ({fields}))").__code__

    def _make(class_, values):
        return class_(*values)

    def _replace(self, /, **changes):
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return made

    def _values(self):
        return tuple(self)

    def _as_dict(self):
        return dict(zip(self._fields, self, strict=True))

    def _repr_of_tuple(self):
        values = map("{}={!r}".format, self._fields, self)
        return f"{type(self).__name__}({', '.join(values)})"

    _TUPLE_METHODS = {
        "__getnewargs__": _values,
        "__repr__": _repr_of_tuple,
        "_asdict": _as_dict,
        "_make": classmethod(_make),
        "_replace": _replace,
    }

    class field(NamedTuple):
        """What is said of a field besides its type."""

        default: object = ...
        default_factory: object = None
        compare: bool = True

    def dataclass(*, frozen=False, slots=False):
        """Makes a dataclass of a class, as `dataclasses.dataclass` does."""

        def made(cls):
            known = dict(getattr(cls, "_fields_", {}))
            own = {name: vars(cls).get(name, ...) for name in cls.__annotations__}
            for name, given in own.items():
                known[name] = given if isinstance(given, field) else field(given)
            names = tuple(known)
            compared = [name for name, said in known.items() if said.compare]
            members = {
                "_fields_": known,
                "_names_": names,
                "_plain_": {
                    name: said.default
                    for name, said in known.items()
                    if said.default is not ...
                },
                "_compared_": attrgetter(*compared) if compared else lambda self: (),
                "__match_args__": names,
                "__dataclass_fields__": _FIELDS,
                "_few_": iter(range(_FEW)),
            }
            members |= _FROZEN if frozen else _MUTABLE
            for name, member in (_METHODS | members).items():
                if name not in vars(cls) or name in members:
                    setattr(cls, name, member)
            for name in own:
                if name in vars(cls):
                    delattr(cls, name)
            return _slotted(cls, tuple(own)) if slots else cls

        return made

    def replace(record, /, **changes):
        """The same record with other values for some fields."""
        return type(record)(
            **{name: getattr(record, name) for name in record._names_} | changes
        )

    def _slotted(cls, names):
        left = ("__dict__", "__weakref__")
        members = {name: member for name, member in vars(cls).items() if name not in left}
        again = type(cls)(cls.__name__, cls.__bases__, {**members, "__slots__": names})
        again.__qualname__ = cls.__qualname__
        return again

    def _init(self, *given, **named):
        if next(self._few_, None) is None:
            type(self).__init__ = _own_init(type(self))
        names, put = self._names_, object.__setattr__
        if len(given) == len(names) and not named:
            for name, value in zip(names, given, strict=True):
                put(self, name, value)
        elif given or len(values := self._plain_ | named) != len(names):
            _init_some(self, given, named)
        else:
            try:
                for name in names:
                    put(self, name, values[name])
            except KeyError:  # a field lacks its value, and there is none for what was given
                _init_some(self, given, named)
        self.__post_init__()

    def _init_some(self, given, named):
        names, known, put = self._names_, self._fields_, object.__setattr__
        if len(given) > len(names):
            raise TypeError(
                f"{type(self).__name__} takes {len(names)} values, not {len(given)}"
            )
        for name, value in zip(names, given, strict=False):
            put(self, name, value)
        for name in names[len(given) :]:
            if name in named:
                put(self, name, named.pop(name))
                continue
            said = known[name]
            if said.default_factory is not None:
                value = said.default_factory()
            elif said.default is not ...:
                value = said.default
            else:
                raise TypeError(f"{type(self).__name__} lacks a value for {name}")
            put(self, name, value)
        if named:
            raise TypeError(f"{type(self).__name__} has no field to give: {', '.join(named)}")

    def _post_init(self):
        pass

    def _repr(self):
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names_)
        return f"{type(self).__qualname__}({values})"

    def _eq(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._compared_(self) == self._compared_(other)

    def _hash(self):
        return hash(self._compared_(self))

    def _refuse(self, name, *value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _getstate(self):
        return [getattr(self, name) for name in self._names_]

    def _setstate(self, values):
        for name, value in zip(self._names_, values, strict=True):
            object.__setattr__(self, name, value)

    class _Fields:
        """The fields as `dataclasses` knows them, made when it asks for the first time."""

        def __get__(self, instance, cls):
            cls.__dataclass_fields__ = _usual(cls).__dataclass_fields__
            return cls.__dataclass_fields__

    def _own_init(cls):
        """A constructor that takes what that of the standard library takes."""
        usual = _usual(cls).__init__
        puts = {
            name: getattr(getattr(cls, name, None), "__set__", None) for name in cls._names_
        }
        plain = all(said.default_factory is None for said in cls._fields_.values())
        if not plain or cls.__post_init__ is not _post_init or not all(puts.values()):
            return usual
        # A slot is filled in half the time by what fills it than by object.__setattr__.
        named = {f"put_{name}": put for name, put in puts.items()}
        body = "\n".join(f"    put_{name}(self, {name})" for name in puts)
        exec(f"def __init__(self, {', '.join(puts)}):\n{body}\n", named)
        named["__init__"].__defaults__ = usual.__defaults__
        return named["__init__"]

    def _usual(cls):
        """The class that the standard library makes of the fields."""
        import dataclasses

        made = []
        for name, said in cls._fields_.items():
            options = {"compare": said.compare}
            if said.default_factory is not None:
                options["default_factory"] = said.default_factory
            elif said.default is not ...:
                options["default"] = said.default
            made.append((name, object, dataclasses.field(kw_only=False, **options)))
        checked = {} if cls.__post_init__ is _post_init else {"__post_init__": _post_init}
        return dataclasses.make_dataclass(cls.__name__, made, namespace=checked, frozen=True)

    _FIELDS = _Fields()
    _METHODS = {
        "__init__": _init,
        "__post_init__": _post_init,
        "__repr__": _repr,
        "__eq__": _eq,
        "__getstate__": _getstate,
        "__setstate__": _setstate,
    }
    _FROZEN = {"__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
    _MUTABLE = {"__hash__": None}
