// "ne restano 120" under a text field with a limit; spoken only when the person pauses.
const PAUSA = 800

function conta(campo) {
  const riga = document.getElementById(campo.dataset.contatore)
  if (!riga) return
  const massimo = Number(campo.getAttribute('data-massimo'))
  let attesa
  const scrivi = () => {
    const restano = massimo - [...campo.value].length
    const frase = restano < 0 ? riga.dataset.troppi : riga.dataset.restano
    riga.textContent = frase.replace('%n', Math.abs(restano).toLocaleString(document.documentElement.lang))
  }
  campo.addEventListener('input', () => {
    clearTimeout(attesa)
    attesa = setTimeout(scrivi, PAUSA)
  })
  scrivi()
}

const prepara = (radice) => radice.querySelectorAll('[data-contatore]').forEach(conta)
prepara(document)
document.addEventListener('htmx:load', (evento) => prepara(evento.detail.elt))
