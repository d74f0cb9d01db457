"""The seals: what they close, how they chain, and their public page."""

import hashlib

import pytest
from django.urls import reverse

from talenti.registro import catena
from talenti.registro.actions import sigilla
from talenti.registro.models import Sigillo, Transizione, VoceSigillo
from talenti.registro.tasks import sigilla as compito_sigilla
from tests.factories.registro import passa

pytestmark = pytest.mark.django_db


def foglia(impronta):
    return hashlib.sha256(b"\x00" + bytes.fromhex(impronta)).digest()


def nodo(sinistra, destra):
    return hashlib.sha256(b"\x01" + sinistra + destra).digest()


@pytest.mark.parametrize("quante", range(1, 8))
def test_merkle_root_is_that_of_rfc_9162(quante):
    """Against the recursive definition written out level by level: the largest power of two goes left."""
    impronte = [hashlib.sha256(bytes([n])).hexdigest() for n in range(quante)]

    def radice(foglie):
        if len(foglie) == 1:
            return foglia(foglie[0])
        taglio = max(2**k for k in range(8) if 2**k < len(foglie))
        return nodo(radice(foglie[:taglio]), radice(foglie[taglio:]))

    assert catena.radice_merkle(impronte) == radice(impronte).hex()


def test_root_of_nothing_is_the_hash_of_nothing():
    assert catena.radice_merkle([]) == hashlib.sha256().hexdigest()


def test_nothing_to_seal():
    assert sigilla() is None


def test_seal_closes_what_is_open_in_order(partner):
    passa(partner, "prendi_in_esame")
    sigillo = sigilla()
    righe = list(Transizione.objects.di(partner))
    assert (sigillo.n, sigillo.quanti, sigillo.precedente) == (1, 2, "")
    assert sigillo.radice == catena.radice_merkle([riga.impronta for riga in righe])
    voci = VoceSigillo.objects.order_by("posizione").values_list("posizione", "transizione_id", "impronta")
    assert list(voci) == [(n, riga.pk, riga.impronta) for n, riga in enumerate(righe)]
    assert sigilla() is None


def test_seals_chain(partner):
    primo = sigilla()
    passa(partner, "prendi_in_esame")
    compito_sigilla()
    secondo = Sigillo.objects.get(n=2)
    assert (secondo.quanti, secondo.precedente) == (1, primo.impronta)
    assert secondo.impronta == catena.impronta_sigillo(secondo)


def test_limit_leaves_the_rest_to_the_next(partner):
    passa(partner, "prendi_in_esame")
    assert [sigilla(limite=1).quanti, sigilla(limite=1).quanti, sigilla(limite=1)] == [1, 1, None]


def test_page_shows_seals_newest_first(client, partner):
    sigilla()
    passa(partner, "prendi_in_esame")
    sigilla()
    risposta = client.get(reverse("registro:sigilli"))
    assert [s.n for s in risposta.context["object_list"]] == [2, 1]
    assert "2 sigilli, dal più recente" in risposta.content.decode()


def test_page_without_seals_says_when_the_first_comes(client):
    assert "Ancora nessun sigillo" in client.get(reverse("registro:sigilli")).content.decode()


@pytest.mark.parametrize("forma", ["{s.impronta}", "{s.n}:{s.impronta}", "  {s.impronta}\n"])
def test_head_kept_elsewhere_is_found(client, partner, forma):
    sigillo = sigilla()
    risposta = client.get(reverse("registro:sigilli"), {"impronta": forma.format(s=sigillo)})
    assert risposta.context["trovato"] == sigillo
    assert "È il sigillo n. 1" in risposta.content.decode()


@pytest.mark.parametrize("impronta", ["0" * 64, "x", "\x00abc", "é" * 200, "<script>"])
def test_head_that_is_not_ours_is_said(client, partner, impronta):
    sigilla()
    risposta = client.get(reverse("registro:sigilli"), {"impronta": impronta})
    assert (risposta.status_code, risposta.context["trovato"]) == (200, None)
    assert "Questa impronta non è nella storia del portale" in risposta.content.decode()


def test_second_of_two_sealers_finds_nothing_left(partner, monkeypatch):
    """It had read the rows as open: the UNIQUE numbers stop it, and nothing is half written."""
    impronta = Transizione.objects.get().impronta
    primo = sigilla()
    monkeypatch.setattr(
        type(Transizione.objects.all()),
        "senza_sigillo",
        lambda self: Transizione.objects.filter(impronta=impronta).order_by("pk"),
    )
    assert sigilla() is None
    assert list(Sigillo.objects.all()) == [primo]
    assert VoceSigillo.objects.count() == 1
