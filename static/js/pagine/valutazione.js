// Each criterion of a score sheet saves itself at a pause. What cannot be saved is said, stays on this device, and is
// tried again.
const modulo = document.getElementById('valuta')
const stato = document.querySelector('[data-salva-stato]')
const RIPROVA = [2, 5, 10, 20, 30]
const sporchi = new Set()
let inVolo = null
let ferma = false
let fuori = false
let attesa = 0
let tentativi = 0

// ── This device ────────────────────────────────────────────────────────────────────────────────
const chiave = (parte) => `scheda:${modulo.dataset.persona}:${modulo.dataset.domanda}:${parte.dataset.criterio}`
function ricorda(parte, copia) {
  try {
    if (copia) localStorage.setItem(chiave(parte), JSON.stringify(copia))
    else localStorage.removeItem(chiave(parte))
    return true
  } catch {
    return false
  }
}
function ricordata(parte) {
  try {
    return JSON.parse(localStorage.getItem(chiave(parte)))
  } catch {
    return null
  }
}

function campi(parte) {
  return [...parte.querySelectorAll('input, textarea')].filter((campo) => campo.name)
}
const scritto = (parte) =>
  campi(parte)
    .filter((campo) => campo.type !== 'radio' || campo.checked)
    .map((campo) => [campo.name, campo.value])
// What the portal had of it when the page was drawn, or saved last: a copy of before somebody wrote over it is old.
const salvato = new Map()
const uguali = (uno, altro) => JSON.stringify(uno) === JSON.stringify(altro)

// ── The line that says where we are ────────────────────────────────────────────────────────────
function di(testo, { errore = false, accedi = '' } = {}) {
  stato.classList.toggle('errore', errore)
  stato.textContent = testo
  if (!accedi) return
  const via = document.createElement('a')
  Object.assign(via, { href: accedi, target: '_blank', textContent: modulo.dataset.accedi })
  stato.append(' ', via)
}

function difetto(parte, frase) {
  const riga = parte.querySelector('[data-difetto]')
  riga.textContent = frase
  riga.hidden = !frase
}

// ── Sent ───────────────────────────────────────────────────────────────────────────────────────
async function spedisci(dati) {
  const corpo = new URLSearchParams(dati)
  const richiesta = () => {
    corpo.set('csrfmiddlewaretoken', modulo.elements.csrfmiddlewaretoken.value)
    return fetch(modulo.dataset.salva, { method: 'POST', body: corpo, headers: { 'X-Requested-With': 'fetch' } })
  }
  const risposta = await richiesta()
  if (risposta.status !== 403 || risposta.headers.get('Content-Type')?.startsWith('application/json')) return risposta
  return (await rinnova()) ? richiesta() : risposta
}

// A new login has changed the token of the page: it is read from the page as it is now.
async function rinnova() {
  const pagina = await fetch(location.href)
  const nuovo = new DOMParser()
    .parseFromString(await pagina.text(), 'text/html')
    .querySelector('#valuta [name=csrfmiddlewaretoken]')
  if (nuovo) modulo.elements.csrfmiddlewaretoken.value = nuovo.value
  return Boolean(nuovo)
}

// One at a time, in order: each carries the revision that the one before has brought back.
async function manda() {
  const parte = [...sporchi][0]
  if (inVolo || ferma || !parte) return
  clearTimeout(attesa)
  attesa = 0
  sporchi.delete(parte)
  di(modulo.dataset.salvo)
  inVolo = unaVolta(parte)
  try {
    await inVolo
  } finally {
    inVolo = null
  }
  if (sporchi.size && !attesa) manda()
}

