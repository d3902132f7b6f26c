"""Whether statements and selections treat groups alike: from anonymous joint counts, never from a list of people."""
