"""Who may write: for each address that changes something of an organisation, the roles whose press changes it.

Every other role of ``scena.RUOLI`` presses the same button with the same words, and nothing happens. Arguments that
begin with ``@`` are values of the scene.
"""

from talenti.base.clock import oggi
from tests.security.scrittura import w
from tests.security.scritture_articoli import ARTICOLI
from tests.security.scritture_campioni import CAMPIONI
from tests.security.scritture_commissione import COMMISSIONE
from tests.security.scritture_esportazioni import ESPORTAZIONI
from tests.security.scritture_fatti import FATTI
from tests.security.scritture_graduatorie import GRADUATORIE
from tests.security.scritture_graduatorie_ufficio import GRADUATORIE_UFFICIO
from tests.security.scritture_gruppo import GRUPPO
from tests.security.scritture_istruttoria import ISTRUTTORIA
from tests.security.scritture_lettura import LETTURA
from tests.security.scritture_posti import POSTI
from tests.security.scritture_redazione import REDAZIONE
from tests.security.scritture_registri import REGISTRI
from tests.security.scritture_richieste import RICHIESTE
from tests.security.scritture_sedute import SEDUTE
from tests.security.scritture_valutazione import VALUTAZIONE

REGGONO = ("amministrazione", "coordinamento", "superuser")
PAGINA = {"in_una_frase": "Suoniamo.", "comune": "Soresina", "email": "a@example.org", "passo": "pubblica"}
# Who answers for the places of Alfa: whoever works in its office. The lead examines them and does not host.
OSPITANO = ("amministrazione", "superuser", "ufficio")
# A day on which nobody has booked: the first press closes it.
CHIUSURA = {
    **{f"{nome}_{parte}": valore for nome in ("dal", "al") for parte, valore in (("giorno", "3"), ("mese", "1"))},
    **{f"{nome}_anno": str(oggi().year + 1) for nome in ("dal", "al")},
    "motivo": "Ferie",
}
DELTA = {"tipo": "associazione", "nome": "Delta", "comune": "Soresina"}


# Who runs the body: its office writes calls and does not act on one that is out.
BANDI = [
    w(
        "admin:thinktown_bando_atto",
        ("amministrazione", "superuser"),
        {"motivo": "Un guasto."},
        pk="@bando_pk",
        verbo="ferma_invii",
    ),
    w("admin:thinktown_bando_termina", ("amministrazione", "superuser"), pk="@bando_pk", incarico="@incarico"),
]

SCRITTURE = [
    *BANDI,
    w("rete:pagina", REGGONO, PAGINA | {"codice_fiscale": "90000000191"}, slug="@alfa"),
    w("rete:azioni", REGGONO, {"azione": "coworking", "che_cosa": "Due posti.", "ruolo": "partner"}, slug="@alfa"),
    w("rete:chiudi_azione", REGGONO, slug="@alfa", pk="@azione"),
    w("rete:invita", REGGONO, {"email": "altra@example.org", "ruolo": "collaborazione"}, slug="@alfa"),
    w("rete:ruolo", REGGONO, {"ruolo": "operatore"}, slug="@alfa", pk="@membro"),
    w("rete:rimuovi", REGGONO, {"motivo": "Ha finito."}, slug="@alfa", pk="@membro"),
    w("rete:revoca_invito", REGGONO, slug="@alfa", pk="@invito"),
    w("rete:lascia", ("membro", "amministrazione", "ufficio"), slug="@alfa"),
    w("rete:ritira", ("amministrazione", "superuser"), {"motivo": "Non più."}, codice="@gamma"),
    w("rete:invia", ("amministrazione",), codice="@bozza"),
    w("rete:parte", ("amministrazione",), DELTA, codice="@bozza", parte="chi-siete"),
    w("rete:salva_parte", ("amministrazione",), DELTA, codice="@bozza", parte="chi-siete"),
    w("rete:scarta", ("amministrazione",), codice="@bozza"),
    w(
        "admin:rete_partner_esame",
        ("coordinamento", "superuser"),
        {"decisione": "respingi", "motivo": "Manca lo statuto."},
        pk="@in_esame",
    ),
    w(
        "admin:rete_partner_atto",
        ("coordinamento", "superuser"),
        {"motivo": "È ferma."},
        pk="@alfa_pk",
        verbo="sospendi",
    ),
    w(
        "admin:documenti_documento_revoca",
        ("coordinamento", "superuser"),
        {"motivo": "Il nome è sbagliato.", "in_pubblico": "errore", "confermo": "on"},
        pk="@documenti.documento",
    ),
    w("admin:registro_annuncio_riprova", ("coordinamento", "superuser"), pk="@annuncio"),
    w("coworking:annulla", ("giovane",), codice="@prenotazione"),
    w("coworking:rispondi", OSPITANO, {"verbo": "conferma"}, partner="@alfa", codice="@chiesta"),
    w("coworking:ospita_rifiuta", OSPITANO, {"perche": "chiusi"}, partner="@alfa", codice="@chiesta"),
    w("coworking:chiudi", OSPITANO, CHIUSURA, partner="@alfa", codice="@spazio_codice"),
    w("coworking:riapri_giorni", OSPITANO, partner="@alfa", pk="@chiusura"),
    w("coworking:sblocca", OSPITANO, partner="@alfa", pk="@blocco"),
    w(
        "coworking:spazio_ferma",
        OSPITANO,
        {"motivo": "Lavori."},
        partner="@alfa",
        codice="@spazio_codice",
        verbo="sospendi",
    ),
    w("thinktown:ritira_aiuto", ("giovane",), slug="@bando", codice="@richiesta_ritirabile"),
    w("thinktown:richiesta", OSPITANO, {"verbo": "prendi"}, slug="@alfa", codice="@richiesta"),
    w(
        "admin:portale_interruzione_atto",
        ("coordinamento", "superuser"),
        {"causa": "La corrente."},
        pk="@portale.interruzione",
        verbo="spiega",
    ),
    w("admin:thinktown_chiarimento_scheda", OSPITANO, {"verbo": "rispondi", "risposta": "Sì."}, pk="@chiarimento"),
    w(
        "admin:coworking_spazio_esame",
        ("coordinamento", "superuser"),
        {"decisione": "respingi", "motivo": "Manca l'uscita."},
        pk="@spazio_in_esame",
    ),
    w(
        "admin:coworking_spazio_atto",
        ("coordinamento", "superuser"),
        {"motivo": "È fermo."},
        pk="@spazio_pk",
        verbo="sospendi",
    ),
    w(
        "admin:coworking_spazio_revoca",
        ("coordinamento", "superuser"),
        {"motivo": "Ha rinunciato."},
        pk="@spazio_pk",
        blocco="@assegnazione",
    ),
    *GRADUATORIE,
    *GRADUATORIE_UFFICIO,
    *GRUPPO,
    *ISTRUTTORIA,
    *CAMPIONI,
    *COMMISSIONE,
    *SEDUTE,
    *ESPORTAZIONI,
    *POSTI,
    *REDAZIONE,
    *ARTICOLI,
    *LETTURA,
    *REGISTRI,
    *FATTI,
    *RICHIESTE,
    *VALUTAZIONE,
]
