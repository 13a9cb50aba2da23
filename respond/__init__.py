"""The executive answers: listened, replied, disputed, committed, commented.

Rows in: Excerpt, Cause, Label of the second reviewer. Rows out: Listen, Reply, Dispute, Commitment, Comment.
Promise kept: whatever a person types is redacted before it is stored, an answer can be given in one form, and a
dispute corrects a call's page and later training but never a figure.
"""
