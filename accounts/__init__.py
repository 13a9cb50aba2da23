"""Who is here and what they may do: sign-in links, browser sessions, API keys, one permission table, the audit chain.

Only hashes of tokens are kept. Every access that matters is recorded in the transaction that gives it.
"""
