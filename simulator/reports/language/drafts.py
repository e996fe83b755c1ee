"""The drafts: what a law, a template or a framework asks under its own numbers, what this paper has for it, and who knows the rest.

What they ask is a paraphrase; the numbers are theirs. `{answer}` and its like stand for links into the annexes.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.language.phrases import message

DRAFT = message(
    "A draft, prefilled where this paper has the figure. It is no legal advice and no finished assessment; whoever signs it answers for "
    "it. One answer serves all proposals; where they differ, let it say which. For the one that goes ahead, make the packet of its run "
    "alone in this folder: the answers go with it."
)

NUMBER, ASKED = message("Number"), message("Asked (paraphrased)")
HAS, NEEDS = message("What this paper has"), message("Still needed, from")
FOLLOWS = message("Numbers follow: {follows} This packet was made on {day}.")
QUESTIONS = message("The questions, and places for answers")
AS_BEFORE = message("A draft, as {eu} is: no legal advice, no finished assessment.")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. number: as its source numbers it. has: what this paper has for it. needs: what it lacks, and from whom."""

    number: str
    asks: str
    has: str
    needs: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's questions. follows: the text whose numbers it takes, with its date and where it is. scope: whom it binds."""

    follows: str
    scope: str
    questions: tuple[Question, ...]


EU = Draft(
    message(
        "Regulation (EU) 2024/1689, Article 27 (OJ L, 2024/1689, 12.7.2024, <https://eur-lex.europa.eu/eli/reg/2024/1689/oj>), amended by "
        "Regulation (EU) 2026/1744 (OJ L, 24.7.2026, <https://eur-lex.europa.eu/eli/reg/2026/1744/oj>), which has the duties for the "
        "systems of Annex III apply from 2 December 2027. Read the text in force before you sign."
    ),
    message(
        "Article 27 binds deployers in the European Union that are bodies governed by public law or private ones that provide public "
        "services. Its result is notified to the market surveillance authority (27(3)) on the AI Office’s form, once there is one (27(5)), "
        "and adds to a data protection impact assessment where there is one (27(4)). Elsewhere its points are still good questions."
    ),
    (
        Question("Articles 5, 6", message("is the use forbidden, is it high-risk, does Article 27 apply?"), message("What kind of use it is: {proposals}."), message("a legal adviser. For live search in public places, Article 5(1)(h) and 5(2) too")),
        Question("27(1)(a)", message("the deployer’s processes and the intended purpose"), message("What is proposed and what follows an alert: {proposals}."), message("the deployer: legal basis, procedure; the provider: purpose in the instructions for use")),
        Question("27(1)(b)", message("how long and how often it is used"), message("Encounters and searches: {answer}."), message("the deployer: first and last day, hours, dates of review")),
        Question("27(1)(c)", message("people and groups affected"), message("Who is met, by group: {answer}. Whom nobody measured or can estimate: {answer}, {left_out}."), message("the deployer: children, disabled people, others who are vulnerable")),
        Question("27(1)(d)", message("specific risks of harm to them"), message("Wrongful detentions, arrests, hours, one person’s risk, and the gap between groups, with ranges: {answer}."), message("the provider: the information under Article 13; the deployer: privacy, assembly, expression, people who stay away")),
        Question("27(1)(e)", message("human oversight, as the instructions for use have it"), message("Who may stop a case, and the share of false matches they let pass: {proposals}."), message("the deployer: who reviews, trained how, free to overrule; a legal adviser: do two people confirm (Article 14(5))?")),
        Question("27(1)(f)", message("what is done if the risks come true: governance, complaints"), message("Rules not surely kept, and what was tried: {limits}. To be counted, by group: alerts, alerts that were not the person, people kept, for how long."), message("the deployer: governance, complaints, redress, and at which count it is switched off")),
    ),
)  # fmt: skip

