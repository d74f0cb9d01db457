// A button that copies what stands beside it, and says so. Without script it stays hidden.
for (const bottone of document.querySelectorAll('[data-copia]')) {
  bottone.hidden = false
  bottone.addEventListener('click', async () => {
    const parole = bottone.textContent
    await navigator.clipboard.writeText(document.getElementById(bottone.dataset.copia).textContent.trim())
    bottone.textContent = bottone.dataset.fatto
    document.getElementById('stato').textContent = bottone.dataset.fatto
    setTimeout(() => (bottone.textContent = parole), 3000)
  })
}
