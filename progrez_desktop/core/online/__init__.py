"""What asks something of another computer, and only when a person pressed for it. The one room that opens sockets."""
