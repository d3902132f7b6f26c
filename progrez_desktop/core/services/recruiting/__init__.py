"""What a recruiter does with a registry, one subject a file."""
