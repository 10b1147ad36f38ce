"""Use cases: plain functions ``verb_noun(workspace, ...)``, the only way to write. No Qt."""
