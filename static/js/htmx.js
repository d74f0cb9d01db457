// htmx answers in place where a page asks for it; its settings are in the page's <meta name="htmx-config">.
import htmx from 'htmx.org'

window.htmx = htmx
// A refused form comes back as 422 with its errors: it must be shown, not swallowed.
document.addEventListener('htmx:beforeSwap', (evento) => {
  if (evento.detail.xhr.status === 422) {
    evento.detail.shouldSwap = true
    evento.detail.isError = false
  }
})
