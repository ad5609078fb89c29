"""Values that are kept apart from what refers to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A value that is large and seldom wanted: `key` stands for it, `value()` fetches it."""

    key: bytes
    value: Callable[[], T] = field(compare=False, repr=False)
