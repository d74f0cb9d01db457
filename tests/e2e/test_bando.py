"""A call and the application of a group, from the office's template to an extension, as the people concerned do it.

The portal is one of its own: its server is killed while somebody writes, and its clock passes the closing.
"""

import re
from datetime import timedelta

from talenti.base.clock import adesso
from tests.e2e import bando_gruppo as gruppo
from tests.e2e import bando_tardi as tardi
from tests.e2e import bando_ufficio as ufficio
from tests.e2e.posta import leggi_mail
from tests.e2e.tasti import Tastiera
from tests.e2e.visita import SCRIVANIA, TELEFONO

DINA = "dina.panchine@example.org"


def test_from_a_new_call_to_an_extension(suo, persona):
    apre = adesso().replace(second=0, microsecond=0)
    chiude = apre + timedelta(hours=3)
    titolo = "Progetti di prova, edizione di una sera"
    nora, ivo = persona(SCRIVANIA), persona(SCRIVANIA)
    scheda = ufficio.scrive_il_bando(nora, titolo, apre, chiude)
    ufficio.chiede_a_ivo_di_rileggere(nora, scheda)
    bando = ufficio.ivo_pubblica(ivo, scheda, titolo)

    giulia, leo, dina = persona(TELEFONO), persona(TELEFONO), persona(SCRIVANIA)
    domanda = gruppo.comincia(giulia, bando)
    gruppo.invita(giulia, domanda, "leo@example.org", DINA)
    gruppo.accetta_iscrivendosi(dina, DINA)
    gruppo.leo_accetta_e_indica_la_madre(leo)
    gruppo.la_madre_dice_si(persona(TELEFONO))

    gruppo.scrive_mentre_il_server_muore(giulia, suo, domanda)
    gruppo.scrive_dopo_la_fine_della_sessione(giulia, suo)
    gruppo.scrivono_in_due(giulia, dina, domanda)
    gruppo.finisce_il_progetto(giulia)
    gruppo.scrive_quando_con_la_tastiera(dina, Tastiera(dina), domanda)
    gruppo.fa_il_conto(dina)
    gruppo.dice_chi_siamo(dina, domanda)
    gruppo.sceglie_chi_riceve(giulia, domanda)
    for una, dove in ((dina, "Fuori dalla provincia di Cremona"), (leo, "Crema")):
        gruppo.conferma(una, domanda, residenza=dove)
    gruppo.dice_di_se(giulia, domanda)
    prima = gruppo.invia_due_volte_con_una_mano_pesante(giulia, domanda)
    numero = gruppo.fatti(giulia)["Numero"]
    assert ("Tutti gli invii" in giulia.testo, numero) == (False, "1")
    ricevuta = gruppo.ricevuta_in_pdf(giulia)
    assert [una for una in (gruppo.NOME, prima, titolo) if una not in ricevuta] == []
    gruppo.cambia_e_invia_di_nuovo(giulia, (dina, leo), domanda, Tastiera(giulia))
    ora = gruppo.fatti(giulia)
    assert (ora["Numero"], ora["Arrivata"] == prima) == (numero, False)

    bozza = tardi.scrive_tutto_senza_script(persona(TELEFONO, java_script_enabled=False), bando)
    ada = persona(TELEFONO)
    ada.entra("ada")
    tardi.sta_per_inviare(ada, bozza)
    suo.va_avanti(timedelta(hours=3))
    tardi.arriva_tardi(ada, bozza)
    ufficio.vede_chi_e_arrivato_tardi(nora, scheda, "Ada Esempio")
    ufficio.riapre(nora, scheda, chiude + timedelta(hours=2))
    tardi.invia_dopo_la_proroga(ada, bozza)
    assert titolo in leggi_mail(giulia, "giulia@example.org", re.compile("^Bando riaperto"))
    righe = ufficio.legge_le_domande(nora, scheda, gruppo.NOME, tardi.NOME)
    assert [re.search(r"n\. \d+", riga).group() for riga in righe] == ["n. 1", "n. 2"]
    for una in (nora, ivo, giulia, leo, dina, ada):
        una.senza_colpe()
