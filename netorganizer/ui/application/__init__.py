"""The detail panel: everything about one application, beside the board."""
