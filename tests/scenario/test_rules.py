"""Rules of the checks, one small case each: what the harness of slips tries at random is held here to its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.test_plausibility import told

C, CAPITAL = "california-patrol", "capital-cameras"


def differential(text: str) -> str:
    return f"matcher: {{differential: {{{text}}}}}"


RULES = [
    # regions of birth
    (C, differential("born: {bridges: [hispanic]}"), "joins the two figures only if the audits measured it and a region stands for it; name measured levels of regions:"),
    (C, differential("born: {across: {multiracial: {white: nist-ir-8280/fig5-cross-central-america-eastern-europe}}}"), "has no region of its own, and a pair is told relative to both; give its row in regions:"),
    (C, differential("born: {regions: {hispanic: npl-neoface-2023/t060-tpir}}"), "is tpir (rate), and here stands a false match rate above 0; name a row with a false match rate (fmr)"),
    # where numbers come from
    (C, "gallery: {persons: {value: 123456, source: san-diego-tacids}}", "is none of the figures san-diego-tacids prints for a number of people enrolled"),
    (CAPITAL, "population: {shares: null}", "a total needs shares along every axis"),
    (C, "population: {shares: {sex: {dataset: ripa-2019/sex-share}}}", "population.shares: shares split a total, and there is none; add total:"),
    (C, "matcher: {transfer: {audit: howard-2019/same-age-sex-race}}", "matcher.transfer.audit = howard-2019/same-age-sex-race: is not in the evidence library"),
    # groups
    (C, "groups: {axes: {sex: [female, male], race: [black, white, all]}}", "is the name of a sum over groups, so no level can have it"),
    (C, "groups: {labels: {blck: Black}}", "groups.labels.blck = blck: is not a level; did you mean black?"),
    (C, "pathway: {questioned: {proceeds: {wanted: {by_group: {default: {by_group: {default: {value: 1, assumed: x}}}}}}}}", "by_group cannot stand inside by_group"),
    (C, "scan: {by_group: {default: {value: 1, assumed: x}}, spread: {between: [0.5, 2], assumed: x}}", "a spread has no place beside by_group; give each of its numbers a spread"),
    (C, "pathway: {questioned: {takes: {by_kind: {false_match: {by_kind: {wanted: {value: 1 min, assumed: x}}}}}}}", "by_kind cannot stand inside by_kind"),
    (C, "pathway: {identity_check: {gives_up_after: {by_kind: {false_match: {value: 1 h, assumed: x}}}}}", "people give up alike: give one duration"),
    (C, "groups: {rollups: {women: {sex: [female]}}}", "always means “Women” and cannot be redefined; give a roll-up of your own another name: our-women"),
    (C, "groups: {rollups: {black: {race: [black]}}}", "is a level of race, which is summed over by itself and cannot be redefined; give the roll-up another name"),
    (C, "groups: {rollups: {each: {race: [black]}}}", "has a meaning of its own in files; rename it"),
    (C, "groups: {rollups: {ours: {race: []}}}", "holds nobody; list levels, such as race: [black]"),
    (C, "groups: {rollups: {minorities: {label: People}}}", "is always told as “People of colour”, with the list of its levels beside it"),
    (C, "groups: {rollups: {minorities: {sex: [female]}}}", "holds levels of one axis, and never of sex"),
    # the level
    (C, "matcher: {entry_frailty: {between: [1, 2], assumed: x}}", "is one variance, and whom this list happens to hold is drawn from it; give value: <number>, with assumed: <why>"),
    (C, "matcher: {level: {value: 0.001, as: fpir, gallery_size: 1000, threshold: 0.6, assumed: x, probes: null}}", "a threshold is moved from an audit's own; give audit: and points:"),
    (C, "matcher: {level: {value: 1, as: fpir, gallery_size: 1000, assumed: x, probes: null}}", "an FPIR of 1 has no level: every search would match"),
    (C, "matcher: {level: {audit: nist-ir-8280/fig12-imperial-002-white-female-black-male, as: fmr, group: male/white, probes: null}}", "and a level is of one group's own or of everybody; name a row of one group, or of everybody"),
    # the differential
    (C, differential("audit: null, none: null"), "needs either audit: or none: <why>"),
    (C, differential("unmeasured: {white: x}"), "is measured by the audit named; take it off this list"),
    (C, differential("audit: gender-shades-2018/microsoft, born: null, unmeasured: {american-indian: x, asian: x, white: x}"), "is the reference's level, and every ratio is to the reference; choose a measured reference"),
    (C, differential("audit: npl-pnd-cognitec-2025/fpir-by-ethnicity, born: null, unmeasured: {american-indian: x, male: x}"), "this audit compares no group with another; add cross_group: {between: [low, high], assumed: why}"),
    # the pathway
    (C, "pathway: {questioned: {takes: {value: 1 min, uncertain: {value: 0, assumed: x}, assumed: x}}}", "multiplies the duration and must be above 0"),
    (C, "pathway: {questioned: {stage: identity_check}}", "this stage is given twice; rename one"),
    (C, "pathway: {questioned: {proceeds: null}}", "only the last stage may leave out proceeds; say who goes on to the next"),
    # sites and numbers by group
    (C, "encounters: {sites: {dataset: null, levels: {a: {between: [1, 2], assumed: x}}}}", "a site's encounters are one number: they are not drawn; give value:"),
    (C, "population: {by_group: {middle-eastern-south-asian: {value: 0.5, assumed: x}, black: {value: 100000, assumed: x, note: x}}}", "0.5 is less than one beside numbers of 100,000: a share among counts?; write the number itself"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "text", "sentence"), RULES, ids=[text[:60] for _, text, _ in RULES])
def test_a_rule_is_told_in_its_words(base: str, text: str, sentence: str, tmp_path: Path) -> None:
    faults, warnings = told(text, tmp_path, base)
    assert any(sentence in each for each in (*faults, *warnings)), (faults, warnings)
