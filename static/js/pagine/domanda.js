// Each answer of an application saves itself. What cannot be saved is said, stays on this device, and is tried again.
const modulo = document.getElementById('parte')
const stato = document.querySelector('[data-salva-stato]')
const annuncio = document.getElementById('stato')
const PAUSA = { lunga: 1200, breve: 300 }
const RIPROVA = [2, 5, 10, 20, 30]
const ANNUNCIO_OGNI = 30_000
const code = new Map()
let ultimoAnnuncio = 0

// ── This device ────────────────────────────────────────────────────────────────────────────────
const chiave = (voce) => `domanda:${modulo.dataset.persona}:${modulo.dataset.domanda}:${voce}`
function ricorda(voce, copia) {
  try {
    if (copia) localStorage.setItem(chiave(voce), JSON.stringify(copia))
    else localStorage.removeItem(chiave(voce))
    return true
  } catch {
    return false
  }
}
function ricordata(voce) {
  try {
    return JSON.parse(localStorage.getItem(chiave(voce)))
  } catch {
    return null
  }
}

// ── The line that says where we are ────────────────────────────────────────────────────────────
function di(testo, { errore = false, accedi = '' } = {}) {
  stato.classList.toggle('errore', errore)
  stato.textContent = testo
  if (accedi) {
    const via = document.createElement('a')
    Object.assign(via, { href: accedi, target: '_blank', textContent: modulo.dataset.accedi })
    stato.append(' ', via)
  }
  const ora = Date.now()
  if (errore || ora - ultimoAnnuncio > ANNUNCIO_OGNI) {
    if (testo !== annuncio.textContent) annuncio.textContent = testo
    ultimoAnnuncio = ora
  }
}

// ── One question ───────────────────────────────────────────────────────────────────────────────
const voceDi = (elemento) => elemento.closest('[data-voce]')
const scritto = (voce) =>
  [...new FormData(modulo)].filter(([nome, valore]) => typeof valore === 'string' && appartiene(nome, voce))
const appartiene = (nome, voce) => {
  const base = `v-${voce.dataset.voce}`
  return nome === base || nome.startsWith(`${base}-`) || /^_(giorno|mese|anno)$/.test(nome.slice(base.length)) && nome.startsWith(base)
}
const versione = (voce) => modulo.elements[`n-${voce.dataset.voce}`]
const inConflitto = (voce) => Boolean(voce.querySelector('.voce-conflitto'))

function cambiata(voce, attesa) {
  if (voce.dataset.tipo === 'file' || inConflitto(voce)) return
  const coda = code.get(voce.dataset.voce) ?? { tentativi: 0, inVolo: null }
  coda.voce = voce
  coda.sporca = true
  coda.gettone = null
  code.set(voce.dataset.voce, coda)
  ricorda(voce.dataset.voce, { versione: versione(voce).value, scritto: scritto(voce), quando: Date.now() })
  clearTimeout(coda.attesa)
  coda.attesa = setTimeout(() => manda(coda), attesa)
}

// A date of which the year is still to be written is no date yet: nobody is told that it does not exist.
function aMeta(voce) {
  if (voce.dataset.tipo !== 'data') return false
  const parti = [...voce.querySelectorAll('input:not([type=hidden])')]
  const intera = parti.every((una) => una.value.trim().length >= (una.name.endsWith('_anno') ? 4 : 1))
  return !intera && parti.some((una) => una.value.trim())
}

async function manda(coda) {
  if (coda.inVolo) return coda.inVolo
  if (!coda.sporca || aMeta(coda.voce)) return
  coda.inVolo = unaVolta(coda).finally(() => {
    coda.inVolo = null
  })
  await coda.inVolo
  if (coda.sporca && !coda.ferma && !coda.attesaLunga) await manda(coda)
}

