"""report.md and facts.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def report_markdown(summary: Mapping[str, Any]) -> str:
    return ""


def facts_markdown(summary: Mapping[str, Any]) -> str:
    return ""
