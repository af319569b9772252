"""Every projection and version that is kept up to date."""

from projections.case_file.v1.projection import CASE_FILE
from projections.case_overview.v1.projection import CASE_OVERVIEW
from projections.deadlines.v1.projection import DEADLINES
from projections.payment_list.v1.projection import PAYMENT_LIST
from projections.run_summaries.v1.projection import RUN_SUMMARIES
from projections.statistics.v1.projection import STATISTICS
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.write_offs.v1.projection import WRITE_OFFS

ALL = (
    TASK_QUEUE,
    CASE_OVERVIEW,
    CASE_FILE,
    PAYMENT_LIST,
    RUN_SUMMARIES,
    DEADLINES,
    WRITE_OFFS,
    STATISTICS,
)
