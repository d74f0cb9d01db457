// Passkeys: asks the browser for a key and sends what it answers with the form that stands in the page.
// A form says what it does by data-passkey: "entra" (options fetched), "verifica" or "aggiungi" (options in the page).
const daBase64 = (testo) =>
  Uint8Array.from(atob(testo.replaceAll('-', '+').replaceAll('_', '/')), (lettera) => lettera.charCodeAt(0))
const inBase64 = (dati) =>
  btoa(String.fromCharCode(...new Uint8Array(dati))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

function preparate(opzioni) {
  const pronte = structuredClone(opzioni.publicKey)
  pronte.challenge = daBase64(pronte.challenge)
  if (pronte.user) pronte.user.id = daBase64(pronte.user.id)
  for (const elenco of ['allowCredentials', 'excludeCredentials'])
    for (const chiave of pronte[elenco] ?? []) chiave.id = daBase64(chiave.id)
  return pronte
}

function risposta(credenziale) {
  const parti = {}
  for (const nome of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (credenziale.response[nome]) parti[nome] = inBase64(credenziale.response[nome])
  if (credenziale.response.getTransports) parti.transports = credenziale.response.getTransports()
  return {
    type: credenziale.type,
    id: credenziale.id,
    rawId: inBase64(credenziale.rawId),
    authenticatorAttachment: credenziale.authenticatorAttachment,
    response: parti,
    clientExtensionResults: credenziale.getClientExtensionResults(),
  }
}

async function opzioniDi(modulo) {
  const scritte = document.getElementById('passkey-opzioni')
  if (scritte) return JSON.parse(scritte.textContent)
  const letta = await fetch(modulo.action, { headers: { Accept: 'application/json' } })
  if (!letta.ok) throw new Error(letta.status)
  return letta.json()
}

async function chiedi(modulo) {
  const opzioni = await opzioniDi(modulo)
  if (modulo.dataset.passkey !== 'aggiungi')
    return navigator.credentials.get({ publicKey: preparate(opzioni.request_options) })
  const pronte = preparate(opzioni.creation_options)
  const sola = modulo.querySelector('[name=passwordless]')?.checked ?? true
  pronte.authenticatorSelection = {
    ...pronte.authenticatorSelection,
    residentKey: sola ? 'required' : 'discouraged',
    requireResidentKey: sola,
    userVerification: sola ? 'required' : 'preferred',
  }
  return navigator.credentials.create({ publicKey: pronte })
}

for (const modulo of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  modulo.hidden = false
  modulo.addEventListener('submit', async (evento) => {
    const campo = modulo.querySelector('[name=credential]')
    if (campo.value) return
    evento.preventDefault()
    evento.stopPropagation()
    const errore = modulo.querySelector('[data-errore]')
    errore.hidden = true
    try {
      campo.value = JSON.stringify(risposta(await chiedi(modulo)))
      modulo.submit()
    } catch {
      errore.hidden = false
      document.getElementById('stato').textContent = errore.textContent
    }
  })
}
