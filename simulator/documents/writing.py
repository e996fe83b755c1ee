"""Writing plain data as YAML that reads back as the same data."""

from __future__ import annotations

import yaml

from simulator.documents.scalars import scalar


def dump(data: object) -> str:
    """The data as YAML: keys in the order given, lines of at most 120 characters."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


class _Dumper(yaml.SafeDumper):
    """Quotes words that YAML 1.2 takes for numbers and the library, which writes 1.1, does not: `1e-4`, `0o17`."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    quoted = None if isinstance(scalar(text), str) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=quoted)


_Dumper.add_representer(str, _text)
