"""Every address that takes a POST, with the fields it reads: what test_moduli_ostili throws things at.

``testi`` are the fields that somebody types in, ``altri`` what the rest of the form must say for the typed
words to be reached; ``pronto`` brings a client to where the form is met. An address that takes a POST and is
not here fails the suite.
"""

from typing import Any

from django.contrib import admin

from talenti.base.clock import adesso
from talenti.documenti.models import Documento
from talenti.persone.models import Piano
from talenti.portale.models import Opinione
from tests.factories import rete
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory
from tests.security.moduli_articoli import ARTICOLI
from tests.security.moduli_campioni import CAMPIONI
from tests.security.moduli_commissione import COMMISSIONE
from tests.security.moduli_dialogo import DIALOGO
from tests.security.moduli_domande import DOMANDE
from tests.security.moduli_esportazioni import ESPORTAZIONI
from tests.security.moduli_fatti import FATTI
from tests.security.moduli_graduatorie import GRADUATORIE
from tests.security.moduli_graduatorie_ufficio import GRADUATORIE_UFFICIO
from tests.security.moduli_gruppo import GRUPPO
from tests.security.moduli_interruzioni import INTERRUZIONI
from tests.security.moduli_istruttoria import ISTRUTTORIA
from tests.security.moduli_lettura import LETTURA
from tests.security.moduli_messaggi import MESSAGGI
from tests.security.moduli_posti import POSTI
from tests.security.moduli_redazione import REDAZIONE
from tests.security.moduli_registri import REGISTRI
from tests.security.moduli_richieste import RICHIESTE
from tests.security.moduli_sedute import SEDUTE
from tests.security.moduli_spazi import SPAZI
from tests.security.moduli_ufficio_bandi import UFFICIO_BANDI
from tests.security.moduli_valutazione import VALUTAZIONE
from tests.security.modulo import Modulo, m
from tests.security.pronti import (
    ISCRIZIONE,
    _aggiunge_passkey,
    _bozza,
    _chiede_un_codice,
    _chiesta,
    _col_secondo_fattore,
    _con_app,
    _con_tutela,
    _decide,
    _email_in_attesa,
    _entra_con_passkey,
    _ferma,
    _gruppo,
    _in_esame,
    _invito,
    _mia_tutela,
    _minorenne,
    _passkey,
    _password_dimenticata,
    _riconferma_con_passkey,
    _riconfermata,
    _ritirata,
    _sceglie_la_password,
    _senza_fattore,
    _senza_password,
    _si_iscrive,
    _silenzia,
    _solo_codice,
    _tutela,
)

GIORNO = {"fino_al_giorno": "1", "fino_al_mese": "2", "fino_al_anno": "2028"}


# ── How a client comes to a form that is met on the way ───────────────────────────────────────────
DATI = {"dati": "1", "nome": "Alba", "cognome": "Prova", "comune": "", "telefono": "", "lingua": "it"}
NATO = {"nato_il_giorno": "3", "nato_il_mese": "4", "nato_il_anno": "2000"}
PAGINA = {"in_una_frase": "Suoniamo.", "comune": "Soresina", "email": "a@example.org", "passo": "pubblica"}
_PARTE_1 = ("tipo", "nome", "comune", "codice_fiscale", "partita_iva")
_PARTE_2 = ("in_una_frase", "descrizione", "email", "telefono", "indirizzo", "sito")
_PARTE_3 = ("coworking", "eventi", "competenze")
_ENTRO = {"entro_giorno": "1", "entro_mese": "2", "entro_anno": "2028"}

