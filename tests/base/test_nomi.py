"""Names that any file system takes, whatever the file was called."""

import pytest

from talenti.base.nomi import NomiUnici, nome_sicuro


@pytest.mark.parametrize(
    ("nome", "sicuro"),
    [
        ("Statuto 2026.pdf", "Statuto 2026.pdf"),
        ("Perché è così.docx", "Perché è così.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("/assoluto.pdf", "assoluto.pdf"),
        ("C:\\file.pdf", "file.pdf"),
        ("..", "file"),
        ("...pdf", "_.pdf"),
        (".htaccess", "file.htaccess"),
        ("..nascosto.pdf", "_..nascosto.pdf"),
        ("", "file"),
        ("   ", "file"),
        ("spazio .pdf", "spazio.pdf"),
        ("punto..pdf", "punto.pdf"),
        ("finisce. . ", "finisce"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT¹.txt", "_LPT¹.txt"),
        ("aux .pdf", "_aux.pdf"),
        ("conto.pdf", "conto.pdf"),
        ("COM10.pdf", "COM10.pdf"),
        ('a<b>c:d"e|f?g*h.pdf', "a_b_c_d_e_f_g_h.pdf"),
        ("riga\nnuova\t\x00.pdf", "riganuova.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("=1+1.pdf", "=1+1.pdf"),
    ],
)
def test_a_name_is_made_safe(nome, sicuro):
    assert nome_sicuro(nome) == sicuro


@pytest.mark.parametrize("nome", ["a" * 500 + ".pdf", "è" * 500 + ".pdf", "🎻" * 300, "x." + "y" * 300])
def test_a_name_is_short_in_bytes_and_whole_in_signs(nome):
    for massimo in (100, 40):
        sicuro = nome_sicuro(nome, massimo=massimo)
        assert 0 < len(sicuro.encode()) <= massimo
        assert "\ufffd" not in sicuro
    assert nome_sicuro("a" * 500 + ".pdf").endswith(".pdf")


def test_two_that_some_machine_takes_for_one_get_different_names():
    nomi = NomiUnici("domanda.html")
    chiesti = ["A.pdf", "a.PDF", "a.pdf", "Domanda.HTML", "perche\u0301.pdf", "perché.pdf", "ﬁle.pdf", "file.pdf"]
    assert [nomi.dai(nome) for nome in chiesti] == [
        *("A.pdf", "a (2).PDF", "a (3).pdf", "Domanda (2).HTML", "perché.pdf", "perché (2).pdf", "ﬁle.pdf"),
        "file (2).pdf",
    ]


def test_a_long_name_stays_short_with_its_number():
    nomi = NomiUnici()
    dati = [nomi.dai("è" * 200 + ".pdf") for _volta in range(12)]
    assert len(set(dati)) == 12
    assert max(len(nome.encode()) for nome in dati) <= 100
    assert dati[11].endswith(" (12).pdf")
