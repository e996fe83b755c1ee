"""Plausible slips: what people get wrong when they write or copy a scenario, an audit or a file of limits.

A slip changes a shipped file in one way that a person changes it by mistake. It must be refused or warned of, and the message must
name the place of the slip. `kinds` says what a slip is, `frozen` and `later` hold the kinds, `bases` the files they are made in,
`judging` what became of one, `legitimate` the edits that must raise nothing. Figures: docs/reliability.md.
"""
