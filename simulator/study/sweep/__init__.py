"""A sweep: one scenario at every point of a grid of changed values.

Points share the seed, and an unknown's stream is named by its identity; so two points differ by what was changed and not
by luck. The corners are checked before the first point is computed: bounds are intervals, so what holds at all of them holds
between.
"""
