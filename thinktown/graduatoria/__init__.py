"""The ranking of a call: a pure function of frozen inputs (ADR 0011). No model, no database, no clock, no chance.

``regole`` makes the rules from a frozen call; ``calcola`` gives each application its total; ``spareggi`` puts them in
order; ``assegna`` gives out places and money; ``scorrimento`` goes on to the next when somebody leaves; ``in_parole``
says the arithmetic of a row; ``differenze`` tells two versions apart; ``canonico`` writes inputs and result in the one
form that has a fingerprint.
"""
