"""`--as deployments`: any force's table of deployments, in the columns that `fit`, `predict` and `validate` read."""

from simulator.records.imports.deployments.headings import ROLES
from simulator.records.imports.deployments.importing import import_deployments

__all__ = ["ROLES", "import_deployments"]
