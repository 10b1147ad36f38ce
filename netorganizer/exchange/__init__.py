"""Bytes in, bytes out: calendar files, PDF, the keyring. Knows no database and no screen."""
