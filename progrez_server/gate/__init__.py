"""Who is asking, and whether they may: staff by the token of their identity provider, devices by what they sign."""
