"""The projects of the demonstration. Groups, names and events are all invented."""
