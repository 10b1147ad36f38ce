"""netorganizer: a private desktop organizer for demanding hiring processes."""

__version__ = "0.1.0"
