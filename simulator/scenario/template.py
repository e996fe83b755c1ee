"""A small whole scenario with a remark at every block: where one's own begins when no shipped one is near."""

from __future__ import annotations

SCHEMA_LINE = "# yaml-language-server: $schema=scenario.schema.json"


def template(lineage: str = "") -> str:
    """The text of a scenario that `check` passes and `run` answers; every number in it waits to be replaced.

    Args:
        lineage: the word that names its own unknowns; without one they are drawn together with those of any other file without.
    """
    named = TEMPLATE.replace("schema: 2\n", f"schema: 2\nlineage: {lineage}\n", 1) if lineage else TEMPLATE
    return f"{SCHEMA_LINE}\n{named}"


TEMPLATE = """\
# A scenario to fill in. Editors complete and check it once the schema stands beside it:
#   detention-impact schema > scenario.schema.json
# Every number needs its origin: `source: <id>` (see `detention-impact evidence list`) or `assumed: <why>`.
# A number may be    value: x         one fixed number
#                    count: [x, n]    x events in n trials
#                    between: [a, b]  a 90 % interval
#                    range: [a, b]    bounds, and nothing else known
#                    audit: source/row
schema: 2
title: Face recognition at our railway station
kind: live_cameras  # or traffic_stops, facility_gate, mugshot_search
horizon: 1 year
summary: What is proposed, by whom, and what this file takes it to be.
cautions:
  - Every number of this template waits to be replaced; its answer means nothing yet.

# The nouns of the sentences in a result.
words: {person: passer-by, people: passers-by, encounter: passage, encounters: passages, scope: people who pass our cameras}

# Results are given for every combination of one level from each axis. People nobody counts go under not_estimated.
# minorities: whom the sums "people of colour" and "women and people of colour" hold; the list is printed beside them.
groups:
  axes:
    sex: [female, male]
    race: [asian, black, hispanic, white]
  reference: male/white
  labels: {female: women, male: men, asian: Asian, black: Black, hispanic: Hispanic, white: White}
  rollups:
    minorities: {race: [asian, black, hispanic]}

# How often people of each group pass, in a year: a total split by shares, or numbers by_group, or a dataset.
encounters:
  total: {between: [5000000, 8000000], assumed: to be replaced by a count}
  shares:
    sex:
      levels:
        female: {value: 0.5, assumed: to be replaced}
        male: {value: 0.5, assumed: to be replaced}
    race:
      levels:
        asian: {value: 0.15, assumed: to be replaced}
        black: {value: 0.15, assumed: to be replaced}
        hispanic: {value: 0.2, assumed: to be replaced}
        white: {value: 0.5, assumed: to be replaced}
  association: {between: [0.8, 1.25], assumed: women and men of each group pass about equally often}
  year_to_year: {value: 0.1, assumed: to be replaced}

# Whoever could be met: residents, or others whom words: {residents: …} names, such as people who use the station.
population:
  total: {value: 400000, assumed: to be replaced}
  shares:
    sex:
      levels:
        female: {value: 0.5, assumed: to be replaced}
        male: {value: 0.5, assumed: to be replaced}
    race:
      levels:
        asian: {value: 0.15, assumed: to be replaced}
        black: {value: 0.15, assumed: to be replaced}
        hispanic: {value: 0.2, assumed: to be replaced}
        white: {value: 0.5, assumed: to be replaced}

# From events to people: who passes at all, how unevenly, and whether the same lookalike matches again.
people:
  exposed: {between: [0.3, 0.8], assumed: to be replaced}
  uneven: {between: [0.8, 2.5], assumed: commuters pass daily and visitors once}
  repeat_match: {range: [0.2, 0.95], assumed: nobody has measured it}

scan: {value: 1, assumed: every face is searched}  # may differ by_group
capture:
  failure: {range: [0, 0.2], assumed: share of passages without a usable face}

# The faces searched against, and whose they are.
gallery:
  holds: wanted_list  # or mugshots, licences, volunteers, other: then say alerts_on and mated.listed too
  persons: 5000
  composition:
    sex:
      levels:
        female: {value: 0.2, assumed: to be replaced}
        male: {value: 0.8, assumed: to be replaced}
    race:
      levels:
        asian: {value: 0.1, assumed: to be replaced}
        black: {value: 0.25, assumed: to be replaced}
        hispanic: {value: 0.25, assumed: to be replaced}
        white: {value: 0.4, assumed: to be replaced}
  spread: {between: [0.5, 2], assumed: nobody publishes the groups of such a list}

# People met who are enrolled. A stale entry no longer justifies a stop.
mated:
  enrolled_encountered: {between: [0.1, 2], assumed: how much more often than others an enrolled person passes}
  stale: {between: [0.02, 0.3], assumed: to be replaced by an audit of the list}
  fnir: {between: [0.05, 0.3], assumed: around the 11 % missed in a live test (npl-neoface-2023)}

# level: how often a search errs. differential: how groups differ. transfer: from the laboratory to the street.
matcher:
  level:
    audit: npl-neoface-2023/t060-n10000
    as: fpir
    probes: {over: [asian, black, white], assumed: the test's people are taken as equal parts of these}
  differential:
    audit: [nist-ir-8280/fig12-yitu-003, nist-ir-8280/fig12-imperial-002]
    band: {between: [0.5, 2], assumed: ratios measured at one threshold are carried to another}
    unmeasured:
      hispanic: no audit at hand reports Hispanic faces
  transfer: {between: [0.1, 10], assumed: no field record of this product, shared_as: lab-to-street}
  frailty: {range: [0, 2], assumed: variance of how much some people resemble many others, shared_as: lookalike-frailty}
  growth: {range: [0.8, 1], assumed: "1: errors grow in proportion to the gallery, 0: not at all", shared_as: growth-with-gallery}
  policy: fixed_threshold  # or {fixed_fpir: 0.0001}, or {fixed_fmr: 0.000001}

resources:
  officers: {servers: 2}

# What happens after an alert. proceeds: the share of each kind of case that goes on to the next stage.
pathway:
  - stage: review
    label: An operator compares the faces
    takes: {median: 20 s, p95: 1 min, assumed: to be replaced}
    proceeds:
      false_match: {count: [18, 34], source: fussey-murray-2019/false-alerts-acted-on}
      stale_entry: {between: [0.8, 0.99], assumed: a true likeness is seldom rejected, shared_as: true-likeness-accepted}
      wanted: {between: [0.8, 0.99], assumed: a true likeness is seldom rejected, shared_as: true-likeness-accepted}
  - stage: stopped
    label: Stopped and asked for papers
    by: officers
    liberty: held
    takes: {median: 5 min, p95: 30 min, assumed: to be replaced}
    proceeds:
      false_match: {between: [0.01, 0.2], assumed: share not cleared by papers}
      stale_entry: {between: [0.1, 0.6], assumed: share whose entry is still believed}
      wanted: {between: [0.8, 0.98], assumed: share of wanted people not let go}
  - stage: arrested
    label: Arrested
    liberty: held
    counts_as: arrest
    takes: {median: 4 h, p95: 24 h, assumed: to be replaced}

detention: {minimum: 1 min, assumed: shorter stops are not counted}
# What happens anyway, without the system: what is not known is told so and not subtracted.
without: {not_known: to be replaced by what checks of names find and get wrong today}
legal_limit: {value: 48 h, source: riverside-v-mclaughlin-1991}
"""
