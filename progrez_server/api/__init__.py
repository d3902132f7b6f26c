"""The routes of the server, one file a subject, and the application around them."""
