"""Two results held against each other: what differs, and how much of the headline's move each difference explains."""
