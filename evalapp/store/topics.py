"""What a transaction touched, told to open screens after the commit."""

from enum import StrEnum


class Topic(StrEnum):
    """A collection that screens show."""

    UNITS = "units"
    PEOPLE = "people"
    POLICIES = "policies"
    DRAFTS = "drafts"
    ROUNDS = "rounds"
    SCORES = "scores"
    REGISTERS = "registers"
    INSPECTIONS = "inspections"
    REWARDS = "rewards"
    PRODUCTS = "products"
    INDICATORS = "indicators"
    USERS = "users"
    SETTINGS = "settings"
    PACKAGES = "packages"
