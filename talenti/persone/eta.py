"""Ages: whole years on a day, and the birthday that parts minors from grown-ups."""

from datetime import date

MAGGIORE_ETA = 18


def anni_compiuti(nato_il: date, al: date) -> int:
    return al.year - nato_il.year - ((al.month, al.day) < (nato_il.month, nato_il.day))


def ultimo_maggiorenne(al: date) -> date:
    """The last birth date of who is of age on that day: whoever was born later is a minor."""
    anno = al.year - MAGGIORE_ETA
    return date(anno, 2, 28) if (al.month, al.day) == (2, 29) else al.replace(year=anno)
