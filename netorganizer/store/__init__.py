"""The one SQLite store: tables, change log, queries, migrations, backups.

Only here is a database library imported.
"""
