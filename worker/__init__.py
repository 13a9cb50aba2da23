"""The only room that knows Celery: jobs with leases, the order of the stages, the clock.

The database is the only truth about work; the broker is a doorbell that may lose, repeat or reorder its messages.
"""
