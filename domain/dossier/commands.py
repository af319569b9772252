"""What can be asked of a dossier as a whole: to see what the days that passed call for."""

from domain.shared.messages import Command


class WatchDeadlines(Command):
    """See which deadlines of the case have passed, and take up tasks whose day has come."""


class WatchReassessment(Command):
    """See whether the reassessment date, or the end of the last extension, is near or passed."""


WatchCommand = WatchDeadlines | WatchReassessment
