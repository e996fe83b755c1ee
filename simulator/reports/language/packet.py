"""The words of a packet: headings, heads of tables, and the sentences between them."""

from __future__ import annotations

from simulator.reports.language.phrases import message, plural

PROPOSALS = message("1. The proposals")
ANSWER = message("2. The answer")
LIMITS = message("3. Limits, rule by rule")
RESTS = message("4. What the answer rests on")
LEFT_OUT = message("5. What is not modelled, and what to bear in mind")
AGAIN = message("6. Repeat it")
EU = message("Annex A. EU AI Act, Article 27: fundamental rights impact assessment (draft)")
UK = message("Annex B. United Kingdom: data protection impact assessment and equality duty (draft)")
NIST = message("Annex C. NIST AI Risk Management Framework 1.0 (draft)")
ASSUMED = message("Annex D. Every assumption")
SOURCES = message("Annex E. The sources and their limits")
KEPT = message("Annex F. Answers to questions that no longer stand")

NOT_SUPPLIED = message("not supplied")
ROLES = (
    message("The meeting"),
    message("Prepared by"),
    message("Read by the statistician"),
    message("Chair of the board"),
    message("For the agency"),
)
ANSWERED, BY = message("Answer"), message("By, and when")
NAME, REMARK, SIGNED = message("Name"), message("Decision or remark"), message("Signature and date")

