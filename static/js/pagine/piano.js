// Drag is an extra for the mouse: it fills the same small form that each page of a thing has, and sends it.
const griglia = document.querySelector('[data-piano]')
const modulo = document.getElementById('sposta')
let presa = null

function giornoDi(evento) {
  return evento.target.closest('td[data-giorno]')
}

function segna(cella) {
  griglia.querySelectorAll('.sopra').forEach((una) => una.classList.remove('sopra'))
  cella?.classList.add('sopra')
}

if (griglia && modulo) {
  griglia.addEventListener('dragstart', (evento) => {
    presa = evento.target.closest('[data-sposta]')
    if (presa) evento.dataTransfer.effectAllowed = 'move'
  })
  griglia.addEventListener('dragover', (evento) => {
    const cella = giornoDi(evento)
    if (!presa || !cella) return
    evento.preventDefault()
    segna(cella)
  })
  griglia.addEventListener('dragend', () => {
    presa = null
    segna(null)
  })
  griglia.addEventListener('drop', (evento) => {
    const cella = giornoDi(evento)
    if (!presa || !cella || cella.contains(presa)) return
    evento.preventDefault()
    modulo.action = presa.dataset.sposta
    modulo.elements.per.value = cella.dataset.giorno
    modulo.elements.revisione.value = presa.dataset.revisione
    modulo.submit()
  })
}
