// The header's panels are <details>: this only adds Esc and a click elsewhere to close them.
const aperti = () => document.querySelectorAll('.testata details[open]')

document.addEventListener('keydown', (evento) => {
  if (evento.key !== 'Escape') return
  for (const pannello of aperti()) {
    pannello.open = false
    pannello.querySelector('summary').focus()
  }
})
document.addEventListener('click', (evento) => {
  for (const pannello of aperti()) if (!pannello.contains(evento.target)) pannello.open = false
})
// A search panel is opened to write in it.
for (const pannello of document.querySelectorAll('.testata-cerca'))
  pannello.addEventListener('toggle', () => {
    if (pannello.open) pannello.querySelector('input[type=search]').focus()
  })
