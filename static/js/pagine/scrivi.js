// The writing desk: a light editor over the plain field, saved at each pause. What cannot be saved is said, stays on
// this device, and is tried again. What comes back from the portal has been cleaned there (redazione.testo.pulizia).
const modulo = document.getElementById('scrivi')
const riga = modulo?.querySelector('[data-salva-stato]')
const foglio = document.getElementById('editor-testo')
const RIPROVA = [2, 5, 10, 20, 30]
let sporco = false
let inVolo = null
// What is being sent, until somebody answers: tried again it is the very same, with the same token.
let spedito = null
let rifiutato = false
let ferma = false
let tentativi = 0
let pausa = 0
let vecchio = 0
let ultimo = null

const campo = (nome) => modulo.elements[nome]
const detto = modulo?.dataset ?? {}

// ── What is written ────────────────────────────────────────────────────────────────────────────
function scritto() {
  const copia = foglio.cloneNode(true)
  // Only the code of a picture is kept: its source is the portal's business.
  for (const una of copia.querySelectorAll('img[data-immagine]')) {
    const nuda = document.createElement('img')
    nuda.dataset.immagine = una.dataset.immagine
    una.replaceWith(nuda)
  }
  return { titolo: campo('titolo').value, sommario: campo('sommario').value, html: copia.innerHTML, copertina: campo('copertina').value }
}
const uguali = (uno, altro) => JSON.stringify(uno) === JSON.stringify(altro)

// The copy on this device has the name of the page that wrote it: another one, of the same text, leaves it alone.
const scheda = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
let ritrovata = ''
function ricorda(copia) {
  try {
    const altrui = ricordata()
    if (copia) localStorage.setItem(detto.chiave, JSON.stringify({ ...copia, scheda }))
    else if (!altrui || [scheda, ritrovata].includes(altrui.scheda)) localStorage.removeItem(detto.chiave)
    return true
  } catch {
    return false
  }
}
function ricordata() {
  try {
    return JSON.parse(localStorage.getItem(detto.chiave))
  } catch {
    return null
  }
}

// ── The line that says where we are ────────────────────────────────────────────────────────────
function di(testo, { errore = false, porta = '', parole = '', nuova = false, sottovoce = false } = {}) {
  riga.classList.toggle('errore', errore)
  riga.setAttribute('role', errore ? 'alert' : 'status')
  riga.setAttribute('aria-live', sottovoce ? 'off' : errore ? 'assertive' : 'polite')
  riga.textContent = testo
  if (!porta) return
  const via = document.createElement('a')
  Object.assign(via, { href: porta, textContent: parole })
  if (nuova) via.target = '_blank'
  riga.append(' ', via)
}

// ── Sent ───────────────────────────────────────────────────────────────────────────────────────
async function spedisci(indirizzo, dati) {
  const corpo = new FormData()
  for (const [nome, valore] of Object.entries(dati)) corpo.set(nome, valore)
  const richiesta = () => {
    corpo.set('csrfmiddlewaretoken', campo('csrfmiddlewaretoken').value)
    return fetch(indirizzo, { method: 'POST', body: corpo, headers: { 'X-Requested-With': 'fetch' } })
  }
  const risposta = await richiesta()
  if (risposta.status !== 403 || risposta.headers.get('Content-Type')?.startsWith('application/json')) return risposta
  return (await rinnova()) ? richiesta() : risposta
}

// A new login has changed the token of the page: it is read from the page as it is now, if it is still hers.
async function rinnova() {
  const pagina = await fetch(location.href)
  const suo = new DOMParser().parseFromString(await pagina.text(), 'text/html').querySelector('#scrivi')
  if (suo?.dataset.chiave !== detto.chiave) return false
  campo('csrfmiddlewaretoken').value = suo.elements.csrfmiddlewaretoken.value
  return true
}

async function manda() {
  if (inVolo || ferma || !sporco) return
  clearTimeout(pausa)
  sporco = false
  di(detto.salvo, { sottovoce: true })
  inVolo = unaVolta()
  try {
    await inVolo
  } finally {
    inVolo = null
  }
  if (sporco && !ferma && !tentativi) pausa = setTimeout(manda, 1500)
}

async function unaVolta() {
  const gettone = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
  spedito ??= { mandato: scritto(), base: campo('base').value, gettone }
  const { mandato, ...con } = spedito
  let risposta = null
  let esito = null
  try {
    risposta = await spedisci(detto.salva, { ...mandato, ...con })
    esito = await risposta.json()
  } catch {
    // Said below: no network, or an answer that is not ours.
  }
  if (!esito || risposta.status >= 500 || risposta.status === 429) return riprova(risposta ? detto.guasto : detto.rete)
  tentativi = 0
  if (risposta.status === 401) return riprova(esito.frase, { porta: esito.accedi, parole: detto.accedi, nuova: true })
  spedito = null
  ultimo = mandato
  if (risposta.ok) return salvato(mandato, esito)
  // Refused as it is: the words stay here and on this device, until they are changed.
  if (risposta.status === 400) rifiutato = true
  else chiudi(mandato, esito)
  di(esito.frase, { errore: true, porta: esito.unisci ?? '', parole: detto.unisci })
}