UK = Draft(
    message(
        "Steps and their names: the Information Commissioner’s sample template for data protection impact assessments (version 0.4, 8 March "
        "2018, <https://ico.org.uk/media/about-the-ico/consultations/2258461/dpia-template-v04-post-comms-review-20180308.pdf>). "
        "Characteristics: Equality Act 2010, section 149, in force since 5 April 2011 "
        "(<https://www.legislation.gov.uk/ukpga/2010/15/section/149>)."
    ),
    message(
        "Where a high risk to people is likely, an assessment is required by Article 35 of the UK GDPR, or of competent authorities that "
        "process for law enforcement by section 64 of the Data Protection Act 2018. Section 149 asks public authorities in Great Britain to "
        "have due regard to the need to eliminate "
        "discrimination (149(1)(a)), advance equality of opportunity (b) and foster good relations (c)."
    ),
    (
        Question("Step 1", message("the need for an assessment"), message("Faces are searched to identify people: {proposals}."), message("the controller: aims, and why the need was seen")),
        Question("Step 2, nature", message("how data are collected, used, stored, deleted, shared"), message("What is searched and what follows an alert: {proposals}."), message("the controller: source, retention, sharing")),
        Question("Step 2, scope", message("which data, how much, how often, how many people, where"), message("Encounters, searches and people held: {answer}."), message("the controller: categories of data, area, how long")),
        Question("Step 2, context", message("relation to the people, their expectations, the state of technology"), message("What the audits measured and what they did not: {rests}, {sources}."), message("the controller: children, prior concerns, codes of conduct")),
        Question("Step 2, purposes", message("what is to be achieved, the effect on people"), message("The benefit, and what there is of it without the scan: {answer}."), message("the controller: what finding them prevents")),
        Question("Step 3", message("consultation"), message("Nothing."), message("the controller: the people concerned, processors, experts")),
        Question("Step 4", message("necessity and proportionality"), message("Harm beside benefit: {answer}. Limits: {limits}."), message("the controller: lawful basis, other ways to the same end, rights of the people concerned")),
        Question("Step 5", message("risks: likelihood, severity, overall"), message("How often, how long and how unevenly, with ranges: {answer}."), message("the controller: a grade for each risk; privacy and other harms")),
        Question("Step 6", message("measures that reduce each risk"), message("What was tried for each rule, and what remained: {limits}."), message("the controller: measures chosen, what remains, who approves")),
        Question("Step 7", message("sign-off"), message("Lines to sign: the board’s paper."), message("the data protection officer: advice; the controller: who accepts what remains, who keeps it under review")),
        Question("149: sex", message("evidence by sex"), message("Counts, rates and the gap: {answer}."), message("the vendor: an audit of the product by sex")),
        Question("149: race", message("evidence by race"), message("Counts, rates and the gap, by the labels of the sources, often an officer’s perception: {answer}."), message("the vendor: an audit of the product by race, of the groups nobody measured first")),
        Question("149: age", message("evidence by age"), message("Nothing; whom nobody can estimate: {left_out}."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: disability", message("evidence by disability"), message("Nothing."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: gender reassignment", message("evidence by gender reassignment"), message("Nothing; whom nobody can estimate: {left_out}."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: marriage and civil partnership", message("evidence by marriage and civil partnership"), message("Nothing (aim (a) only)."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: pregnancy and maternity", message("evidence by pregnancy and maternity"), message("Nothing."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: religion or belief", message("evidence by religion or belief"), message("Nothing."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149: sexual orientation", message("evidence by sexual orientation"), message("Nothing."), message("the authority and the vendor: encounters and error rates by it")),
        Question("149(1)", message("is a difference justified; aims (b) and (c)"), message("The differences: {answer}."), message("the authority, after asking the people concerned")),
    ),
)  # fmt: skip

NIST = Draft(
    message(
        "NIST AI 100-1, 26 January 2023 (<https://doi.org/10.6028/NIST.AI.100-1>), tables 2 to 4."
    ),
    message(
        "The framework is voluntary. Here are the subcategories that an estimate of wrongful detentions can speak to, and some it plainly "
        "cannot; GOVERN and all others are not supplied."
    ),
    (
        Question("MAP 1.1", message("purposes, settings, laws are understood"), message("What is proposed: {proposals}."), message("the agency: purposes, applicable law")),
        Question("MAP 1.5", message("tolerated risk is set"), message("Rules and their reasons: {limits}."), message("the board: limits of its own, signed")),
        Question("MAP 3.1", message("benefits are examined"), message("The benefit, with its range: {answer}."), message("the agency: what finding them prevents")),
        Question("MAP 3.2", message("costs, not only in money"), message("Detentions and hours: {answer}."), message("the agency: costs in money")),
        Question("MAP 3.5", message("oversight by people is defined"), message("Who may stop a case: {proposals}."), message("the agency: procedures, how well reviewers do")),
        Question("MAP 5.1", message("likelihood and size of each impact"), message("Counts, rates and risks: {answer}."), message("the agency and the vendor: other impacts, incidents elsewhere")),
        Question("MAP 5.2", message("people affected are engaged"), message("Nothing."), message("the agency: consultation")),
        Question("MEASURE 1.1", message("what will not or cannot be measured is written down"), message("Groups without a figure: {answer}; what is left out: {left_out}."), message("the vendor or a laboratory: audits of these groups")),
        Question("MEASURE 2.1", message("test sets, metrics, tools"), message("Grades: {rests}; sources: {sources}; commands: {again}."), message("the vendor: its own test sets")),
        Question("MEASURE 2.3", message("performance in conditions like those of use"), message("False positive identification rate, share of alerts that are right: {answer}; from laboratory to street: {rests}."), message("the vendor: a test in this use, with its trials")),
        Question("MEASURE 2.4", message("it is watched while in use"), message("Nothing."), message("the agency: a plan for monitoring")),
        Question("MEASURE 2.5", message("valid and reliable, with limits"), message("Chance and lack of knowledge apart: {answer}."), message("the vendor: validation of this product")),
        Question("MEASURE 2.6", message("remaining harm within what is tolerated; fails safely"), message("The figure each rule is judged by: {limits}."), message("the vendor: what happens when it fails")),
        Question("MEASURE 2.8", message("transparency and accountability"), message("Held fixed, without a range: {left_out}. What would have to be published: `detention-impact explain … --disclosure`."), message("the agency: who answers for a wrongful detention")),
        Question("MEASURE 2.10", message("privacy"), message("Steps 1 to 7: {uk}."), message("the data protection officer")),
        Question("MEASURE 2.11", message("fairness and bias"), message("Rates by group, and the gap: {answer}."), message("the vendor: an audit of the product by sex and race")),
        Question("MEASURE 3.2", message("risks hard to measure are followed"), message("What the doubt rests on: {rests}."), message("the vendor and the agency: what would narrow it")),
        Question("MEASURE 3.3", message("people can report problems and appeal"), message("Nothing."), message("the agency: a way to complain and appeal")),
        Question("MANAGE 1.1", message("does it achieve its purpose, should it proceed?"), message("Nothing: the board decides, and this paper is written for it."), message("the board: the decision and its reasons")),
        Question("MANAGE 1.3", message("responses to the gravest risks"), message("What was tried, and what remained: {limits}."), message("the agency: the plan")),
        Question("MANAGE 1.4", message("what remains is written down"), message("As proposed: {answer}."), message("the agency: after its measures")),
        Question("MANAGE 2.4", message("somebody can and must switch it off"), message("Nothing."), message("the agency: who, and at which count")),
        Question("MANAGE 4.1", message("monitoring, appeal, incident response"), message("Nothing."), message("the agency: the plan")),
    ),
)  # fmt: skip
