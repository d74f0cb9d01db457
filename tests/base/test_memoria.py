"""What a process keeps, and for how long."""

from talenti.base.memoria import dimentica, tieni, un_minuto


def test_what_follows_from_a_key_is_worked_out_once_and_the_oldest_goes_first():
    fatti = []

    def tenuto(chiave):
        return tieni("prova", chiave, lambda: fatti.append(chiave), quante=2)

    for chiave in (1, 1, 2, 2, 3, 3, 1):
        tenuto(chiave)
    assert fatti == [1, 2, 3, 1]
    dimentica()
    tenuto(3)
    assert fatti == [1, 2, 3, 1, 3]


def test_one_answer_is_forgotten_and_the_others_stay():
    chieste = []

    @un_minuto
    def prima():
        chieste.append("prima")

    @un_minuto
    def seconda():
        chieste.append("seconda")

    for _volta in range(2):
        prima()
        seconda()
    dimentica(prima)
    prima()
    seconda()
    assert chieste == ["prima", "seconda", "prima"]