ACCESSO = [
    m("account_signup", "anonimo", *sorted(set(ISCRIZIONE) - {"informativa"}), "next", **ISCRIZIONE),
    m("account_login", "anonimo", "login", "password", "remember", "next", login="a@example.org", password="x"),
    m("account_logout", "giovane", "next"),
    m("account_email_verification_sent", "anonimo", "code", "action", pronto=_si_iscrive),
    m("account_request_login_code", "anonimo", "email", "next"),
    m("account_confirm_login_code", "anonimo", "code", "action", pronto=_chiede_un_codice),
    m("account_reset_password", "anonimo", "email"),
    m("account_confirm_password_reset_code", "anonimo", "code", pronto=_password_dimenticata),
    m("account_complete_password_reset", "anonimo", "password1", pronto=_sceglie_la_password),
    m("mfa_authenticate", "anonimo", "code", "credential", pronto=_col_secondo_fattore),
    m("persone:recupero_chiedi", "anonimo", "racconto", pronto=_col_secondo_fattore),
    m("mfa_login_webauthn", "anonimo", "credential", pronto=_entra_con_passkey),
    m("account_reauthenticate", "giovane", "password", "next"),
    m("mfa_reauthenticate", "giovane", "code", "next", pronto=_con_app),
    m("mfa_reauthenticate_webauthn", "giovane", "credential", pronto=_riconferma_con_passkey),
    m("account_email", "giovane", "email", pronto=_email_in_attesa, action_add="1"),
    m("account_email", "giovane", "email", pronto=_email_in_attesa, come="togli", action_remove="1"),
    m("account_email", "giovane", "email", pronto=_email_in_attesa, come="manda", action_send="1"),
    m("account_email", "giovane", "email", pronto=_email_in_attesa, come="prima", action_primary="1"),
    m("account_change_password", "giovane", "oldpassword", "password1", oldpassword=PAROLA_CHIAVE, password1="x"),
    m("account_set_password", "giovane", "password1", pronto=_senza_password),
    m("mfa_activate_totp", "giovane", "code", pronto=_senza_fattore),
    m("mfa_deactivate_totp", "giovane", pronto=_con_app),
    m("mfa_generate_recovery_codes", "giovane", pronto=_con_app),
    m("mfa_add_webauthn", "giovane", "name", "credential", "passwordless", pronto=_aggiunge_passkey),
    m("mfa_remove_webauthn", "giovane", pronto=_passkey),
    m("mfa_edit_webauthn", "giovane", "name", pronto=_passkey),
    m("usersessions_list", "giovane", "session"),
    m("socialaccount_signup", "anonimo", "email", "nome", "cognome"),
    m("socialaccount_connections", "giovane", "account", pronto=_riconfermata),
    m("openid_connect_login", "anonimo", "next", "process", arg=("identita",)),
    m("openid_connect_callback", "anonimo", "code", "state", "error", arg=("identita",)),
]

PERSONE = [
    m("persone:profilo", "giovane", *sorted(set(DATI) - {"dati"}), *NATO, come="dati", **(DATI | NATO)),
    m("persone:profilo", "giovane", "che_cosa_faccio", "che_cosa_cerco", "che_cosa_so_fare", "mostrato_alla_rete"),
    m("persone:esporta", "giovane", "next", pronto=_riconfermata),
    m("persone:chiudi", "giovane", "email", pronto=_riconfermata),
    m("persone:codice_fiscale", "giovane", "codice_fiscale", "confermo", "next"),
    m("persone:consenso", "giovane", "ritira", arg=("informativa",)),
    m("persone:tutele", "giovane", "nome", "email", "relazione", pronto=_minorenne, nome="Gilda", relazione="genitore"),
    m("persone:tutela_rimanda", "giovane", "next", pronto=_mia_tutela),
    m("persone:tutela_ritira", "giovane", "next", pronto=_mia_tutela),
    m("persone:tutela", "anonimo", "risposta", pronto=_tutela),
    m("persone:recupero_annulla", "anonimo", "risposta", pronto=_ferma),
]

