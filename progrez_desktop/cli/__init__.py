"""The command line: everything that the windows do, without one. It stands beside ui, over core, and never loads Qt."""
