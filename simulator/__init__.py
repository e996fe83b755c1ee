"""How many innocent people would a face recognition deployment wrongly detain, for how long, and how sure are we?

The rooms, in the order in which they import one another: `documents`, `evidence`, `scenario`, `model`, `kernel` and
`clock`, `impact`, `study`, `cli`; a finished result is written by `results` and told by `reports`.
"""

__version__ = "0.4.0"
