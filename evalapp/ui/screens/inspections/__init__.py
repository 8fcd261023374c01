"""Inspections: visits, what they found, remedies, decisions and plans; and a visit in field mode."""
