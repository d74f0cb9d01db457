"""The comuni are real and loaded with the schema: a factory only picks one."""

from talenti.luoghi.models import Comune


def comune(nome: str = "Cremona") -> Comune:
    return Comune.objects.get(nome=nome)
