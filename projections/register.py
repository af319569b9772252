"""Every projection and version that is kept up to date."""

from projections.task_queue.v1.projection import TASK_QUEUE

ALL = (TASK_QUEUE,)
