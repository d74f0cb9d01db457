"""From the act that names a commission to who is called next: office, commission, applicants, anybody.

The portal is one of its own, because its clock passes from a phase to the next. The call has closed when it begins;
most sheets are signed through the verbs (``graduatoria_scena``).
"""

from datetime import timedelta

from talenti.base.clock import adesso
from tests.e2e import graduatoria_commissione as commissione
from tests.e2e import graduatoria_gruppi as gruppi
from tests.e2e import graduatoria_ufficio as ufficio
from tests.e2e.graduatoria_scena import in_scena
from tests.e2e.visita import SCRIVANIA, TELEFONO

# In days from the beginning: the phases, the sitting, the end of the errors, who comes next.
DA_SOLI, INSIEME, SEDUTA, CHIUSA, DEFINITIVA = 1, 3, 4, 6, 22


def test_from_the_act_to_who_comes_next(suo, persona):
    quale = in_scena(suo, "prepara")
    nora = persona(SCRIVANIA)
    ufficio.nomina_la_commissione(nora)
    ufficio.decide_le_date(nora, DA_SOLI, INSIEME, CHIUSA)

    siedono = {chi: persona(TELEFONO if chi == "commissione3" else SCRIVANIA) for chi, *_ in ufficio.CHI}
    for chi, lei in siedono.items():
        commissione.dichiara(lei, chi, quale, quale["codici"][0] if chi == "commissione3" else "")
    ufficio.chiama_il_supplente(nora)
    passa(suo, DA_SOLI)
    valutano(siedono, quale)
    assert in_scena(suo, "firma_le_altre", slug=quale["slug"]) == 9

    passa(suo, INSIEME)
    si_riuniscono(suo, siedono, quale)
    passa(suo, CHIUSA)
    ufficio.pubblica_la_graduatoria(nora)
    quarta = persona(TELEFONO)
    gruppi.segnala_un_errore(quarta, "gara4")
    ufficio.risponde_all_errore(nora)
    passa(suo, DEFINITIVA)
    ufficio.approva_la_definitiva(nora)
    prima, seconda = persona(TELEFONO), persona(TELEFONO)
    gruppi.rinuncia(prima, "gara1")
    gruppi.apre_la_sua(seconda, "gara2", "Accetta o rinuncia")
    gruppi.accetta(seconda)
    ufficio.chiama_chi_segue(nora)
    gruppi.tocca_a_lei(quarta, "gara4")
    assert ufficio.RISPOSTA in quarta.testo
    chiunque = persona(TELEFONO)
    gruppi.chiunque_legge(chiunque, quale)
    for una in (nora, *siedono.values(), quarta, prima, seconda, chiunque):
        una.senza_colpe()


def passa(suo, giorni):
    """So many days from the beginning, and an hour: what begins then has begun."""
    suo.va_avanti(timedelta(days=giorni, hours=1))


def valutano(siedono, quale):
    """One sheet each, of three members: one on a phone, one without a mouse, one who stays out of an application."""
    commissione.valuta(siedono["commissione1"], "commissione1", quale)
    commissione.valuta_con_la_tastiera(siedono["commissione2"], "commissione2", quale)
    commissione.non_apre_la_domanda_in_conflitto(siedono["commissione3"], quale, quale["codici"][0])
    commissione.valuta(siedono["commissione3"], "commissione3", quale)


def si_riuniscono(suo, siedono, quale):
    presidente = siedono["commissione1"]
    quando = (adesso() + timedelta(days=SEDUTA, hours=1)).replace(second=0, microsecond=0)
    commissione.convoca(presidente, quale, quando)
    commissione.la_mette_nel_calendario(presidente, quando)
    passa(suo, SEDUTA)
    verbale = commissione.tiene_la_seduta(presidente, quale)
    commissione.scrive_il_verbale(siedono["commissione5"], verbale)
    commissione.firma_il_verbale(presidente, verbale)
