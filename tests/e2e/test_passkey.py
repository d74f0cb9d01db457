"""A passkey, with the authenticator that Chromium itself can stand in for: added once, then the only key needed."""


def test_a_passkey_is_added_and_opens_the_account(visite):
    visita = visite()
    strumenti = visita.contesto.new_cdp_session(visita.pagina)
    strumenti.send("WebAuthn.enable")
    opzioni = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    opzioni |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    autenticatore = strumenti.send("WebAuthn.addVirtualAuthenticator", {"options": opzioni})["authenticatorId"]
    largo = visita.pagina.viewport_size["width"]

    visita.vai("/registrati/?next=/area/accesso/passkey/aggiungi/")
    visita.si_iscrive(f"ugo.{largo}@example.org", "Ugo", "Esempio")
    visita.riconferma()
    visita.guarda()
    visita.scrivi(name="Il mio telefono")
    with visita.pagina.expect_navigation():
        visita.premi("Aggiungi la passkey")
    visita.vai("/area/accesso/passkey/")
    assert "Il mio telefono" in visita.testo
    visita.guarda()
    chiavi = strumenti.send("WebAuthn.getCredentials", {"authenticatorId": autenticatore})["credentials"]
    assert [chiave["isResidentCredential"] for chiave in chiavi] == [True]

    visita.contesto.clear_cookies()
    visita.vai("/accedi/?next=/area/profilo/")
    with visita.pagina.expect_navigation():
        visita.premi("Entra con una passkey")
    assert visita.percorso == "/area/profilo/"
    visita.senza_colpe()
