"""A set of drafts as a whole: which questions repeat others, and in which order they spread over what there is."""
