"""What a recruiter makes of what was released: filters, role profiles, notes, decisions, teams. One subject a file."""
