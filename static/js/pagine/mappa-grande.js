// The map that one enlarges. Until somebody presses the button nothing of it is asked for; then Leaflet, its sheet and
// the outlines come from the portal itself. Its circles are those of the drawing, which stays the one place where
// what a comune has is written.
const DA_VICINO = 11
const VICINISSIMO = 16
const MARGINE = [28, 28]

const caricato = (nodo) =>
  new Promise((fatto, guasto) => {
    nodo.addEventListener('load', fatto)
    nodo.addEventListener('error', () => {
      nodo.remove()
      guasto(new Error('not loaded'))
    })
    document.head.append(nodo)
  })

async function letti(indirizzo) {
  const risposta = await fetch(indirizzo)
  if (!risposta.ok) throw new Error(risposta.status)
  return risposta.json()
}

async function caricaTutto({ script, foglio, confini }) {
  const [zone] = await Promise.all([
    letti(confini),
    window.L ?? caricato(Object.assign(document.createElement('script'), { src: script })),
    caricato(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: foglio })),
  ])
  return zone
}

function nodo(nome, classe, parole) {
  const fatto = document.createElement(nome)
  fatto.className = classe
  fatto.textContent = parole
  return fatto
}

// A real link, so that keyboard, middle button and screen readers find what they know.
function cerchio(mappa, link, { nome, centro: [lon, lat] }) {
  const ancora = nodo('a', 'mappa-grande-cerchio', link.textContent.trim())
  ancora.href = link.getAttribute('href')
  ancora.draggable = false
  ancora.setAttribute('aria-label', link.getAttribute('aria-label'))
  const scritto = nodo('span', 'mappa-grande-nome', nome)
  ancora.append(scritto)
  const segno = L.marker([lat, lon], {
    icon: L.divIcon({ className: 'mappa-grande-segno', html: ancora, iconSize: [32, 32] }),
    keyboard: false,
    riseOnHover: true,
  })
  segno.bindTooltip(nodo('span', '', link.getAttribute('aria-label')), {
    className: 'mappa-grande-parole',
    direction: 'top',
    offset: [0, -16],
  })
  ancora.addEventListener('focus', () => {
    // Only who comes by keyboard: under a finger the circle would run away before the press is over.
    if (!ancora.matches(':focus-visible')) return
    mappa.panInside([lat, lon], { padding: [48, 64] })
    segno.openTooltip()
  })
  ancora.addEventListener('blur', () => segno.closeTooltip())
  // Dragging the map by a circle is not pressing it; a key has no drag before it (detail 0).
  ancora.addEventListener('click', (evento) => {
    if (evento.detail && mappa.dragging.moved()) evento.preventDefault()
  })
  return segno
}

// Names follow the mouse in one tooltip of our own: bound to each outline, Leaflet's would make 113 stops of the Tab key.
function zone(mappa, confini) {
  const nome = L.tooltip({ className: 'mappa-grande-parole', offset: [12, 0], direction: 'right' })
  const tutte = L.geoJSON(confini, { style: { className: 'mappa-grande-comune' } })
  tutte.on('mouseover', ({ layer, latlng }) =>
    nome.setContent(nodo('span', '', layer.feature.properties.nome)).setLatLng(latlng).addTo(mappa),
  )
  tutte.on('mousemove', ({ latlng }) => nome.setLatLng(latlng))
  tutte.on('mouseout', () => nome.remove())
  return tutte.addTo(mappa)
}

function prepara(posto, dati) {
  const fermo = matchMedia('(prefers-reduced-motion: reduce)').matches
  const mappa = L.map(posto, {
    attributionControl: false,
    zoomControl: false,
    // The province fills a phone between two whole steps.
    zoomSnap: 0.25,
    maxZoom: VICINISSIMO,
    scrollWheelZoom: false,
    maxBoundsViscosity: 1,
    zoomAnimation: !fermo,
    fadeAnimation: !fermo,
    markerZoomAnimation: !fermo,
    inertia: !fermo,
  })
  // The province goes from the top left to the bottom right: this corner is empty.
  L.control.zoom({ position: 'topright', zoomInTitle: dati.ingrandisci, zoomOutTitle: dati.riduci }).addTo(mappa)
  const crediti = [dati.fonte, dati.crediti].filter(Boolean).map((parole) => nodo('span', '', parole).outerHTML)
  L.control.attribution({ prefix: crediti.join(' · ') }).addTo(mappa)
  // The page scrolls under the wheel, unless one is busy with the map.
  posto.addEventListener('focusin', () => mappa.scrollWheelZoom.enable())
  posto.addEventListener('focusout', () => mappa.scrollWheelZoom.disable())
  mappa.on('zoomend', () => posto.classList.toggle('da-vicino', mappa.getZoom() >= DA_VICINO))
  if (dati.tiles) {
    posto.classList.add('con-tiles')
    // Servers of tiles want to know which site asks; which page, never.
    L.tileLayer(dati.tiles, { referrerPolicy: 'strict-origin', maxZoom: VICINISSIMO }).addTo(mappa)
  }
  return mappa
}

function disegna(posto, figura, dati, confini) {
  const mappa = prepara(posto, dati)
  const provincia = zone(mappa, confini).getBounds()
  const luoghi = new Map(confini.features.map(({ properties }) => [properties.istat, properties]))
  const segni = [...figura.querySelectorAll('.mappa-link')]
    .filter((link) => luoghi.get(link.dataset.comune)?.centro)
    .map((link) => cerchio(mappa, link, luoghi.get(link.dataset.comune)))
    .sort((uno, altro) => altro.getLatLng().lat - uno.getLatLng().lat)
  const gruppo = L.featureGroup(segni).addTo(mappa)
  mappa.fitBounds(segni.length ? gruppo.getBounds() : provincia, { padding: MARGINE, maxZoom: 12, animate: false })
  mappa.setMinZoom(Math.min(mappa.getZoom(), mappa.getBoundsZoom(provincia)))
  mappa.setMaxBounds(provincia.pad(0.25))
  // The two buttons come before the circles: nobody goes through them all to enlarge.
  posto.prepend(posto.querySelector('.leaflet-control-container'))
  return mappa
}

function attiva(parte) {
  const figura = parte.closest('figure')
  const [apri, chiudi, guasto] = ['apri', 'chiudi', 'guasto'].map((nome) => parte.querySelector(`[data-${nome}]`))
  const posto = document.getElementById(`${parte.dataset.mappaGrande}-grande`)
  let mappa = null
  let attesa = false

  const mostra = (aperta) => {
    figura.querySelector('.mappa-disegno').toggleAttribute('hidden', aperta)
    posto.hidden = !aperta
    apri.hidden = aperta
    chiudi.hidden = !aperta
  }
  apri.addEventListener('click', async () => {
    if (attesa) return
    attesa = true
    guasto.hidden = true
    try {
      const confini = mappa ?? (await caricaTutto(parte.dataset))
      mostra(true)
      if (mappa) mappa.invalidateSize()
      else mappa = disegna(posto, figura, parte.dataset, confini)
      posto.focus()
    } catch {
      mostra(false)
      guasto.hidden = false
      document.getElementById('stato').textContent = guasto.textContent
    }
    attesa = false
  })
  chiudi.addEventListener('click', () => {
    mostra(false)
    apri.focus()
  })
  parte.hidden = false
}

document.querySelectorAll('[data-mappa-grande]').forEach(attiva)