RETE = [
    m("rete:proponi", "giovane", "next"),
    m("rete:comincia", "giovane", "next"),
    *(
        m(nome, "giovane", *campi, pronto=_bozza(parte), come=parte)
        for nome in ("rete:parte", "rete:salva_parte")
        for parte, campi in (("chi-siete", _PARTE_1), ("che-cosa-fate", _PARTE_2), ("azioni", _PARTE_3))
    ),
    m("rete:invia", "giovane", "next", pronto=_solo_codice),
    m("rete:scarta", "giovane", "next", pronto=_solo_codice),
    m("rete:riprendi", "giovane", "next", pronto=_ritirata),
    m("rete:ritira", "amministrazione", "motivo", arg=("@gamma",)),
    m("rete:documenti", "amministrazione", "next", arg=("@gamma",)),
    m("rete:documento", "amministrazione", "file", arg=("@gamma", "@documento")),
    m("rete:invito", "anonimo", "risposta", pronto=_invito),
    m(
        "rete:pagina",
        "amministrazione",
        *_PARTE_2,
        "comune",
        "codice_fiscale",
        "partita_iva",
        "passo",
        arg=("@alfa",),
        **PAGINA,
    ),
    m("rete:pagina", "amministrazione", *_PARTE_2, come="anteprima", arg=("@alfa",), **(PAGINA | {"passo": ""})),
    m("rete:cambia_logo", "amministrazione", "logo", arg=("@alfa",)),
    m("rete:nome", "amministrazione", "nome", "dal_giorno", "dal_mese", "dal_anno", arg=("@alfa",), nome="Nuova"),
    m(
        "rete:azioni",
        "amministrazione",
        "azione",
        "che_cosa",
        "ruolo",
        arg=("@alfa",),
        azione="coworking",
        che_cosa="Spazi.",
        ruolo="partner",
    ),
    m("rete:chiudi_azione", "amministrazione", "next", arg=("@alfa", "@azione")),
    m("rete:responsabile", "giovane", "persona", pronto=_gruppo),
    m("rete:rispondi_responsabile", "giovane", "risposta", pronto=_chiesta),
    m("rete:lascia", "membro", "next", arg=("@alfa",)),
    m(
        "rete:invita",
        "amministrazione",
        "email",
        "ruolo",
        *GIORNO,
        arg=("@alfa",),
        email="b@example.org",
        ruolo="collaborazione",
    ),
    m("rete:ruolo", "amministrazione", "ruolo", *GIORNO, arg=("@alfa", "@membro"), ruolo="collaborazione", **GIORNO),
    m("rete:rimuovi", "amministrazione", "motivo", arg=("@alfa", "@membro")),
    m("rete:revoca_invito", "amministrazione", "next", arg=("@alfa", "@invito")),
]

ALTRE = [
    m("avvisi:segna_tutti", "amministrazione", "next"),
    m("avvisi:preferenze", "giovane", "rete"),
    m("avvisi:segna_letto", "amministrazione", "next", arg=("@avviso",)),
    m("avvisi:manda_di_nuovo", "amministrazione", "next", arg=("@avviso",)),
    m("avvisi:silenzia", "anonimo", "List-Unsubscribe", pronto=_silenzia),
    m("portale:opinione", "anonimo", "pagina", "utile", "testo", "email", pagina="/rete/", utile="no", testo="Manca."),
    m("galleria", "anonimo", "nome"),
]

