"""Stop records: every single stop of a simulated year as a row, in columns other tools read."""

from simulator.records.export import COLUMNS, RecordsExist, export_records

__all__ = ["COLUMNS", "RecordsExist", "export_records"]
