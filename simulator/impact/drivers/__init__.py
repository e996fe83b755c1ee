"""Which unknowns drive the answer, what would tip it, and what knowing one would be worth.

On closed-form expectations: no chance enters, but for the simulated interval that knowing an unknown would narrow.
"""
