// A press on the picture says what matters in it: the two numbers of the form, a mark, and the cut as it will be.
const figura = document.querySelector('[data-fuoco]')
const foto = figura.querySelector('img')
const taglio = document.querySelector('[data-fuoco-taglio] img')
const campi = [document.getElementById('id_fuoco_x'), document.getElementById('id_fuoco_y')]
const segno = document.createElement('span')
const dentro = (quanto, massimo) => Math.max(0, Math.min(quanto, massimo))

segno.className = 'fuoco-segno'
segno.setAttribute('aria-hidden', 'true')
foto.parentElement.classList.add('fuoco')
foto.parentElement.append(segno)
figura.querySelector('[data-fuoco-aiuto]').hidden = false

// How the browser places what it cuts: the part that stays out, shared between the two sides.
function posto(fuoco, lato, tagliato) {
  const resta = lato - tagliato
  return resta > 0 ? (dentro((lato * fuoco) / 100 - tagliato / 2, resta) / resta) * 100 : 50
}

function mostra() {
  const [x, y] = campi.map((campo) => dentro(Number.parseInt(campo.value, 10) || 0, 100))
  const [larga, alta] = [foto.width, foto.height]
  segno.style.left = `${x}%`
  segno.style.top = `${y}%`
  const tagli = [posto(x, larga, Math.min(larga, (alta * 16) / 9)), posto(y, alta, Math.min(alta, (larga * 9) / 16))]
  taglio.style.objectPosition = tagli.map((uno) => `${uno}%`).join(' ')
}

foto.addEventListener('click', (evento) => {
  const bordo = foto.getBoundingClientRect()
  campi[0].value = Math.round(dentro(((evento.clientX - bordo.left) / bordo.width) * 100, 100))
  campi[1].value = Math.round(dentro(((evento.clientY - bordo.top) / bordo.height) * 100, 100))
  // The cut that the server made is of another point.
  for (const fonte of taglio.parentElement.querySelectorAll('source')) fonte.remove()
  taglio.removeAttribute('srcset')
  taglio.src = foto.currentSrc
  figura.querySelector('[data-fuoco-salva]').hidden = false
  mostra()
})
for (const campo of campi) campo.addEventListener('input', mostra)
mostra()
