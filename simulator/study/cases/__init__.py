"""Cases: what an analyst expects of a scenario, read, run and held to it."""
