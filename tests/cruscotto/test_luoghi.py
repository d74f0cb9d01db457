"""Where the people live: a map, with its values in words."""

from datetime import date

from talenti.cruscotto.indicatori import COMUNI, comuni
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

DAL, AL = date(2026, 1, 1), date(2026, 11, 22)


def test_people_are_counted_where_they_live(db):
    for nome in ("Crema", "Crema", "Soresina", None):
        PersonaFactory(comune=comune(nome) if nome else None)
    PersonaFactory(comune=comune("Soresina"), is_active=False)

    serie = comuni(DAL, AL)

    assert len(serie.punti) == len(serie.comuni) == 113
    assert [punto for punto in serie.punti if punto[1]] == [("Crema", 2), ("Soresina", 1)]
    assert dict(zip(serie.comuni, serie.punti, strict=True))["019035"] == ("Crema", 2)
    assert COMUNI.frase(serie) == "Le persone iscritte vivono in 2 comuni della provincia."


def test_places_are_a_map_with_their_values_in_words(client, db):
    for nome, quante in (("Crema", 7), ("Soresina", 6), ("Cremona", 12), ("Soncino", 3)):
        for _n in range(quante):
            PersonaFactory(comune=comune(nome), nato_il=date(1960, 1, 1))

    pagina = client.get("/indicatori/").content.decode()

    # Acquanegra Cremonese is the first under five: the next told, in order, is Crema.
    attese = {"Crema": "non mostrato", "Cremona": "12", "Soncino": "meno di 5", "Soresina": "6"}
    for nome, parola in attese.items():
        assert f'<th scope="row">{nome}</th><td>{parola}</td>' in pagina
    assert 'id="personecomuni-mappa"' in pagina
    assert "<dt>Cremona</dt><dd>12</dd></div><div><dt>Soresina</dt><dd>6</dd></div></dl>" in pagina
    assert len(pagina) < 100_000