DECISIONE = ("decisione", "voci", "motivo", *_ENTRO)
UFFICIO = [
    m(
        "admin:rete_partner_esame",
        "coordinamento",
        *DECISIONE,
        pronto=_in_esame,
        come="chiedi",
        decisione="chiedi_integrazione",
        voci="Statuto",
        **_ENTRO,
    ),
    m("admin:rete_partner_esame", "coordinamento", "motivo", pronto=_in_esame, come="ammetti", decisione="ammetti"),
    m("admin:rete_partner_esame", "coordinamento", "motivo", pronto=_in_esame, come="respingi", decisione="respingi"),
    m("admin:rete_partner_esame", "coordinamento", "prendi", pronto=_in_esame, come="prendi"),
    m("admin:rete_partner_atto", "coordinamento", "motivo", come="sospendi", arg=("@alfa_pk", "sospendi")),
    m("admin:rete_partner_atto", "coordinamento", "motivo", "successore", come="cessa", arg=("@alfa_pk", "cessa")),
    m("admin:rete_partner_atto", "coordinamento", "motivo", "superstite", come="unisci", arg=("@alfa_pk", "unisci")),
    m("admin:rete_partner_atto", "coordinamento", "motivo", come="nomina", arg=("@alfa_pk", "nomina_capofila")),
    m("admin:persone_recuperofattore_decidi", "superuser", "motivo", pronto=_decide("accogli"), come="accogli"),
    m("admin:persone_recuperofattore_decidi", "superuser", "motivo", pronto=_decide("respingi"), come="respingi"),
    m(
        "admin:persone_persona_atto",
        "coordinamento",
        "motivo",
        *NATO,
        come="nascita",
        arg=("@nascosta", "correggi_nascita"),
        motivo="L'ho letta sul documento.",
        **NATO,
    ),
    m("admin:persone_persona_atto", "coordinamento", "motivo", "tutela", pronto=_con_tutela, come="tutela"),
    m(
        "admin:documenti_documento_revoca",
        "coordinamento",
        "motivo",
        "in_pubblico",
        "confermo",
        arg=(Documento,),
        motivo="Il nome è sbagliato.",
        in_pubblico="errore",
        confermo="on",
    ),
    m("admin:registro_annuncio_riprova", "superuser", "next", arg=("@annuncio",)),
    m("admin:registro_annuncio_non_riusciti", "superuser", "next"),
    m("admin:avvisi_consegna_manda", "superuser", "next", arg=("@consegna",)),
    m("admin:avvisi_consegna_manda_tutte", "superuser", "next"),
    m("admin:avvisi_consegna_non_partite", "superuser", "next"),
    m(
        "admin:avvisi_striscione_add",
        "superuser",
        "testo",
        "livello",
        "pagine",
        "dal_0",
        "dal_1",
        "al_0",
        "al_1",
        testo="Domani il portale si ferma.",
        livello="info",
        dal_0="1/1/2026",
        dal_1="10:00",
    ),
    m(
        "admin:redazione_testata_add",
        "coordinamento",
        "nome",
        "slug",
        "partner",
        "riferimento",
        nome="Altra",
        slug="altra",
    ),
    m(
        "admin:persone_piano_add",
        "superuser",
        "nome",
        "dal",
        "al",
        "eta_minima",
        "giovane_da",
        "giovane_a",
        nome="Piano",
        dal="1/1/2030",
        eta_minima="14",
        giovane_da="18",
        giovane_a="35",
    ),
    m(
        "admin:portale_opinione_changelist",
        "superuser",
        "action",
        "_selected_action",
        "select_across",
        "index",
        "q",
        action="segna",
        index="0",
        select_across="0",
        _selected_action="1",
    ),
    m("admin:login", "anonimo", "username", "password", "next"),
    m("admin:logout", "coordinamento", "next"),
    m("admin:password_change", "coordinamento", "old_password", "new_password1", "new_password2"),
    m("admin:index", "coordinamento", "q"),
    m("admin:password_change_done", "coordinamento", "q"),
    m("admin:autocomplete", "coordinamento", "term", "app_label", "model_name", "field_name"),
    m("admin:jsi18n", "coordinamento", "q"),
    m("admin:app_list", "coordinamento", "q", arg=("rete",)),
]

BANDI = [
    *DOMANDE,
    *GRADUATORIE,
    *GRADUATORIE_UFFICIO,
    *GRUPPO,
    *FATTI,
    *RICHIESTE,
    *MESSAGGI,
    *DIALOGO,
    *UFFICIO_BANDI,
    *ISTRUTTORIA,
    *CAMPIONI,
    *COMMISSIONE,
    *SEDUTE,
    *POSTI,
    *REGISTRI,
    *ESPORTAZIONI,
    *VALUTAZIONE,
]
MODULI = [*ACCESSO, *PERSONE, *RETE, *SPAZI, *BANDI, *REDAZIONE, *ARTICOLI, *LETTURA, *INTERRUZIONI, *ALTRE, *UFFICIO]


def righe_dell_ufficio() -> list[Modulo]:
    """The pages that the admin makes by itself for each model: one of its rows where there is one."""
    gia = {str(modulo.nome) for modulo in MODULI}
    pagine = []
    for modello in admin.site._registry:
        prefisso = f"admin:{modello._meta.app_label}_{modello._meta.model_name}"
        for pagina in ("changelist", "add", "change", "delete", "history"):
            if f"{prefisso}_{pagina}" not in gia:
                argomenti = () if pagina in {"changelist", "add"} else (modello,)
                pagine.append(
                    m(f"{prefisso}_{pagina}", "superuser", "action", "_selected_action", "post", arg=argomenti)
                )
    return pagine


def semina(scena: Any) -> None:
    """Beside the people of the scene: what some of the forms are about."""
    persone = scena.persone
    rete.in_esame(persone["coordinamento"], PersonaFactory(), tipo="gruppo_informale", nome="Zeta", codice_fiscale="")
    Opinione.objects.create(pagina="/", esito="no", testo="Manca.")
    Piano.objects.get_or_create(nome="Piano di prova", dal=adesso().date())
