"""How well a document answers, and in which order documents come."""
