"""A generated corpus of spoken personal data, its recogniser errors, and sentences without any."""
