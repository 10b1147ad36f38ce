"""The read side: plain SELECT text to records, one module a noun. Nothing here needs SQLAlchemy."""
