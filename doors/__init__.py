"""What pages and API both need before they open: the installation, its sessions, the clock, who knocks from where.

Like them it knows FastAPI; unlike them it knows no page and no resource.
"""
