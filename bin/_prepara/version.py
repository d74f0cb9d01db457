"""Refuses a Python that is too old, in a syntax that an old Python can still read."""

import os
import shutil
import subprocess
import sys

MINIMUM = (3, 11)


def require():
    """Go on with this Python, or with a newer one on the PATH, or stop with a sentence."""
    if os.name == "nt":
        sys.exit("Su Windows il portale gira in WSL: apri una finestra di Ubuntu e ripeti lì il comando.")
    if sys.version_info >= MINIMUM:
        return
    for minor in (14, 13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        # A manager of Pythons leaves a name on the PATH for one that is not installed: it has to start.
        if newer and subprocess.call([newer, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(
        "Serve Python 3.11 o più recente (questo è {}.{}): installalo, per esempio con "
        "«sudo apt-get install python3» su Debian 12 o «brew install python» su macOS, e ripeti il comando.".format(
            *sys.version_info[:2]
        )
    )
