// Words kept on this device while they could not be saved: they go when the application has been sent, and on leaving.
function dimentica(quali) {
  try {
    for (const chiave of Object.keys(localStorage)) if (chiave.startsWith('domanda:') && chiave.includes(quali)) localStorage.removeItem(chiave)
  } catch {
    // No storage, no copies.
  }
}
const inviata = document.querySelector('[data-dimentica]')
if (inviata) dimentica(`:${inviata.dataset.dimentica}:`)
document.addEventListener('submit', (evento) => {
  if (evento.target.hasAttribute('data-esce')) dimentica('')
})
