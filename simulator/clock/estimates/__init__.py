"""What journeys tell: how long people are held, who waits when, each figure with both doubts, and when that is enough."""
