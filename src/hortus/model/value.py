"""How the values of the model are pickled: a site has many thousands of them, and reads most of them again in every build."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def quick(kind: type[T]) -> type[T]:
    """`kind`, a frozen dataclass with slots, pickled as the tuple of its fields; the methods that dataclasses give it for that
    look up its fields anew for each value.
    """
    names = tuple(item.name for item in dataclasses.fields(kind))  # type: ignore[arg-type]  # it is a dataclass
    setters = tuple(getattr(kind, name).__set__ for name in names)

    get = attrgetter(*names) if len(names) > 1 else None  # of one name it gives no tuple

    def state(self: T) -> tuple[Any, ...]:
        return get(self) if get else tuple([getattr(self, name) for name in names])

    def restore(self: T, values: tuple[Any, ...]) -> None:
        for set_to, value in zip(setters, values, strict=True):
            set_to(self, value)

    kind.__getstate__ = state  # type: ignore[assignment,method-assign]
    kind.__setstate__ = restore  # type: ignore[attr-defined]
    return kind
