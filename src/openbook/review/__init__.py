"""A local page on which people accept, reject, edit and annotate drafts."""
