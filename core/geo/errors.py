"""What a file of outlines can be refused with: each a sentence that says what to do."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class OutlinesTooBig(UserError):
    """The file is larger than any county's outlines need."""

    message = N_(
        "{file} is too big for a map: {size} MB, at most {limit} MB. Simplify the outlines in the program they come "
        "from, then try again."
    )


class OutlinesTooFine(UserError):
    """The file has more points than a map of a county can show."""

    message = N_(
        "{file} has too many points for a map (at most {limit}). Simplify the outlines in the program they come from, "
        "then try again."
    )


class OutlinesBroken(UserError):
    """The file cannot be read as JSON."""

    message = N_("{file} is damaged or is no GeoJSON file. Export it again as GeoJSON in UTF-8, then try again.")


class OutlinesOtherFormat(UserError):
    """The file is JSON of another kind."""

    message = N_("{file} is not GeoJSON: it holds no shapes. Export the townships' borders as GeoJSON.")


class OutlinesEmpty(UserError):
    """The file has points or lines only."""

    message = N_("{file} holds no areas, only points or lines. Export the townships' borders as areas (polygons).")


class OutlinesNotInDegrees(UserError):
    """The points are metres of some projection, or no places on earth."""

    message = N_(
        "{file} does not give its points in degrees. Export it again with longitude and latitude (CGCS2000 or WGS 84)."
    )


class OutlinesEmptyFile(UserError):
    """Nothing at all is in the file."""

    message = N_("{file} is empty. Choose another file.")
