// Each criterion of a score sheet saves itself at a pause. What cannot be saved is said, and stays on the page.
const modulo = document.getElementById('valuta')
const stato = document.querySelector('[data-salva-stato]')
const RIPROVA = [2, 5, 10, 20, 30]
const sporchi = new Set()
let inVolo = null
let ferma = false
let attesa = 0
let tentativi = 0

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

function corpo(parte) {
  const dati = new URLSearchParams([
    ['csrfmiddlewaretoken', modulo.elements.csrfmiddlewaretoken.value],
    ['revisione', modulo.elements.revisione.value],
  ])
  if (parte.dataset.criterio) dati.append('criterio', parte.dataset.criterio)
  for (const campo of parte.querySelectorAll('input, textarea'))
    if (campo.name && (campo.type !== 'radio' || campo.checked)) dati.append(campo.name, campo.value)
  return dati
}

// One at a time, in order: each carries the revision that the one before has brought back.
async function manda() {
  const parte = [...sporchi][0]
  if (inVolo || ferma || !parte) return
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
  let risposta
  let esito
  try {
    risposta = await fetch(modulo.dataset.salva, { method: 'POST', body: corpo(parte), headers: { 'X-Requested-With': 'fetch' } })
    esito = await risposta.json()
  } catch {
    esito = null
  }
  if (!esito || risposta.status >= 500 || risposta.status === 429) return riprova(parte, modulo.dataset.rete)
  tentativi = 0
  if (risposta.ok) {
    modulo.elements.revisione.value = esito.revisione
    difetto(parte, '')
    return di(modulo.dataset.salvato.replace('%ora', esito.ora))
  }
  if (risposta.status === 401) return riprova(parte, esito.frase, esito.accedi)
  // Written wrong: said where it is. Signed, closed or saved elsewhere: nothing more is sent by itself.
  if (risposta.status === 400) difetto(parte, esito.frase)
  else ferma = true
  di(esito.frase, { errore: true })
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
function cambiata(evento, dopo) {
  const parte = evento.target.closest('[data-criterio]')
  if (!parte) return
  sporchi.add(parte)
  clearTimeout(pausa)
  pausa = setTimeout(manda, dopo)
}

if (modulo) {
  modulo.addEventListener('input', (evento) => cambiata(evento, 1200))
  modulo.addEventListener('change', (evento) => cambiata(evento, 0))
  // What is on its way is waited for: the whole sheet goes with the revision that it brings back.
  modulo.addEventListener('submit', (evento) => {
    ferma = true
    if (!inVolo) return
    evento.preventDefault()
    inVolo.finally(() => modulo.requestSubmit(evento.submitter))
  })
  addEventListener('beforeunload', (evento) => {
    if (sporchi.size && !ferma) evento.preventDefault()
  })
}
