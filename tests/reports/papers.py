"""The inputs and sources of the synthetic summary: SYNTHETIC TEST DATA, though the documents named exist."""

from __future__ import annotations

from typing import Any


def inputs() -> list[dict[str, Any]]:
    rows = [
        (
            "encounters.total",
            "Stops in half a year",
            "1,800,054",
            "stops",
            "measured",
            "ripa-2018h2",
            False,
            None,
        ),
        (
            "encounters.scale",
            "Half-years in a year",
            "between 1.8 and 2.2",
            "",
            "assumed",
            None,
            True,
            "a year is two half-years like July to December 2018",
        ),
        (
            "matcher.level",
            "False alerts per search",
            "0 of 3,040 searches",
            "per search",
            "another algorithm",
            "npl-neoface-2023",
            True,
            None,
        ),
        (
            "matcher.differential",
            "Each group's ratio",
            "NIST figure 12",
            "times",
            "another algorithm",
            "nist-ir-8280",
            True,
            None,
        ),
        (
            "matcher.differential.unmeasured.hispanic",
            "Hispanic people's ratio",
            "drawn from the spread of the measured groups",
            "times",
            "unmeasured",
            None,
            True,
            "no audit at hand reports Hispanic faces",
        ),
        (
            "matcher.transfer",
            "From the audit's cameras to the street",
            "between 0.1 and 10",
            "times",
            "assumed",
            None,
            True,
            "no field record covers this use",
        ),
        (
            "mated.stale",
            "Entries that no longer justify a stop",
            "between 2 % and 50 %",
            "share",
            "assumed",
            None,
            True,
            "nobody publishes it",
        ),
        (
            "pathway.roadside_review.proceeds.false_match",
            "False matches an officer acts on",
            "18 of 34",
            "share",
            "measured elsewhere",
            "fussey-murray-2019",
            True,
            None,
        ),
        ("scan", "Share of stops scanned", "100 %", "share", "measured", "the-hill-2019", False, None),
        (
            "gallery.persons",
            "People in the gallery",
            "348,000",
            "people",
            "measured elsewhere",
            "san-diego-tacids",
            False,
            None,
        ),
        (
            "encounters.year_to_year",
            "Year-to-year variation",
            "0.1",
            "",
            "assumed",
            None,
            False,
            "stops vary by about a tenth",
        ),
        (
            "resources.fingerprint_desk.servers",
            "Fingerprint readers in service",
            "2",
            "",
            "design",
            None,
            False,
            None,
        ),
    ]
    keys = ("path", "label", "text", "unit", "grade", "source", "spread", "why")
    return [
        dict(zip(keys, row, strict=True))
        | {
            "citation": f"Citation of {row[5]}, 2020" if row[5] else None,
            "locator": "Table 3, p. 12" if row[5] else None,
            "identity": row[0],
            "drives": "every group's wrongful detentions",
        }
        for row in rows
    ]


def evidence() -> list[dict[str, Any]]:
    rows = [
        (
            "ripa-2018h2",
            "Racial and Identity Profiling Advisory Board, Annual Report 2020",
            "https://oag.ca.gov/ripa/reports",
            "exposure",
            "stops by perceived race, eight agencies",
            "first",
            "perceived race, as the officer saw it",
        ),
        (
            "nist-ir-8280",
            "NIST IR 8280: Face Recognition Vendor Test, Part 3: Demographic Effects",
            "https://doi.org/10.6028/NIST.IR.8280",
            "audit",
            "false match rates by sex and race",
            "first",
            "mugshots, not roadside photographs",
        ),
        (
            "npl-neoface-2023",
            "National Physical Laboratory: Facial Recognition Technology in Law Enforcement",
            "https://science.police.uk/",
            "audit",
            "false positive identifications in the street",
            "first",
            "volunteers on a watchlist of 10,000",
        ),
        (
            "fussey-murray-2019",
            "Fussey and Murray: Independent Report on the London Metropolitan Police Service's Trial",
            "https://repository.essex.ac.uk/24946/",
            "field record",
            "what officers did after an alert",
            "first",
            "42 alerts in six deployments",
        ),
        (
            "the-hill-2019",
            "The Hill, 17 April 2019",
            "https://thehill.com/",
            "press report",
            "the request that was declined",
            "second",
            "the agency was not named",
        ),
        (
            "san-diego-tacids",
            "San Diego TACIDS records",
            "https://www.eff.org/",
            "field record",
            "size of a gallery",
            "second",
            "figures of 2013",
        ),
    ]
    keys = ("id", "title", "url", "kind", "measured", "hand")
    return [
        dict(zip(keys, row[:-1], strict=True)) | {"limits": [row[-1]], "discrepancies": []} for row in rows
    ]
