"""Ages: whole years on a day, and the birthday that parts minors from grown-ups."""

from datetime import date

MAGGIORE_ETA = 18


def anni_compiuti(nato_il: date, al: date) -> int:
    return al.year - nato_il.year - ((al.month, al.day) < (nato_il.month, nato_il.day))


def ultimo_nato(anni: int, al: date) -> date:
    """The last birth date of who has so many years on that day: whoever was born later is younger."""
    try:
        return al.replace(year=al.year - anni)
    except ValueError:  # the 29th of February of a year that has none
        return date(al.year - anni, 2, 28)


def ultimo_maggiorenne(al: date) -> date:
    """The last birth date of who is of age on that day: whoever was born later is a minor."""
    return ultimo_nato(MAGGIORE_ETA, al)