// Somebody wrote there too, or the text may not be written on any more: nothing more is written or sent from here.
function chiudi(mandato, esito) {
  ferma = true
  foglio.contentEditable = 'false'
  campo('titolo').readOnly = true
  campo('sommario').readOnly = true
  if (!esito.unisci) return
  // What was sent is put aside in the portal; what was written while it travelled is put together with it later.
  if (uguali(mandato, scritto())) ricorda(null)
  else ricorda({ scritto: scritto(), base: esito.mia, quando: Date.now() })
}

function salvato(mandato, esito) {
  const intatto = uguali(mandato, scritto())
  if (esito.mia && intatto) {
    campo('titolo').value = esito.titolo
    campo('sommario').value = esito.sommario
    mettiHtml(esito.html)
    mostraCopertina(esito.copertina)
    campo('base').value = esito.n
  } else {
    // She has gone on writing: from her own text, so that only what is new counts when it is put together.
    campo('base').value = esito.mia ?? esito.n
  }
  if (intatto) ricorda(null)
  else sporco = true
  vecchio = Math.max(vecchio, esito.n)
  document.querySelector('[data-parole]').textContent = esito.parole
  document.querySelector('[data-controlli]').innerHTML = esito.controlli
  for (const letta of document.querySelectorAll('[data-con-base] [name=letta]')) letta.value = esito.n
  di((esito.mia ? detto.unite : detto.salvato).replace('%ora', esito.ora))
  intorno(esito)
}

async function tuttoSalvato() {
  for (let volta = 0; volta < 3 && (sporco || inVolo) && !ferma && !tentativi; volta += 1) {
    clearTimeout(pausa)
    await (inVolo ?? manda())
  }
  return !sporco && !inVolo && !ferma && !rifiutato
}

function riprova(frase, altro = {}) {
  sporco = true
  di(frase, { errore: true, ...altro })
  pausa = setTimeout(manda, RIPROVA[Math.min(tentativi++, RIPROVA.length - 1)] * 1000)
}

function cambiato() {
  if (ferma) return
  sporco = true
  rifiutato = false
  ricorda({ scritto: scritto(), base: campo('base').value, quando: Date.now() })
  clearTimeout(pausa)
  pausa = setTimeout(manda, 1500)
}

// ── Who else is here ───────────────────────────────────────────────────────────────────────────
function intorno(esito) {
  const dove = document.querySelector('[data-chi]')
  if (dove.textContent !== esito.chi) dove.textContent = esito.chi
  if (!sporco && !inVolo && !ferma && esito.attuale > Math.max(vecchio, Number(campo('base').value)))
    di(detto.nuovo, { porta: location.pathname, parole: detto.ricarica })
}

async function vivo() {
  if (document.hidden || ferma || inVolo) return
  try {
    const risposta = await spedisci(detto.salva, { vivo: '1' })
    if (risposta.ok) intorno(await risposta.json())
  } catch {
    // Without a network the next save says so.
  }
}

// ── The editor ─────────────────────────────────────────────────────────────────────────────────
const uguale = (nodo) => nodo.nodeName + (nodo.innerHTML ?? nodo.data).replaceAll('&nbsp;', ' ').replace(/<br>$/, '').trim()

// Blocks that are the same stay the very same, and with them where she was writing.
function mettiHtml(html) {
  const nuovi = [...new DOMParser().parseFromString(html, 'text/html').body.childNodes]
  const vecchi = [...foglio.childNodes]
  let prima = 0
  let dopo = 0
  const meno = Math.min(nuovi.length, vecchi.length)
  while (prima < meno && uguale(nuovi[prima]) === uguale(vecchi[prima])) prima += 1
  while (dopo < meno - prima && uguale(nuovi.at(-1 - dopo)) === uguale(vecchi.at(-1 - dopo))) dopo += 1
  const via = vecchi.slice(prima, vecchi.length - dopo)
  const posto = vecchi[vecchi.length - dopo] ?? null
  for (const nodo of via) nodo.remove()
  for (const nodo of nuovi.slice(prima, nuovi.length - dopo)) foglio.insertBefore(nodo, posto)
}

function comando(nome, valore = null) {
  foglio.focus()
  document.execCommand(nome, false, valore)
  cambiato()
}

function inserisci(html) {
  foglio.focus()
  document.execCommand('insertHTML', false, html)
  cambiato()
}

