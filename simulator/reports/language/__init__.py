"""Every word a reader sees about a result: periods, names of groups, numbers, and the sentences made of them.

From the bottom up: `phrases` (every message passes there, and may be said in another language), `catalogue`, `po` and `messages`
(what a translator is given), `numbers` (rounding), `dates`, `periods`, `study`, `clock_read` and `comparison` (a finished result as the
sentences need it), `words`, `middles`, then the sentences: of one result (`finding`, `bearing`, `sentences`, `gaps`, `agencies`,
`covered`, `truths`, `clock`, `waiting`, `method`, and for somebody else's text `quoting`), of several (`comparing`, `harms`, `variants`,
`verdicts`, `deciding`, `settling`), of a search (`designs`, `sweeps`, `levers`, `moving`), of a difference (`differences`) and of a
packet (`packet`, `drafts`). What only one figure or table says, its title and its heads, stands with it. Faults stay with the rule they
report.
"""
