// After 400 ms the pressed button says that something is happening, without changing its width.
// The words come from the page (data-attesa on <body>), so they follow its language.
// After 10 s it says so in a sentence and can be pressed again: what was sent may also have been a file
// to download, which leaves this page where it is.
const SOGLIA = 400
const LENTO = 10_000

function premi(modulo, bottone) {
  if (!bottone || bottone.hasAttribute('data-senza-attesa')) return
  const larghezza = bottone.getBoundingClientRect().width
  modulo.dataset.inviato = 'si'
  modulo.querySelector('.attesa-lunga')?.remove()
  setTimeout(() => {
    if (modulo.dataset.inviato !== 'si') return
    rilascia(modulo)
    const frase = document.createElement('p')
    frase.className = 'bottone-motivo attesa-lunga'
    frase.setAttribute('role', 'status')
    bottone.after(frase)
    frase.textContent = document.body.dataset.lento
  }, LENTO)
  setTimeout(() => {
    if (modulo.dataset.inviato !== 'si') return
    bottone.dataset.parole = bottone.innerHTML
    bottone.style.minWidth = `${larghezza}px`
    bottone.textContent = document.body.dataset.attesa
    bottone.classList.add('in-corso')
  }, SOGLIA)
}

function rilascia(modulo) {
  delete modulo.dataset.inviato
  for (const bottone of modulo.querySelectorAll('.in-corso')) {
    bottone.innerHTML = bottone.dataset.parole
    delete bottone.dataset.parole
    bottone.style.minWidth = ''
    bottone.classList.remove('in-corso')
  }
}

document.addEventListener('submit', (evento) => {
  const modulo = evento.target
  // A second press while the first is on its way adds nothing.
  if (modulo.dataset.inviato === 'si' && modulo.method === 'post') {
    evento.preventDefault()
    return
  }
  if (!evento.defaultPrevented) premi(modulo, evento.submitter ?? modulo.querySelector('[type=submit]'))
})
// Coming back with the browser's button finds the page as it was left, not waiting.
addEventListener('pageshow', () => document.querySelectorAll('form[data-inviato]').forEach(rilascia))
document.addEventListener('htmx:afterRequest', (evento) => {
  const modulo = evento.target.closest?.('form')
  if (modulo) rilascia(modulo)
})
