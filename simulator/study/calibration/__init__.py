"""Simulation-based calibration: in worlds whose truth is known, is the program's doubt as wide as it says?

Every counted unknown is counted anew in many worlds (`experiments`, `counted`), and the truth's rank among the program's draws
must be uniform (`ranks`; docs/method-calibration.md §9). What is drawn by assumption has no truth to be held to. Outcomes lived without the
model's formulas are a test of the repository (`tests/calibration`).
"""
