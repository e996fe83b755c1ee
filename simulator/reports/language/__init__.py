"""Every word a reader sees about a result: periods, names of groups, numbers, and the sentences made of them.

From the bottom up: `numbers` (rounding), `periods`, `study` and `comparison` (a finished result as the sentences need it), `words`,
`middles`, then the sentences: of one result (`sentences`, `covered`, `truths`, `method`) and of several (`comparing`). Faults
stay with the rule they report.
"""
