#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as errore:
        # What is missing is the sentence of talenti/ambiente.py; where it was read helps who writes code only.
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(errore))


if __name__ == "__main__":
    main()
