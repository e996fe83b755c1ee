"""Every word a reader sees about a result: periods, names of groups, numbers, and the sentences made of them.

From the bottom up: `phrases` (every message passes there, and may be said in another language), `catalogue`, `messages` (what a
translator is given), `numbers` (rounding), `periods`, `study` and `comparison` (a finished result as the sentences need it), `words`,
`middles`, then the sentences: of one result (`finding`, `bearing`, `sentences`, `covered`, `truths`, `method`), of several
(`comparing`, `harms`, `verdicts`, `deciding`, `settling`), of a search (`designs`, `sweeps`, `levers`, `moving`) and of a difference
(`differences`). Faults stay with the rule they report.
"""
