"""The steps from one form of the database to the next; those that shipped are never changed."""
