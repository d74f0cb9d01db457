"""How an application is signed and stamped: asked of everybody, by what the call says."""

from dataclasses import replace
from io import BytesIO
from secrets import token_hex

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.persone.models import Identita
from tests.factories.documenti import pdf
from tests.factories.thinktown import Ufficio, completa, maggiorenne, pronta, risposta
from thinktown import actions
from thinktown.completezza import che_cosa_manca
from thinktown.enums import Bollo, Firma
from thinktown.obblighi import COME, DOCUMENTO, FIRMA_E_BOLLO, MARCA, MODULO, con_obblighi
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


def detta(firma=Firma.NESSUNA, bollo=Bollo.NON_SERVE):
    intera = completa()
    return replace(intera, chi=replace(intera.chi, firma=firma), norme=replace(intera.norme, bollo=bollo))


def chiesti(bando):
    return [uno.chiave for parte in bando.in_vigore.parti if parte.chiave == FIRMA_E_BOLLO for uno in parte.quesiti]


@pytest.mark.parametrize(
    ("firma", "bollo", "attesi"),
    [
        (Firma.NESSUNA, Bollo.NON_SERVE, []),
        (Firma.NESSUNA, Bollo.DOVUTO, [MARCA]),
        (Firma.PDF, Bollo.NON_SERVE, [COME, MODULO, DOCUMENTO]),
        (Firma.PDF, Bollo.DOVUTO, [COME, MODULO, DOCUMENTO, MARCA]),
    ],
)
def test_what_is_published_asks_for_what_is_due(firma, bollo, attesi):
    bando = Ufficio().pubblicato(detta(firma, bollo))
    assert chiesti(bando) == attesi
    # Put there once, however often; and taken away where it is due no more.
    assert con_obblighi(bando.in_vigore) == bando.in_vigore
    assert con_obblighi(replace(bando.in_vigore, chi=detta().chi, norme=detta().norme)).parti == detta().parti


def test_signed_by_hand_it_goes_with_the_identity_document():
    persona = maggiorenne()
    domanda = pronta(Ufficio().pubblicato(detta(Firma.PDF)), persona)

    def manca():
        return [una.dove for una in che_cosa_manca(domanda, risposte_di(domanda))]

    assert manca() == [COME, MODULO]
    risposta(domanda, COME, "digitale", da=persona)
    assert manca() == [MODULO]
    risposta(domanda, COME, "a_mano", da=persona)
    assert manca() == [MODULO, DOCUMENTO]
    with pytest.raises(DatoNonAccettato, match="Carica il file"):
        actions.invia(domanda, gettone=token_hex(8), da=persona)
    for chiave in (MODULO, DOCUMENTO):
        actions.aggiungi_file(domanda, chiave, SimpleUploadedFile("firmato.pdf", pdf()), da=persona)
    assert actions.invia(domanda, gettone=token_hex(8), da=persona).n == 1


def test_the_paper_to_sign_says_what_is_sent(client):
    ufficio, persona = Ufficio(), maggiorenne()
    domanda = pronta(ufficio.pubblicato(detta(Firma.PDF)), persona)
    client.force_login(persona)
    foglio = client.get(reverse("thinktown:modulo", args=[domanda.codice]))
    testo = "".join(pagina.extract_text() for pagina in PdfReader(BytesIO(foglio.content)).pages)
    risposta(domanda, COME, "digitale", da=persona)
    actions.aggiungi_file(domanda, MODULO, SimpleUploadedFile("firmato.pdf", pdf()), da=persona)
    invio = actions.invia(domanda, gettone=token_hex(8), da=persona)
    # Signing it and sending the signed paper changes nothing of what it says.
    assert invio.contenuto["modulo"] in testo.replace("\n", "")
    via = reverse("thinktown:modulo", args=[domanda.codice])
    parti = {chiave: reverse("thinktown:parte", args=[domanda.codice, chiave]) for chiave in (FIRMA_E_BOLLO, "soldi")}
    assert {chiave: via in client.get(url).content.decode() for chiave, url in parti.items()} == {
        FIRMA_E_BOLLO: True,
        "soldi": False,
    }
    client.force_login(ufficio.scrive)
    in_ufficio = client.get(reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice]))
    assert f"modulo firmato: {invio.contenuto['modulo']}" in in_ufficio.content.decode()
    assert ("Radio Quartiere" in testo, "Come firma chi invia" in testo) == (True, False)


def test_where_nothing_is_signed_there_is_no_paper(client):
    persona = maggiorenne()
    domanda = pronta(Ufficio().pubblicato(), persona)
    client.force_login(persona)
    assert client.get(reverse("thinktown:modulo", args=[domanda.codice])).status_code == 404


def test_signed_by_who_one_is(settings):
    ufficio = Ufficio()
    with pytest.raises(DatoNonAccettato, match="SPID e CIE qui non sono attivi"):
        ufficio.pubblicato(detta(Firma.IDENTITA))
    settings.GATEWAY_OIDC = {"provider_id": "identita", "name": "Prova"}
    persona = maggiorenne()
    domanda = pronta(ufficio.pubblicato(detta(Firma.IDENTITA)), persona)
    with pytest.raises(DatoNonAccettato, match="deve avere collegato SPID o CIE"):
        actions.invia(domanda, gettone=token_hex(8), da=persona)
    Identita.objects.create(
        persona=persona, fonte="gateway", emittente="https://id.example.org", soggetto="x", verificata_il=adesso()
    )
    assert actions.invia(domanda, gettone=token_hex(8), da=persona).n == 1
