"""What the grammar alone cannot see, a file a subject: rules over the blocks of a scenario that are right by themselves."""
