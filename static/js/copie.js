// Words kept on this device while they could not be saved: they go when the application has been sent or the sheet has
// been signed, and on leaving.
const NOSTRE = /^(domanda|scheda):/
function dimentica(quali, prima = Infinity) {
  try {
    for (const chiave of Object.keys(localStorage)) {
      if (!NOSTRE.test(chiave) || !chiave.includes(quali)) continue
      if ((JSON.parse(localStorage.getItem(chiave)).quando ?? 0) <= prima) localStorage.removeItem(chiave)
    }
  } catch {
    // No storage, no copies.
  }
}
const inviata = document.querySelector('[data-dimentica]')
if (inviata) dimentica(`:${inviata.dataset.dimentica}:`, Date.parse(inviata.dataset.primaDi))
document.addEventListener('submit', (evento) => {
  if (evento.target.hasAttribute('data-esce')) dimentica('')
})
