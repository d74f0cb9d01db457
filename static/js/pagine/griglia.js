// The hours of a space stay true while the page is open: asked again each minute and when the tab comes back,
// silently, unless a time has been chosen: what somebody is touching does not move under the finger.
const OGNI = 60_000

const griglia = document.querySelector('[data-griglia]')

async function rinfresca() {
  if (document.hidden || griglia.contains(document.activeElement) || griglia.querySelector('input:checked')) return
  const risposta = await fetch(`${griglia.dataset.griglia}${location.search}`, { headers: { 'HX-Request': 'true' } })
  if (risposta.ok) griglia.innerHTML = await risposta.text()
}

if (griglia) {
  setInterval(rinfresca, OGNI)
  document.addEventListener('visibilitychange', rinfresca)
}
