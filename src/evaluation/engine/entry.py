"""What the entry point of papermill names: the engine, loaded when it is first used.

papermill loads every entry point while it is itself being imported, so this module must need nothing of it.
"""

from __future__ import annotations

from typing import Any


class _Later:
    """Hands every question on to the engine."""

    def __getattr__(self, name: str) -> Any:
        from evaluation.engine.door import WarmEngine

        return getattr(WarmEngine, name)


ENGINE = _Later()
