"""The doors to series, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from core.permissions import Verdict, require
from learning.series import rules
from learning.series.models import Series, SeriesPlace


def series_to_read(viewer: Any, pk: int) -> Series:
    return get_object_or_404(Series.objects.visible_to(viewer).for_page(), pk=pk)


def series_to_edit(viewer: Any, pk: int) -> Series:
    return _allowed(viewer, pk, rules.can_edit)


def series_to_extend(viewer: Any, pk: int) -> Series:
    return _allowed(viewer, pk, rules.can_extend)


def series_to_publish(viewer: Any, pk: int) -> Series:
    return _allowed(viewer, pk, rules.can_publish)


def series_to_cancel(viewer: Any, pk: int) -> Series:
    return _allowed(viewer, pk, rules.can_cancel)


def series_to_register_for(viewer: Any, pk: int) -> Series:
    return _allowed(viewer, pk, rules.can_register)


def own_place(viewer: Any, pk: int) -> SeriesPlace:
    """The viewer's in all of it."""
    series = series_to_read(viewer, pk)
    found: SeriesPlace = get_object_or_404(SeriesPlace.objects.of(viewer), series=series)
    found.series = series
    return found


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Series], Verdict]) -> Series:
    series = series_to_read(viewer, pk)
    require(rule(viewer, series))
    return series
