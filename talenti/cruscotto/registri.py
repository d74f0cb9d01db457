"""What this room must know of an indicator beside its declaration."""

# Keys of indicators whose points are each a state of things ("how many there are on that day"): the
# number shown large is the last one. Of every other indicator it is the sum of the points.
istantanei: set[str] = set()
