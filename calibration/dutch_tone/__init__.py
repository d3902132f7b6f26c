"""Trains, measures and writes the Dutch tone model, resources/model/dutch.*."""
