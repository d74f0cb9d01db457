"""The portal's settings with the addresses of the references added."""

from talenti.settings import *  # noqa: F403, TID251 – every setting but the addresses

ROOT_URLCONF = "bench._indirizzi"
