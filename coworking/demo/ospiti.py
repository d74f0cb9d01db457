"""Who hosts in the demonstration, in the order in which they came."""

from coworking.demo import casalasco, cremasco, cremonese, hub
from coworking.demo.modelli import Ospite

OSPITI: tuple[Ospite, ...] = (*hub.HUB, *cremonese.OSPITI, *cremasco.OSPITI, *casalasco.OSPITI)
