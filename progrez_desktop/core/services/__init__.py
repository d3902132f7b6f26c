"""Use cases: what a person or an operator can have done, as plain functions over a frozen `Deps`."""
