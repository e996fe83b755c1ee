"""Learning from deployment records: laws that compete, a posterior, predictions, simple rivals and scores.

A table is read (`simulator.records.deployments`), each law is learned from it (`learning`), trusted by what it had said of
later rows before they were known (`forecast`, `stacking`), and held to the record beside rivals anybody could compute
(`validation`). Every constant is a prior with its reason (`laws`). Nothing here is imported before it is needed.
"""
