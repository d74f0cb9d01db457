"""What is given to a person of her notices, and what is left when she closes the account."""

from datetime import UTC, datetime, timedelta

import pytest

from talenti.avvisi import actions, personali
from talenti.avvisi.actions import spazza
from talenti.avvisi.models import Avviso, Consegna, Preferenza
from talenti.base import registries
from talenti.base.clock import a_quest_ora
from talenti.registro.actions import atto
from tests.factories.avvisi import avviso
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_export(giulia):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    avviso(persona=PersonaFactory())
    with a_quest_ora(ORA):
        avviso(persona=giulia, tipo="sicurezza", oggetto="Accesso", testo="Da Cremona.", azione=("Vai", "/area/"))
        spazza()
    dati = registries.dati_personali["avvisi"].esporta(giulia)
    assert dati["avvisi"] == [
        {
            "mandato_il": "2026-11-22T09:30:00+00:00",
            "letto_il": None,
            "tipo": "sicurezza",
            "oggetto": "Accesso",
            "testo": ["Da Cremona."],
            "azione": "/area/",
            "email": [{"canale": "email", "partita_il": "2026-11-22T09:30:00+00:00"}],
        }
    ]
    assert dati["preferenze"]["rete"] == "riepilogo"
    assert dati["preferenze"]["sicurezza"] == "subito"


def test_closing_erases_texts_and_stops_what_is_on_its_way(giulia, mailoutbox):
    altrui = avviso(persona=PersonaFactory(), oggetto="Resta")
    spazza()
    mio = avviso(persona=giulia)
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    frasi = personali.chiudi(giulia)
    mio.refresh_from_db()
    assert (mio.oggetto, mio.testo, mio.azione_testo, mio.azione_url) == ("", [], "", "")
    assert (spazza(), Preferenza.objects.count()) == (0, 0)
    assert list(Consegna.objects.values_list("avviso_id", flat=True)) == [altrui.pk]
    assert Avviso.objects.get(pk=altrui.pk).oggetto == "Resta"
    assert [str(frase) for frase in frasi] == [
        "Resta che ti abbiamo mandato 1 messaggio e quando, senza il testo: la prova che è arrivato."
    ]


def test_closing_takes_away_what_was_sent_to_the_bare_address(giulia):
    type(giulia).objects.update(is_active=False)
    avviso(email="giulia@example.org")
    assert personali.chiudi(giulia) == []
    assert Avviso.objects.count() == 0


def del_conto(persona, verbo, email):
    """A notice to a bare address, of an act on somebody's account."""
    with atto(persona, verbo, da=persona, dati={"prima": email, "ora": persona.email}) as passo:
        pass
    return Avviso.objects.create(
        transizione=passo.transizione, email=email, tipo="sicurezza", oggetto="La tua email è cambiata", creato_il=ORA
    )


def test_closing_takes_away_what_was_sent_to_the_addresses_from_before(giulia):
    partito, in_viaggio = (
        del_conto(giulia, "cambia_email", email) for email in ("prima@example.org", "poi@example.org")
    )
    Consegna.objects.create(avviso=in_viaggio, canale="email", prossimo=ORA)
    altrui = del_conto(PersonaFactory(), "cambia_email", "altrui@example.org")
    personali.chiudi(giulia)
    assert list(Avviso.objects.order_by("pk")) == [in_viaggio, altrui]
    assert partito not in Avviso.objects.all()


def test_addresses_of_closed_accounts_go_once_the_last_mail_has_left(giulia):
    with a_quest_ora(ORA):
        del_conto(giulia, "chiudi", "giulia@example.org")
        in_viaggio = del_conto(giulia, "cambia_email", "prima@example.org")
        aperto = del_conto(PersonaFactory(), "cambia_email", "altrui@example.org")
        consegna = Consegna.objects.create(avviso=in_viaggio, canale="email", prossimo=ORA)
        type(giulia).objects.filter(pk=giulia.pk).update(is_active=False, chiusa_il=ORA)
        actions.dimentica_indirizzi(ORA)
        assert list(Avviso.objects.order_by("pk")) == [in_viaggio, aperto]
        Consegna.objects.filter(pk=consegna.pk).update(consegnata_il=ORA)
        actions.dimentica_indirizzi(ORA)
        assert list(Avviso.objects.all()) == [aperto]


def test_addresses_without_an_account_are_kept_thirty_days(settings, giulia):
    with a_quest_ora(ORA):
        tenuti = [avviso(persona=giulia), avviso(email=settings.EMAIL_CAPOFILA), avviso(email="ferma@example.org")]
        fuori = [avviso(email="fuori@example.org"), avviso(email="fallita@example.org")]
    partite = Consegna.objects.exclude(avviso=tenuti[2])
    partite.filter(avviso=fuori[1]).update(fallita_il=ORA, errore="no")
    partite.exclude(avviso=fuori[1]).update(consegnata_il=ORA)
    assert actions.dimentica_indirizzi(ORA + timedelta(days=30, seconds=-1)) == 0
    assert actions.dimentica_indirizzi(ORA + timedelta(days=30)) == 2
    assert list(Avviso.objects.order_by("pk")) == tenuti
