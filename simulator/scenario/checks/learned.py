"""What a scenario takes from fits: the parameter exists, it may stand there, and nothing was learned from twice."""

from __future__ import annotations

from fnmatch import fnmatch

from simulator.documents import did_you_mean, mapping
from simulator.evidence import Parameter, Posterior
from simulator.evidence.posteriors import unknown_parameter
from simulator.scenario import grammar
from simulator.scenario.checks.bounds import bound_of
from simulator.scenario.context import Context, Found, Steps, kinds_met
from simulator.scenario.grammar import NOT_WANTED
from simulator.scenario.quantities import Quantity
from simulator.scenario.taken import cited, fits_taken, thresholds
from simulator.scenario.walk import path_of_data

PLACES: tuple[tuple[str, str, str], ...] = (
    ("matcher.level", "false_rate*", "false alerts per face, as an FPIR"),
    ("matcher.policy.fixed_fpir", "false_rate*", "false alerts per face"),
    ("matcher.growth", "false_watchlist", "growth of false alerts with the watchlist"),
    ("matcher.transfer", "false_step", "a street's false alerts over the laboratory's"),
    ("mated.enrolled_encountered", "true_rate*", "true alerts per face, of which η follows"),
    ("pathway.*.proceeds.wanted", "arrest_share", "arrests per true alert, just before the arrest"),
)
"""Places that take something of a fit, the parameters they take, and what these say there."""
KNOWN_SETTING = "*_rate_setting_*"
OF_THE_AUDIT = ("threshold", "points", "gallery_size", "group")
"""What says of a level how its audit measured it; a fit says so itself."""


def learned(context: Context) -> Found:
    """Every parameter named is one of a fit that is named, and may stand where it stands."""
    declared = mapping(context.written(("fits",)))
    for steps, block in context.numbers():
        if not isinstance(block, Quantity) or block.posterior is None:
            continue
        at = (*steps, "posterior")
        name, _, wanted = block.posterior.partition("/")
        if name not in declared:
            hint = did_you_mean(name, declared) or f"declare it: fits: {{{name}: {{shipped: <record>}}}}"
            yield context.fault(at, block.posterior, "is of no fit that fits: names", hint)
            continue
        fit = context.library.fits.get(name)
        if fit is None:
            continue  # what is wrong with it is said where it is named
        parameter = fit.parameters.get(wanted)
        if parameter is None:
            hint = unknown_parameter(fit, wanted)
            yield context.fault(at, block.posterior, "is no parameter of this fit", hint)
            continue
        yield from _stands(context, steps, block, fit, parameter)


def _stands(context: Context, steps: Steps, block: Quantity, fit: Posterior, parameter: Parameter) -> Found:
    path, at = path_of_data(steps, context.layers.data), (*steps, "posterior")
    place = next((each for each in PLACES if fnmatch(path, each[0])), None)
    if place is None:
        takes = "; ".join(f"{where} takes {names.replace('*', '…')}" for where, names, _ in PLACES)
        yield context.fault(at, block.posterior, "nothing of a fit may stand here", takes)
        return
    if not fnmatch(parameter.name, place[1]):
        having = [name for name in fit.parameters if fnmatch(name, place[1])]
        rule = f"is {parameter.says} ({parameter.unit}), and {path} takes {place[2]}"
        way = f"take {' or '.join(having)}" if having else "this fit has nothing that may stand here"
        yield context.fault(at, block.posterior, rule, way)
        return
    bound = bound_of(path)
    low, high = (block.lowest, block.highest) if bound is None else bound.possible
    if not low <= parameter.least <= parameter.most <= high:
        rule = f"reaches from {parameter.least:.3g} to {parameter.most:.3g}, outside [{low:g}, {high:g}]"
        yield context.fault(at, block.posterior, rule, "give between: or range: instead")
    yield from _conditions(context, steps, block, fit, parameter)
    yield from _new(context, steps, block, fit, parameter)
    if isinstance(block, grammar.Level):
        yield from _level(context, steps, block, at_street=not fit.of_laboratory(parameter))
    if parameter.name == "false_step":
        yield from _step(context, at, block, fit)
    if parameter.name == "arrest_share":
        yield from _arrests(context, steps, block)


