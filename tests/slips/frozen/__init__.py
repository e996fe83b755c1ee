"""The first half of the kinds, written on 26 November 2026 before the checks they test, and frozen.

They are not edited afterwards but for bugs of their own, and each such edit is named in its commit's message.
`tests/slips/test_frozen.py` holds their text to what it was.
"""
