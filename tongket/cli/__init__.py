"""The command line: thin, calls the same actions and queries as the pages."""