def _conditions(
    context: Context, steps: Steps, block: Quantity, fit: Posterior, parameter: Parameter
) -> Found:
    """A rate is wanted at a threshold and a watchlist, best within those the table saw."""
    threshold = block.at.threshold if block.at is not None else None
    if not parameter.is_rate:
        if block.at is not None:
            rule = "is no rate, so it is the same at every threshold and watchlist"
            yield context.fault((*steps, "at"), block.posterior, rule, "leave at: out")
        return
    if threshold is None and fit.threshold > 0:
        rule = f"holds at threshold {fit.threshold:g}; say at which it is wanted"
        yield context.fault(
            (*steps, "posterior"), block.posterior, rule, f"add at: {{threshold: {fit.threshold:g}}}"
        )
    if threshold is not None and fit.threshold == 0:
        rule = "cannot be: the table gives no thresholds, so no rate is carried from one to another"
        yield context.fault((*steps, "at", "threshold"), threshold, rule, "leave it out")
        return
    for name, value in (
        ("threshold", threshold),
        ("watchlist_size", block.at.watchlist_size if block.at else None),
    ):
        low, high = fit.seen.get(name, (0.0, float("inf")))
        if value is not None and not low <= value <= high:
            rule = f"lies beyond what the table saw, {low:,.4g} to {high:,.4g}: the slope is carried on from there"
            yield context.warning((*steps, "at", name), value, rule)


def _new(context: Context, steps: Steps, block: Quantity, fit: Posterior, parameter: Parameter) -> Found:
    """An average of settings is no place's rate: a place is one of the table's, or differs as those do."""
    known, at = fnmatch(parameter.name, KNOWN_SETTING), (*steps, "new")
    if block.new is None:
        if (parameter.is_rate and not known) or parameter.name == "false_step":
            rule = "is an average over settings, and no place is the average"
            hint = "add new: {place: <its name>, differs_by: [setting]}, or take the rate of a setting that the table knows"
            yield context.fault((*steps, "posterior"), block.posterior, rule, hint)
        return
    if known or not (parameter.is_rate or parameter.name == "false_step"):
        rule = "is of a setting that the table knows" if known else "is the same in every place"
        yield context.fault(at, block.posterior, rule, f"leave new: out, or take {parameter.short}_rate")
        return
    for i, family in enumerate(block.new.differs_by):
        here = (*at, "differs_by", i)
        spread = fit.slope(parameter.short, family)
        if spread is None:
            yield context.fault(here, family, "is nothing this fit learned of", "leave it out")
        elif spread.prior_scale is not None and spread.prior_scale >= 1:
            rule = f"has a prior of scale {spread.prior_scale:g}: from 1 on the mean of a new {family} is infinite"
            yield context.fault(here, family, rule, "leave it out, or fit with a prior below 1")


def _level(context: Context, steps: Steps, level: grammar.Level, *, at_street: bool) -> Found:
    for name in OF_THE_AUDIT:
        if getattr(level, name) not in (None, []):
            rule = "says how an audit measured, and this level is a fit's"
            yield context.fault(
                (*steps, name), context.written((*steps, name)), rule, "leave it out; see at:"
            )
    if level.as_ != "fpir":
        rule = "is a rate of whole searches: alerts per face"
        yield context.fault((*steps, "as"), level.as_, rule, "write as: fpir")
    matcher: grammar.Matcher | None = context.blocks.matcher
    if matcher is not None and at_street and matcher.transfer.fit is None and matcher.transfer.value != 1:
        rule = f"is a step on top of {level.posterior}, which is of streets already"
        hint = "write transfer: {value: 1, assumed: …}; to widen the rate, give the level a spread"
        yield context.warning(("matcher", "transfer"), None, rule, hint)
    growth = matcher.growth.fit if matcher is not None else None
    if growth != level.fit:
        rule = f"is not {level.fit}'s, whose level and growth were learned together"
        hint = f"write growth: {{posterior: {level.fit}/false_watchlist}}, so that both are of one row"
        yield context.warning(("matcher", "growth"), context.written(("matcher", "growth")), rule, hint)


