// The words that the reviewer selects in the text are quoted in the note.
const testo = document.querySelector('[data-passo]')
const brano = document.querySelector('#annota [name=brano]')

document.addEventListener('selectionchange', () => {
  const scelta = getSelection()
  if (!testo || !brano || scelta.isCollapsed || !testo.contains(scelta.anchorNode)) return
  const parole = scelta.toString().split('\n')[0].trim()
  if (parole) brano.value = parole.slice(0, brano.maxLength > 0 ? brano.maxLength : 300)
})
