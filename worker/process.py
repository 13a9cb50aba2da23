"""What one worker process holds open: its installation, its Celery application, its speech model.

A pool child opens its own after the fork: database connections and model threads must not cross it.
"""

import os
from functools import lru_cache

from celery import Celery

from settings.settings import Settings
from store.installation import Installation, open_installation
from worker.celery_app import make_celery


def installation() -> Installation:
    return _installation(os.getpid())


def celery() -> Celery:
    return _celery(os.getpid())


@lru_cache(maxsize=1)
def _installation(_pid: int) -> Installation:
    return open_installation(Settings())


@lru_cache(maxsize=1)
def _celery(_pid: int) -> Celery:
    return make_celery(_installation(_pid).settings)
