"""How many innocent people would a face recognition deployment wrongly detain, for how long, and how sure are we?

From Python (docs/python.md): `load`, `run`, `compare`, `diff`, `sweep`, `fit`, `predict`, `open_result`, which `simulator.face`
defines and `__init__.pyi` types. Importing the package loads nothing; the first use of a name does.

The rooms, in the order in which they import one another: `documents`, `evidence`, `scenario`, `model`, `kernel` and
`clock`, `impact` and `fitting`, `study`, `cli`; a finished result is written by `results` and told by `reports`.
"""

__version__ = "0.6.0"

FACE = ("compare", "diff", "fit", "load", "open_result", "predict", "run", "sweep")


def __getattr__(name: str) -> object:
    if name not in FACE:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}; it has {', '.join(FACE)}")
    from importlib import import_module  # by name, so that no room comes to depend on all others

    return getattr(import_module("simulator.face"), name)


def __dir__() -> list[str]:
    return [*globals(), *FACE]
