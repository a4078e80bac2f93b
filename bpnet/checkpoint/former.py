"""Descriptions in files of former versions, in today's names."""

from __future__ import annotations

from typing import Any

from bpnet._specs import MAKE

NAMES = {"backprop.chain": "chain"}
"""What factories were called, and what they are called today."""


def in_todays_names(data: Any) -> Any:
    """The same description, with every factory by the name that it has today."""
    if isinstance(data, list):
        return [in_todays_names(item) for item in data]
    if not isinstance(data, dict):
        return data
    today = {key: in_todays_names(value) for key, value in data.items()}
    name = today.get(MAKE)
    return today | {MAKE: NAMES[name]} if isinstance(name, str) and name in NAMES else today
