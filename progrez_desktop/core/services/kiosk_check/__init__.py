"""The kiosk's self-test: looks at the system around it and says what is enforced, detected and open."""
