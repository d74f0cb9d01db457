// The hours of a space stay true while the page is open: asked again each minute and when the tab comes back,
// silently, unless a time has been chosen: what somebody is touching does not move under the finger.
// Other days, weeks and months come in place of these: the address says which, for going back and for passing it on.
const OGNI = 60_000

const griglia = document.querySelector('[data-griglia]')

async function prendi(ricerca) {
  const risposta = await fetch(`${griglia.dataset.griglia}${ricerca}`, { headers: { 'HX-Request': 'true' } })
  if (!risposta.ok) return false
  griglia.innerHTML = await risposta.text()
  return true
}

function rinfresca() {
  if (document.hidden || griglia.contains(document.activeElement) || griglia.querySelector('input:checked')) return
  prendi(location.search)
}

async function cambia(evento) {
  const passo = evento.target.closest('nav a')
  if (!passo || evento.ctrlKey || evento.metaKey || evento.shiftKey) return
  evento.preventDefault()
  const testo = passo.textContent.trim()
  const riuscito = await prendi(new URL(passo.href).search).catch(() => false)
  if (!riuscito) return location.assign(passo.href)
  history.pushState(null, '', passo.href)
  // The finger and the screen reader stay where they were: on the step just taken, or on the day now open.
  const stesso = [...griglia.querySelectorAll('nav a')].find((uno) => uno.checkVisibility() && uno.textContent.trim() === testo)
  const aperto = [...griglia.querySelectorAll('[aria-current], nav a')].find((uno) => uno.checkVisibility())
  ;(stesso ?? aperto)?.focus()
}

if (griglia) {
  setInterval(rinfresca, OGNI)
  document.addEventListener('visibilitychange', rinfresca)
  griglia.addEventListener('click', cambia)
  addEventListener('popstate', () => prendi(location.search))
}
