"""The command line of the server, one file a command."""
