"""Rewards and penalties: what results propose, deciding on it, and the register of decisions."""