async function unaVolta(parte) {
  const mandato = scritto(parte)
  const dati = [...mandato, ['revisione', modulo.elements.revisione.value]]
  if (parte.dataset.criterio) dati.push(['criterio', parte.dataset.criterio])
  let risposta
  let esito
  try {
    risposta = await spedisci(dati)
    esito = await risposta.json()
  } catch {
    esito = null
  }
  if (!esito || risposta.status >= 500 || risposta.status === 429)
    return riprova(parte, ricordata(parte) ? modulo.dataset.rete : modulo.dataset.chiusa)
  tentativi = 0
  fuori = risposta.status === 401
  if (risposta.ok) return salvata(parte, mandato, esito)
  if (fuori) return riprova(parte, esito.frase, esito.accedi)
  // Written wrong: said where it is. Signed, closed or saved elsewhere: nothing more is sent by itself.
  if (risposta.status === 400) difetto(parte, esito.frase)
  else ferma = true
  di(esito.frase, { errore: true })
}

function salvata(parte, mandato, esito) {
  modulo.elements.revisione.value = esito.revisione
  salvato.set(parte, mandato)
  if (uguali(mandato, scritto(parte))) ricorda(parte, null)
  difetto(parte, '')
  for (const dove of document.querySelectorAll('[data-quanto]')) dove.textContent = esito.quanto
  di(modulo.dataset.salvato.replace('%ora', esito.ora))
}

function riprova(parte, frase, accedi = '') {
  sporchi.add(parte)
  di(frase, { errore: true, accedi })
  attesa = setTimeout(() => {
    attesa = 0
    manda()
  }, RIPROVA[Math.min(tentativi++, RIPROVA.length - 1)] * 1000)
}

let pausa = 0
function cambiata(parte, dopo) {
  if (!parte) return
  sporchi.add(parte)
  const revisione = modulo.elements.revisione.value
  ricorda(parte, { scritto: scritto(parte), prima: salvato.get(parte), revisione, quando: Date.now() })
  clearTimeout(pausa)
  pausa = setTimeout(manda, dopo)
}

// ── Found again ────────────────────────────────────────────────────────────────────────────────
function rimetti(parte, copia) {
  const valori = new Map(copia.scritto)
  for (const campo of campi(parte)) {
    if (campo.type === 'radio') campo.checked = valori.get(campo.name) === campo.value
    else campo.value = valori.get(campo.name) ?? ''
  }
}

function ritrova() {
  let trovate = 0
  for (const parte of modulo.querySelectorAll('[data-criterio]')) {
    const qui = scritto(parte)
    salvato.set(parte, qui)
    const copia = ricordata(parte)
    if (!copia) continue
    const revisione = modulo.elements.revisione.value
    // The button had taken it along, and the sheet has gone on since: it arrived.
    const arrivata = copia.spedita && Number(revisione) > Number(copia.revisione)
    if (arrivata || uguali(copia.scritto, qui)) {
      ricorda(parte, null)
    } else if (copia.revisione === revisione || uguali(copia.prima, qui)) {
      rimetti(parte, copia)
      cambiata(parte, 0)
      trovate += 1
    } else {
      // Saved from elsewhere since: what stands in the portal stays, what was here is shown.
      const testo = copia.scritto.map(([, valore]) => valore).filter(Boolean).join(' · ')
      difetto(parte, modulo.dataset.altro.replace('%testo', testo))
    }
  }
  if (trovate) di(modulo.dataset.ritrovato)
}

if (modulo) {
  const parteDi = (evento) => evento.target.closest('[data-criterio]')
  modulo.addEventListener('input', (evento) => cambiata(parteDi(evento), 1200))
  modulo.addEventListener('change', (evento) => cambiata(parteDi(evento), 0))
  // What is on its way is waited for: the whole sheet goes with the revision that it brings back.
  modulo.addEventListener('submit', (evento) => {
    if (inVolo || fuori) {
      evento.preventDefault()
      const prima = inVolo ?? rinnova().then((dentro) => (fuori = !dentro))
      prima.catch(() => di(modulo.dataset.rete, { errore: true })).finally(() => {
        if (!fuori) modulo.requestSubmit(evento.submitter)
      })
      return
    }
    for (const parte of modulo.querySelectorAll('[data-criterio]')) {
      const copia = ricordata(parte)
      if (copia) ricorda(parte, { ...copia, spedita: true })
    }
    ferma = true
  })
  addEventListener('beforeunload', (evento) => {
    if (sporchi.size && !ferma) evento.preventDefault()
  })
  ritrova()
}