def _step(context: Context, at: Steps, block: Quantity, fit: Posterior) -> Found:
    """A step leads from the laboratory's level, and from no other."""
    matcher: grammar.Matcher | None = context.blocks.matcher
    if matcher is None:
        return
    level = matcher.level
    name, _, wanted = (level.posterior or "").partition("/")
    learned_from = context.library.fits.get(name)
    parameter = learned_from.parameters.get(wanted) if learned_from is not None else None
    if parameter is not None and learned_from is not None and not learned_from.of_laboratory(parameter):
        rule = (
            f"leads from the laboratory to a street, and the level ({level.posterior}) is of streets already"
        )
        own = next((each.name for each in fit.parameters.values() if fit.of_laboratory(each)), "")
        way = "write transfer: {value: 1, assumed: …}" + (
            f", or take the laboratory's own, {own}, as level" if own else ""
        )
        yield context.fault(at, block.posterior, rule, way)
    elif level.posterior is None:
        rule = f"leads from the laboratory of {fit.laboratory}, and the level is another's"
        yield context.warning(
            at, block.posterior, rule, "take the level from the same fit, where it is the laboratory's"
        )


def _arrests(context: Context, steps: Steps, block: Quantity) -> Found:
    """Arrests per true alert say what is left to the stage before the arrest, where everybody enrolled is listed."""
    at = (*steps, "posterior")
    pathway: list[grammar.Stage] | None = context.blocks.pathway
    place = steps[1]
    if pathway is not None and isinstance(place, int):
        following = pathway[place + 1] if place + 1 < len(pathway) else None
        if following is None or following.counts_as != "arrest":
            rule = "is of arrests, and the next stage is none"
            yield context.fault(at, block.posterior, rule, "write it at the stage before counts_as: arrest")
    if NOT_WANTED in kinds_met(context):
        rule = "is of true alerts of people on a wanted list, and this gallery holds others too"
        yield context.fault(at, block.posterior, rule, "give between: or range: instead")


def learned_once(context: Context) -> Found:
    """A row that a fit was learned from is taken from the fit, or not at all (docs/method.md §8.6), and so is a sum of such rows."""
    taken = fits_taken(context.numbers())
    for name, fit in context.library.fits.items():
        for at, key in cited(context.numbers()) if name in taken else ():
            row = context.row(key)
            how = context.library.learned_how(fit, context.rows(key) if row is None else (row,))
            if how:
                rule = f"{how} in the fit {name}: here it would count twice"
                yield context.fault(
                    at, key, rule, f"take it from the fit, posterior: {name}/…, or name other rows"
                )


def fits_apart(context: Context) -> Found:
    """Two fits of one scenario were not learned from the same rows, which would count twice, nor named without use."""
    taken = fits_taken(context.numbers())
    fits = list(context.library.fits.items())
    for i, (name, fit) in enumerate(fits):
        if name not in taken:
            yield context.remark(("fits", name), None, "is named, and nothing is taken from it")
            continue
        for other, earlier in fits[:i]:
            both = fit.evidence & earlier.evidence
            if other in taken and both:
                rule = f"was learned from {len(both):,} of the rows that {other} was learned from, {min(both)} for one"
                yield context.fault(("fits", name), None, rule, "take all quantities from one of the two")


def one_threshold(context: Context) -> Found:
    """False and true alerts of a system are raised at one threshold: a stricter one for the first alone would cost nothing."""
    wanted = thresholds(context.numbers())
    for steps, value in wanted.items():
        first, its = next(iter(wanted.items()))
        if value != its:
            path = path_of_data(first, context.layers.data)
            rule = f"is not the threshold of {path}, {its:g}: one system has one, and it moves false and true alerts"
            yield context.fault(steps, value, rule, f"write {its:g}, or change both")
