from learning.series.models.place import SeriesPlace
from learning.series.models.series import Series

__all__ = ["Series", "SeriesPlace"]