async function unaVolta(coda) {
  const voce = coda.voce
  coda.sporca = false
  coda.ferma = false
  clearTimeout(coda.attesaLunga)
  coda.attesaLunga = null
  coda.gettone ??= crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`.slice(0, 40)
  di(modulo.dataset.salvo)
  let risposta
  try {
    risposta = await spedisci(voce.dataset.salva, [
      ...scritto(voce),
      ['versione', versione(voce).value],
      ['gettone', coda.gettone],
    ])
  } catch {
    return riprova(coda)
  }
  if (risposta.status >= 500 || risposta.status === 429) return riprova(coda)
  const esito = await risposta.json().catch(() => null)
  if (!esito) return riprova(coda)
  coda.tentativi = 0
  if (risposta.ok) return salvata(coda, esito)
  if (esito.codice === 'risposta_cambiata') return conflitto(voce, esito)
  coda.sporca = true
  coda.ferma = true
  if (risposta.status === 400) {
    difetto(voce, esito.frase)
    di(esito.frase, { errore: true })
  } else {
    di(esito.frase, { errore: true, accedi: esito.accedi })
    if (risposta.status === 401) coda.attesaLunga = setTimeout(() => manda(coda), 15_000)
  }
}

async function spedisci(indirizzo, campi, conFile = false) {
  const corpo = conFile ? new FormData() : new URLSearchParams()
  for (const [nome, valore] of campi) corpo.append(nome, valore)
  const richiesta = () => {
    corpo.set('csrfmiddlewaretoken', modulo.elements.csrfmiddlewaretoken.value)
    return fetch(indirizzo, { method: 'POST', body: corpo, headers: { 'X-Requested-With': 'fetch' } })
  }
  const risposta = await richiesta()
  if (risposta.status !== 403 || risposta.headers.get('Content-Type')?.startsWith('application/json')) return risposta
  // A new login has changed the token of the page: ask for the page again, take its token, try once more.
  const pagina = await fetch(location.href)
  const nuovo = new DOMParser().parseFromString(await pagina.text(), 'text/html').querySelector('#parte [name=csrfmiddlewaretoken]')
  if (!nuovo) return risposta
  modulo.elements.csrfmiddlewaretoken.value = nuovo.value
  return richiesta()
}

function riprova(coda) {
  coda.sporca = true
  const secondi = RIPROVA[Math.min(coda.tentativi++, RIPROVA.length - 1)]
  coda.attesaLunga = setTimeout(() => {
    coda.attesaLunga = null
    manda(coda)
  }, secondi * 1000)
  di(ricordata(coda.voce.dataset.voce) ? modulo.dataset.rete : modulo.dataset.chiusa, { errore: true })
}

function salvata(coda, esito) {
  const voce = coda.voce
  versione(voce).value = esito.versione
  if (!coda.sporca) ricorda(voce.dataset.voce, null)
  difetto(voce, esito.frase)
  for (const [colonna, somma] of Object.entries(esito.totali)) {
    const dove = voce.querySelector(`[data-totale="${colonna}"]`)
    if (dove) dove.textContent = somma
  }
  if (![...code.values()].some((una) => una.sporca)) di(modulo.dataset.salvato.replace('%ora', esito.ora))
}

function difetto(voce, frase) {
  const riga = voce.querySelector('[data-difetto]')
  if (!riga) return
  riga.textContent = frase
  riga.hidden = !frase
}

// ── Somebody else wrote there ──────────────────────────────────────────────────────────────────
function rimpiazza(voce, html) {
  const nuova = document.createRange().createContextualFragment(html).querySelector('[data-voce]')
  voce.replaceWith(nuova)
  code.delete(nuova.dataset.voce)
  document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: nuova } }))
  return nuova
}

function conflitto(voce, esito) {
  const nuova = rimpiazza(voce, esito.html)
  nuova.dataset.altra = esito.altra
  di(esito.frase, { errore: true })
  nuova.querySelector('.voce-conflitto')?.focus()
}

function scegli(voce, quale) {
  if (quale === 'altra') {
    ricorda(voce.dataset.voce, null)
    const nuova = rimpiazza(voce, voce.dataset.altra)
    nuova.querySelector('input:not([type=hidden]), textarea')?.focus()
    di('')
    return
  }
  voce.querySelector('.voce-conflitto').remove()
  voce.querySelector(`[name="c-${voce.dataset.voce}"]`)?.remove()
  cambiata(voce, 0)
}

// The hour as the server writes it, wherever this device is.
const adesso = () => new Date().toLocaleTimeString('it', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Rome' })

// ── Files ──────────────────────────────────────────────────────────────────────────────────────
async function file(voce, campi) {
  di(modulo.dataset.carico)
  try {
    const risposta = await spedisci(voce.querySelector('[data-file]').dataset.file, campi, true)
    if (risposta.headers.get('Content-Type')?.startsWith('application/json')) {
      const esito = await risposta.json()
      return di(esito.frase, { errore: true, accedi: esito.accedi })
    }
    if (risposta.status >= 500 || risposta.status === 413) throw new Error(risposta.status)
    const nuova = rimpiazza(voce, await risposta.text())
    nuova.querySelector('fieldset')?.focus()
    di(risposta.ok ? modulo.dataset.salvato.replace('%ora', adesso()) : '')
  } catch {
    di(modulo.dataset.senzaFile, { errore: true })
  }
}

// ── Rows of a table ────────────────────────────────────────────────────────────────────────────
function aggiungiRiga(tabella, conFocus = true) {
  const righe = tabella.querySelectorAll('[data-riga]')
  const ultima = righe[righe.length - 1]
  const nuova = ultima.cloneNode(true)
  nuova.setAttribute('aria-label', modulo.dataset.riga.replace('%n', righe.length + 1))
  for (const campo of nuova.querySelectorAll('input')) {
    const nome = campo.name.replace(/-(\d+)-([a-z0-9_]+)$/, (_t, n, colonna) => `-${Number(n) + 1}-${colonna}`)
    nuova.querySelector(`label[for="${campo.id}"]`)?.setAttribute('for', nome)
    Object.assign(campo, { name: nome, id: nome, value: '' })
  }
  ultima.after(nuova)
  if (conFocus) nuova.querySelector('input').focus()
}

// ── What other answers open ────────────────────────────────────────────────────────────────────
function apri() {
  const dati = new FormData(modulo)
  for (const voce of modulo.querySelectorAll('[data-solo-se]')) {
    const nome = `v-${voce.dataset.soloSe}`
    // The answer that decides may stand in another part: then what the server drew holds.
    if (!modulo.querySelector(`[data-voce="${voce.dataset.soloSe}"]`)) continue
    const valori = voce.dataset.valori.split(' ')
    voce.hidden = !dati.getAll(nome).some((uno) => valori.includes(uno))
  }
}

// ── Begin ──────────────────────────────────────────────────────────────────────────────────────
function rimetti(voce, copia) {
  const tabella = voce.querySelector('.tabella-da-scrivere')
  if (tabella) {
    const righe = new Set(copia.scritto.map(([nome]) => nome.match(/-(\d+)-[a-z0-9_]+$/)?.[1]))
    while (tabella.querySelectorAll('[data-riga]').length < righe.size) aggiungiRiga(tabella, false)
  }
  const valori = new Map()
  for (const [nome, valore] of copia.scritto) valori.set(nome, [...(valori.get(nome) ?? []), valore])
  for (const campo of voce.querySelectorAll('input:not([type=hidden]), textarea, select')) {
    if (!appartiene(campo.name, voce)) continue
    if (campo.type === 'radio' || campo.type === 'checkbox') campo.checked = (valori.get(campo.name) ?? []).includes(campo.value)
    else campo.value = valori.get(campo.name)?.[0] ?? ''
  }
  versione(voce).value = copia.versione
}

function ritrova() {
  let trovate = 0
  for (const voce of modulo.querySelectorAll('[data-voce]')) {
    const copia = ricordata(voce.dataset.voce)
    if (!copia) continue
    if (inConflitto(voce)) {
      ricorda(voce.dataset.voce, { ...copia, spedita: false })
      continue
    }
    // The button had taken it along, and the answer has gone on since: it arrived, what is here now is newer.
    const arrivata = copia.spedita && Number(versione(voce).value) > Number(copia.versione)
    if (arrivata || JSON.stringify(copia.scritto) === JSON.stringify(scritto(voce))) {
      ricorda(voce.dataset.voce, null)
      continue
    }
    rimetti(voce, copia)
    cambiata(voce, 0)
    trovate += 1
  }
  if (trovate) di(modulo.dataset.ritrovato)
}

if (modulo && stato) {
  // One live region a page: the line itself is not one any more, the hidden one speaks now and then.
  stato.removeAttribute('role')
  modulo.addEventListener('input', (evento) => {
    const voce = voceDi(evento.target)
    if (!voce || evento.target.type === 'file' || evento.target.name?.startsWith('tieni-')) return
    const subito = ['radio', 'checkbox', 'date', 'select-one'].includes(evento.target.type)
    cambiata(voce, subito ? PAUSA.breve : PAUSA.lunga)
    if (subito) apri()
  })
  modulo.addEventListener('change', (evento) => {
    const voce = voceDi(evento.target)
    if (!voce) return
    if (evento.target.name?.startsWith('tieni-')) return scegli(voce, evento.target.value)
    if (evento.target.type !== 'file') return
    const campi = [...evento.target.files].map((uno) => ['file', uno])
    if (campi.length) file(voce, campi)
  })
  modulo.addEventListener('click', (evento) => {
    const bottone = evento.target.closest('button')
    const voce = bottone && voceDi(bottone)
    if (!voce) return
    if (bottone.hasAttribute('data-aggiungi-riga')) {
      evento.preventDefault()
      aggiungiRiga(bottone.closest('.tabella-da-scrivere'))
    }
    for (const verbo of ['togli', 'rimetti']) {
      if (bottone.dataset[verbo]) {
        evento.preventDefault()
        file(voce, [[verbo, bottone.dataset[verbo]]])
      }
    }
  })
  // The button waits for what is on its way, so that the page is not taken for somebody else's text.
  modulo.addEventListener('submit', (evento) => {
    const inVolo = [...code.values()].map((una) => una.inVolo).filter(Boolean)
    for (const una of code.values()) clearTimeout(una.attesa)
    if (inVolo.length) {
      evento.preventDefault()
      Promise.allSettled(inVolo).then(() => modulo.requestSubmit(evento.submitter))
      return
    }
    for (const una of code.keys()) {
      const copia = ricordata(una)
      if (copia) ricorda(una, { ...copia, spedita: true })
    }
    modulo.dataset.parte = 'si'
  })
  addEventListener('beforeunload', (evento) => {
    if (modulo.dataset.parte !== 'si' && [...code.values()].some((una) => una.sporca || una.inVolo)) evento.preventDefault()
  })
  addEventListener('online', () => code.forEach((una) => una.sporca && manda(una)))
  document.addEventListener('visibilitychange', () => {
    // The button has taken everything along: a second copy would only be refused.
    if (modulo.dataset.parte === 'si') return
    if (document.visibilityState === 'hidden') code.forEach((una) => una.sporca && !una.ferma && manda(una))
    else code.forEach((una) => una.sporca && manda(una))
  })
  apri()
  ritrova()
}