const dentro = (che) => {
  const nodo = getSelection()?.anchorNode
  const elemento = nodo?.nodeType === 1 ? nodo : nodo?.parentElement
  return foglio.contains(elemento) ? elemento.closest(che) : null
}

// As people write them: "comune.it/pagina", "nome@example.org".
function intero(scritta) {
  const netta = scritta?.trim() ?? ''
  if (/^[^\s/:@]+@[^\s/:@]+\.\w+$/.test(netta)) return `mailto:${netta}`
  return /^[^\s/:@#?]+\.[a-z]{2,}([/?#]|$)/i.test(netta) ? `https://${netta}` : netta
}

const FAI = {
  h2: () => comando('formatBlock', '<h2>'),
  h3: () => comando('formatBlock', '<h3>'),
  p: () => comando('formatBlock', '<p>'),
  grassetto: () => comando('bold'),
  elenco: () => comando('insertUnorderedList'),
  numeri: () => comando('insertOrderedList'),
  citazione: () => comando('formatBlock', dentro('blockquote') ? '<p>' : '<blockquote>'),
  collegamento() {
    const scelta = getSelection()
    const tenuta = scelta.rangeCount ? scelta.getRangeAt(0).cloneRange() : null
    const indirizzo = intero(prompt(detto.indirizzo, dentro('a')?.getAttribute('href') ?? ''))
    if (!indirizzo || !tenuta) return
    scelta.removeAllRanges()
    scelta.addRange(tenuta)
    comando('createLink', indirizzo)
  },
  scollega: () => comando('unlink'),
  immagine() {
    const scelta = getSelection()
    const tenuta = dentro('*') && scelta.rangeCount ? scelta.getRangeAt(0).cloneRange() : null
    scegli((una) => {
      foglio.focus()
      if (tenuta) {
        scelta.removeAllRanges()
        scelta.addRange(tenuta)
      }
      metti(una)
    })
  },
}

// ── Pictures ───────────────────────────────────────────────────────────────────────────────────
const finestra = document.getElementById('scelta-immagine')
let scelta = null

function disegnata({ codice, alt, src }) {
  const figura = document.createElement('figure')
  const una = document.createElement('img')
  una.dataset.immagine = codice
  Object.assign(una, { alt, src })
  figura.append(una)
  return figura
}

// After the block in which she was: a picture stands by itself.
function metti(una) {
  const blocco = [...foglio.children].find((uno) => uno.contains(getSelection()?.anchorNode))
  const figura = disegnata(una)
  if (blocco) blocco.after(figura)
  else foglio.append(figura)
  if (!figura.nextElementSibling) foglio.append(Object.assign(document.createElement('p'), { innerHTML: '<br>' }))
  cambiato()
}

async function elenca(indirizzo) {
  const dove = finestra.querySelector('[data-trovate]')
  try {
    const risposta = await fetch(indirizzo, { headers: { 'X-Requested-With': 'fetch' } })
    // A login that has ended leads elsewhere.
    const buona = risposta.ok && !risposta.redirected
    dove.innerHTML = buona ? await risposta.text() : ''
    if (!buona) dove.textContent = finestra.dataset.guasto
  } catch {
    dove.textContent = finestra.dataset.guasto
  }
  for (const una of dove.querySelectorAll('[data-codice]')) {
    const tasto = document.createElement('button')
    Object.assign(tasto, { type: 'button', className: 'btn btn-outline-primary', textContent: finestra.dataset.scegli })
    tasto.addEventListener('click', () => presa(una.dataset))
    una.querySelector('article').append(tasto)
  }
}

function presa({ codice, alt, src }) {
  finestra.close()
  scelta?.({ codice, alt, src })
}

function scegli(poi, file = null) {
  scelta = poi
  finestra.showModal()
  elenca(finestra.dataset.elenco)
  if (!file) return
  const porta = new DataTransfer()
  porta.items.add(file)
  finestra.querySelector('[data-nuova]').open = true
  finestra.querySelector('[data-carica] [type=file]').files = porta.files
  finestra.querySelector('[data-carica] [name=alt]').focus()
}

async function carica(evento) {
  evento.preventDefault()
  const suo = evento.target
  const errore = suo.querySelector('[data-errore]')
  errore.hidden = true
  let frase = finestra.dataset.guasto
  try {
    const corpo = new FormData(suo)
    corpo.set('csrfmiddlewaretoken', campo('csrfmiddlewaretoken').value)
    const risposta = await fetch(suo.action, { method: 'POST', body: corpo, headers: { 'X-Requested-With': 'fetch' } })
    const esito = await risposta.json()
    if (risposta.ok) {
      suo.reset()
      suo.closest('details').open = false
      return presa(esito)
    }
    frase = esito.frase
    suo.querySelector(`[name="${esito.campo}"]`)?.focus()
  } catch {
    // Said below.
  }
  errore.textContent = frase
  errore.hidden = false
}

function copertina(una) {
  mostraCopertina(una)
  cambiato()
}

function mostraCopertina(una) {
  if ((una?.codice ?? '') === campo('copertina').value) return
  const dove = modulo.querySelector('[data-copertina]')
  dove.querySelector('img')?.remove()
  if (una) dove.prepend(disegnata(una).firstChild)
  dove.querySelector('[data-copertina-togli]').hidden = !una
  campo('copertina').value = una?.codice ?? ''
}

function conImmagini() {
  modulo.querySelector('[data-copertina]').hidden = false
  modulo.querySelector('[data-copertina-scegli]').addEventListener('click', () => scegli(copertina))
  modulo.querySelector('[data-copertina-togli]').addEventListener('click', () => copertina(null))
  finestra.querySelector('[data-chiudi]').addEventListener('click', () => finestra.close())
  finestra.querySelector('[data-carica]').addEventListener('submit', carica)
  finestra.querySelector('[data-cerca]').addEventListener('submit', (evento) => {
    evento.preventDefault()
    elenca(`${finestra.dataset.elenco}&q=${encodeURIComponent(evento.target.elements.q.value)}`)
  })
  foglio.addEventListener('drop', (evento) => {
    const tutti = [...(evento.dataTransfer?.files ?? [])]
    // Any other file would be opened by the browser in the place of the page.
    if (tutti.length) evento.preventDefault()
    const file = tutti.find((uno) => uno.type.startsWith('image/'))
    if (file) scegli(metti, file)
  })
}


async function incolla(evento) {
  const dati = evento.clipboardData
  evento.preventDefault()
  const html = dati.getData('text/html')
  const semplice = dati.getData('text/plain')
  let pulito = ''
  if (html) {
    try {
      const risposta = await spedisci(detto.pulisci, { html })
      if (risposta.ok) pulito = (await risposta.json()).html
    } catch {
      // Without a network the words alone are pasted.
    }
  }
  if (pulito) inserisci(pulito)
  else {
    foglio.focus()
    document.execCommand('insertText', false, semplice)
    cambiato()
  }
}

function ritrova() {
  const copia = ricordata()
  if (!copia) return
  if (uguali(copia.scritto, scritto())) return ricorda(null)
  ritrovata = copia.scheda
  campo('titolo').value = copia.scritto.titolo
  campo('sommario').value = copia.scritto.sommario
  mettiHtml(copia.scritto.html)
  const codice = copia.scritto.copertina
  mostraCopertina(codice && { codice, alt: '', src: detto.figura.replace('CODICE', codice) })
  // Put together with what has been written since: it says on what it was written.
  campo('base').value = copia.base
  di(detto.ritrovato)
  cambiato()
}

if (modulo && foglio) {
  modulo.querySelector('[data-editor]').hidden = false
  modulo.querySelector('[data-semplice]').hidden = true
  document.execCommand('defaultParagraphSeparator', false, 'p')
  document.execCommand('styleWithCSS', false, false)
  if (!foglio.textContent.trim() && !foglio.querySelector('img')) mettiHtml('<p><br></p>')
  modulo.addEventListener('input', cambiato)
  foglio.addEventListener('paste', incolla)
  modulo.querySelector('.editor-barra').addEventListener('click', (evento) => {
    const tasto = evento.target.closest('[data-fai]')
    if (tasto) FAI[tasto.dataset.fai]()
  })
  // The button saves now, from here: a page that does not arrive would take the words along.
  modulo.addEventListener('submit', (evento) => {
    evento.preventDefault()
    if (ferma) return
    sporco = true
    tentativi = 0
    clearTimeout(pausa)
    manda()
  })
  // Sending it to be reviewed waits for what is still to be saved.
  for (const altro of document.querySelectorAll('[data-con-base]'))
    altro.addEventListener('submit', (evento) => {
      if (!sporco && !inVolo && !rifiutato && !ferma) return
      evento.preventDefault()
      tuttoSalvato().then((bene) => bene && altro.requestSubmit())
    })
  addEventListener('beforeunload', (evento) => {
    const resta = ferma ? ultimo && !uguali(ultimo, scritto()) : sporco || inVolo || rifiutato
    if (resta) evento.preventDefault()
  })
  conImmagini()
  // Open in two pages of one browser: the copy on the device belongs to the first.
  if (navigator.locks)
    navigator.locks.request(detto.chiave, { ifAvailable: true }, (chiavistello) => {
      if (chiavistello) ritrova()
      else di(detto.altra, { errore: true })
      return chiavistello && new Promise(() => {})
    })
  else ritrova()
  setInterval(vivo, 15000)
  vivo()
}
