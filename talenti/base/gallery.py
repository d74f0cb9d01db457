"""The gallery: every component in every state, on one page. Only for whoever develops, hence not translated."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from talenti.base import grafici
from talenti.base.clock import adesso, oggi
from talenti.base.templatetags.componenti import nomi_delle_icone
from talenti.base.widgets import DataInTreCampi

QUANDO = datetime(2026, 12, 7, 11, 0, tzinfo=UTC)
TIPI = [("associazione", "Associazione"), ("gruppo", "Gruppo informale"), ("impresa", "Impresa")]
ELENCHI: dict[str, Any] = {
    "briciole": [{"etichetta": "La rete", "url": "#testi"}, {"etichetta": "Associazioni", "url": "#testi"}],
    "parti": [
        {"nome": "Chi siete", "url": "#elenchi", "stato": "Fatto", "tono": "fatto"},
        {"nome": "Che cosa fate", "url": "#elenchi", "stato": "Da finire", "nota": "Marco l’ha cambiata ieri, 18:04"},
        {"nome": "Documenti", "url": "#elenchi", "stato": "Da correggere", "tono": "warn"},
        {"nome": "Persone", "url": "#elenchi", "stato": "Da iniziare"},
        {"nome": "Invio", "stato": "Non ancora", "tono": "attesa", "nota": "Si apre quando le altre sono pronte"},
    ],
    "riepilogo": [
        {"voce": "Nome", "valore": "Radio Quartiere", "url": "#elenchi"},
        {"voce": "Comune", "valore": "Corte de' Cortesi con Cignone", "url": "#elenchi"},
        {"voce": "Sito", "valore": "", "url": "#elenchi"},
    ],
    "tempo": [
        {"titolo": "Proposta inviata", "quando": QUANDO, "fase": "passato", "testo": "Da Giulia Prova."},
        {
            "titolo": "In esame",
            "quando": "entro martedì 22 dicembre 2026",
            "fase": "adesso",
            "testo": "Tocca al capofila.",
        },
        {"titolo": "Documenti chiesti", "fase": "attesa", "testo": "Tocca a te."},
        {"titolo": "Risposta", "fase": "dopo"},
    ],
    "area": [
        {"etichetta": "Adesso", "url": "#elenchi", "conta": 2},
        {"etichetta": "Messaggi", "url": "#elenchi"},
        {"etichetta": "Radio Quartiere", "url": "#elenchi", "da_fare": 3},
    ],
    "colonne": ["Comune", "Tipo più frequente", "Organizzazioni", "Dal"],
    "righe": [["Cremona", "Associazione", 31, 2024], ["Corte de' Cortesi con Cignone", "Gruppo informale", 4, 2026]],
}
# Circles with and without an address, and a number too long for a small circle.
PUNTI_MAPPA = [("019036", 104, "#mappe"), ("019035", 12, "#mappe"), ("019098", 1, "#mappe"), ("019021", 4, "")]
VALORI_MAPPA: dict[str, int | str | None] = {
    **{f"{19_000 + n:06}": "meno di 5" for n in range(1, 114)},
    "019036": 41,
    "019035": 19,
    "019098": 6,
    "019021": 9,
    "019102": 12,
    "019076": 7,
    "019026": 5,
    "019113": "non mostrato",
    "019032": None,
}
SEZIONI = [
    "testi",
    "bottoni",
    "messaggi",
    "moduli",
    "schede",
    "elenchi",
    "tabelle",
    "grafici",
    "mappe",
    "illustrazioni",
]
ILLUSTRAZIONI = [
    "home", "strada", "attrezzi",
    "vuoto-messaggi", "vuoto-elenco", "vuoto-cerca", "vuoto-fatto", "vuoto-documenti", "vuoto-persone",
    "tipo-ente_pubblico", "tipo-cooperativa_sociale", "tipo-consorzio", "tipo-impresa", "tipo-studio_professionale",
    "tipo-associazione", "tipo-gruppo_informale", "tipo-associazione_di_categoria", "tipo-finanziatore",
    "spazio-studio", "spazio-attrezzata", "spazio-colloqui", "spazio-laboratorio", "spazio-hub", "spazio-riunioni",
]  # fmt: skip


class Prova(forms.Form):
    """One field of each kind."""

    nome = forms.CharField(label="Come si chiama", max_length=80, error_messages={"required": "Scrivi come si chiama."})
    email = forms.EmailField(
        label="Email",
        help_text="Ti scriviamo solo per questa richiesta.",
        error_messages={"invalid": "Scrivi l’email per intero, come nome@example.org."},
    )
    nascita = forms.DateField(
        label="Quando è nata la persona che la guida",
        help_text="Per esempio 31 3 1999.",
        widget=DataInTreCampi(nascita=True),
        error_messages={"invalid": "Scrivi giorno, mese e anno con quattro cifre, come 31 3 1999."},
    )
    tipo = forms.ChoiceField(label="Che cosa siete", choices=[("", "–"), *TIPI])
    racconto = forms.CharField(
        label="Che cosa fate", max_length=500, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    come = forms.ChoiceField(
        label="Dove vi trovate",
        choices=[("sede", "In una sede nostra"), ("ospiti", "Ospiti di altri"), ("piazza", "Dove capita")],
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli dove vi trovate."},
    )
    giorni = forms.MultipleChoiceField(
        label="Quando ci siete",
        choices=[("lun", "Lunedì"), ("mar", "Martedì"), ("sab", "Sabato")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    statuto = forms.FileField(
        label="Lo statuto", help_text="PDF, al massimo 10 MB.", required=False, widget=forms.FileInput
    )
    regole = forms.BooleanField(
        label="Ho letto le regole della rete", error_messages={"required": "Per proseguire leggi le regole."}
    )


class FiltroProva(forms.Form):
    tipo = forms.ChoiceField(label="Tipo", choices=[("", "Tutti"), *TIPI], required=False)
    testo = forms.CharField(label="Parole", required=False)


class Filtro(django_filters.FilterSet):
    """A FilterSet over nothing: the gallery asks only how it looks."""

    attivi: dict[str, Any]
    ignorati: list[str]

    def __init__(self, dati: Any) -> None:
        self.data = dati
        self._modulo = FiltroProva(dati)
        self._modulo.is_valid()
        self.attivi = {nome: self._modulo[nome] for nome, valore in self._modulo.cleaned_data.items() if valore}
        self.ignorati = ["comune"]

    @property
    def form(self) -> forms.Form:
        return self._modulo


def _esempi() -> dict[str, Any]:
    dati = {"nome": "", "email": "giulia@", "nascita_giorno": "31", "nascita_mese": "2", "nascita_anno": "99"}
    mesi = ["apr 2026", "mag 2026", "giu 2026", "lug 2026", "ago 2026", "set 2026"]
    return {
        "oggi": oggi(),
        "quando": QUANDO,
        "tra_poco": adesso() + timedelta(days=9, hours=1),
        "vuoto": Prova(),
        "sbagliato": Prova(dati),
        "pieno": Prova(initial={"nome": "Radio Quartiere", "email": "radio@example.org", "nascita": date(1999, 3, 31)}),
        "barre": grafici.barre(
            [("Cremona", 31), ("Crema", 12), ("Corte de' Cortesi con Cignone", 4), ("Soresina", 1)],
            intestazioni=("Comune", "Organizzazioni"),
        ),
        "linea": grafici.linee(mesi, [grafici.Serie("Persone", [3, 8, 15, None, 22, 41])], intestazione="Mese"),
        "linee": grafici.linee(
            mesi,
            [
                grafici.Serie("Associazioni", [3, 8, 15, 19, 22, 24]),
                grafici.Serie("Imprese", [1, 2, 6, 9, 12, 22]),
                grafici.Serie("Enti", [4, 4, 4, 5, 5, 5]),
            ],
            intestazione="Mese",
        ),
        "punti": grafici.punti(
            [("Radio Quartiere", [42, 51, 65]), ("Orto di tutti", [58, 60, 61])],
            massimo=100,
            intestazioni=("Domanda", "Punti"),
        ),
    }


def galleria(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "MODO", "") == "prova"):
        raise Http404
    parametri = request.GET.copy()
    parametri["tipo"] = "associazione"
    return render(
        request,
        "galleria.html",
        ELENCHI
        | _esempi()
        | {
            "punti_mappa": [
                SimpleNamespace(comune=istat, numero=n, testo=f"{n} spazi" if n > 1 else "1 spazio", url=url)
                for istat, n, url in PUNTI_MAPPA
            ],
            "valori_mappa": VALORI_MAPPA,
            "icone": nomi_delle_icone(),
            "sezioni": SEZIONI,
            "illustrazioni": ILLUSTRAZIONI,
            "filtro": Filtro(parametri),
            "pagina": Paginator(range(240), 24).page(4),
            "aggiornata_il": date(2026, 11, 20),
        },
    )