BOARD_PAPER = message("Board paper: {titles}")
ANNEXES = message("Annexes to the board paper: {titles}")
STUDY, COMPARISON = message("Study {id}"), message("Comparison {id}")
MADE = message(
    "{study}, {draws} draws, seed {seed}, detention-impact {version}, made into this paper on {day}."
)
MADE_ANNEXES = message("{study}, made into this paper on {day}.")
QUESTION = message(
    "How many innocent people, above all women and people of colour, would be wrongly detained, and how sure are we? This paper "
    "estimates it from published audits. It does not say what the board should decide. What every figure rests on, what is not "
    "modelled and what each proposal warns of stands in the annexes."
)
VERDICTS, HOW_MANY = message("Limits and verdicts"), message("How many, whom and how sure")
HARM_AND_BENEFIT = message("Harm and benefit")
SETTLING = message("What would settle it")
SIGN_OFF = message("Sign-off")
UNSIGNED = message(
    "Until somebody signs, each line is {not_supplied}. The decision is the board’s; this tool makes none."
)
PROPOSAL, ROLE, RULE = message("Proposal"), message("Role"), message("Rule")
OF_EACH = message("Of each")
TITLE, WHAT, STATUS, WHOM = (
    message("Title"),
    message("What it is"),
    message("Status"),
    message("Whom it meets"),
)
AFTER, PASS, BEGINS = (
    message("After an alert"),
    message("False matches that people let pass"),
    message("A detention begins"),
)
WHAT_IS_PROPOSED = message("What is proposed")
NO_STAGE, NO_REVIEW = message("nothing"), message("nobody may stop it")
SOME_FIGURES, SIDE_BY_SIDE, PAIRS = (
    message("The figures"),
    message("Side by side"),
    message("The same years, two by two"),
)
BY_GROUP = message("{measure}, by group")
JUDGED_ON, REASON = message("Judged on"), message("The board’s reason")
GRADED_BY = message("{reason} Source: {source}")
GRADE = message("Grade")
GROUP = message("Group")
INPUT, OF, VALUE = message("Input"), message("Of"), message("Value")
MARK, ALONE, NARROWER = message("Mark and reason"), message("Alone"), message("Narrower")
HELD_FIXED = message("Held fixed, without a range: {inputs}.")
CONTENT_OF = message("Content {id}, {draws} draws, seed {seed}, detention-impact {version}.")
CHECKED = message("{verify} recomputes the hash of every file.")
TABLES_OF = message("Tables of the board paper on: {titles}.")
COLUMNS = message(
    "{of_what} median, lo and hi are the middle and the ends; an empty cell is undefined or unbounded."
)
ENDS = message("chance_lo, chance_hi: from chance alone; audit_lo, audit_hi: from not knowing the rates.")
PROXY_ROWS = message(
    "Proxy: where a row says so, differences between groups come from an audit of something else than face search."
)
SHEETS = message("Sheets: {names}.")
EVERY_ASSUMPTION = message("Every assumption, with its value in each proposal")
IS_HELD_FIXED = message("{value}, held fixed")
MORE_ALIKE = message("{first}, and {number} more alike, to “{last}”")
SEEN, NO_ADDRESS, LIMITED = (
    message("Seen at {hand} hand."),
    message("No web address."),
    message("Limits: {limits}"),
)
LEAD = message(
    "How many innocent people, above all women and people of colour, would each proposal wrongly detain, for how long, and how sure are "
    "we? The answer in two pages, with the verdicts and the lines to sign, is in the board’s paper; here stands what it rests on. "
    "What only others know has a place to write it."
)
FIGURES = message(
    "Each figure is the middle of the {years}; the range beside it holds 9 of 10 of them, chance and lack of knowledge together. A "
    "wrongful detention: an innocent person is held because of an alert, from the stage named in {proposals}."
)
GROUPS = message(
    "The tables by group hold every group of every proposal; — where a proposal has no such group. The ratios between groups, and all "
    "other measures of the groups that every proposal has, are on the sheet “values” of results.xlsx."
)
NO_LIMITS = message("Limits: {not_supplied} (for the board to supply). {command} applies a board’s own.")
RULES = message("What each rule is judged by, and the board’s reason for it")
RULES_NOTE = message(
    "The grades, and in how many of 100 each rule is kept, stand on the board’s first page. {line} {of_what}"
)
WHY = message("What keeps a rule from being surely kept, what would settle it, and what was tried:")
ALL_WITHIN = message("Every rule that can be judged is within, for every proposal.")
GRADES = message("Inputs by the grade of their evidence")
MOVING = message("The inputs that move the answer most")
MOVING_NOTE = message(
    "Alone: the share of the doubt about wrongful detentions it explains by itself. Narrower: by how much the interval would shrink, were "
    "it known. Both are estimated from the draws and have no interval of their own. An input that is assumed and stands near the top is "
    "where a published figure would help most. Whoever disagrees with one can change it in one line of the scenario’s file."
)
TOO_FEW = message("{title}: too few draws to tell what drives the answer.")
NOT_MODELLED = (
    message(
        "Officers who stop more people because a scan is cheap; people who stay away from places with cameras."
    ),
    message("Errors of the databases beyond entries that no longer justify a stop."),
    message("Force used during a stop, and what happens after release."),
    message("Whether a detention is lawful, and what a proposal costs in money."),
)
REPEAT = message("The same commands give the same numbers with the same version on the same platform:")
LIMITS_FILE = message(
    "The file limits.yaml lies in the comparison’s folder; it holds the rules as they were applied."
)
ASSUMPTIONS = message(
    "Inputs that nobody measured for this use: assumed with a reason, by proxy, borrowed, or unmeasured. The reason for each, and every "
    "input with a source, is in inputs.csv and on the sheet “inputs” of results.xlsx. “Held fixed”: no range, so no interval of this "
    "paper holds any doubt about it."
)
NO_SOURCE = message("No source is listed.")
QUESTION_GONE = message("Question")
ORPHANS = message(
    "These were filled in in an earlier packet; this one no longer asks for them, or asks under another name. They are kept until "
    "somebody empties them."
)


def warned(number: int) -> str:
    """How many warnings go with the numbers."""
    return plural(
        number,
        "{number} warning goes with these numbers: sections 2 and 3 of the annexes.",
        "{number} warnings go with these numbers: sections 2 and 3 of the annexes.",
        number=number,
    )
