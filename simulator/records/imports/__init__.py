"""Tables people already have, brought in: stop records, populations and audits, as folders in the evidence format."""

from simulator.records.imports.importing import (
    Opened,
    import_audit,
    import_population,
    import_stops,
    open_all,
)
from simulator.records.imports.layout import Choices
from simulator.records.imports.layouts import KNOWN

__all__ = [
    "KNOWN",
    "Choices",
    "Opened",
    "import_audit",
    "import_population",
    "import_stops",
    "open_all",
]
