// Builds static/dist/ from the pinned packages and our sources, then weighs what it wrote.
// Deterministic: same inputs, same bytes. Fails when a budget or the identity is broken.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { trovaBlu } from './colori.mjs'

const RADICE = dirname(dirname(fileURLToPath(import.meta.url)))
const DIST = join(RADICE, 'static/dist')
const NUOVO = `${DIST}.nuovo`
const VECCHIO = `${DIST}.vecchio`
const PACCHETTI = join(RADICE, 'node_modules')
const MASSIMO_CSS = 50 * 1024
const MASSIMO_JS = 25 * 1024
const FONT = 'bootstrap-italia/dist/fonts/Titillium_Web'
const BROWSER = ['chrome100', 'firefox100', 'safari15']
const PESI = { regular: '400', 600: '600', 700: '700' }

const leggi = (percorso) => readFileSync(join(RADICE, percorso), 'utf8')
const elenca = (cartella, fine) =>
  readdirSync(join(RADICE, cartella)).filter((nome) => nome.endsWith(fine)).sort()

function scrivi(nome, contenuto) {
  const percorso = join(NUOVO, nome)
  mkdirSync(dirname(percorso), { recursive: true })
  writeFileSync(percorso, contenuto)
  const gz = gzipSync(contenuto, { level: 9 }).length
  const riga = `${nome.padEnd(32)} ${String(Buffer.byteLength(contenuto)).padStart(7)} B ${String(gz).padStart(7)} B gz`
  console.log(riga)
  return gz
}

// Colours that the library writes as literals in partials we need: no variable reaches them.
const AVANZI = {
  '#003366': '#2f1150',
  '#6babeb': '#c2a8df',
  '#0078a8': '#5d2299',
  '2px dotted #38f': '2px dotted #5d2299',
  'rgba(51,181,229,.4)': 'rgba(93,34,153,.3)',
}

// Each room adds its own sheet by putting a file in static/scss/stanze/: no list to keep.
const stanze = {
  canonicalize: (url) => (url === 'stanze' ? new URL('stanze:tutte') : null),
  load: () => ({
    contents: elenca('static/scss/stanze', '.scss')
      .map((nome) => `@import "stanze/${basename(nome, '.scss').replace(/^_/, '')}";`)
      .join('\n'),
    syntax: 'scss',
  }),
}

function css(nome) {
  const esito = sass.compileString(leggi(`static/scss/${nome}.scss`), {
    url: pathToFileURL(join(RADICE, `static/scss/${nome}.scss`)),
    importers: [stanze],
    loadPaths: [PACCHETTI, join(RADICE, 'static/scss')],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
    charset: false,
  })
  const minimo = esbuild.transformSync(esito.css, { loader: 'css', minify: true, target: BROWSER }).code
  const foglio = Object.entries(AVANZI).reduce((testo, [loro, nostro]) => testo.replaceAll(loro, nostro), minimo)
  const blu = trovaBlu(foglio)
  if (blu.length) throw new Error(`${nome}.css holds blue that is not ours:\n  ${blu.join('\n  ')}`)
  return foglio
}

function js(voce) {
  const esito = esbuild.buildSync({
    ...voce,
    absWorkingDir: RADICE,
    nodePaths: [PACCHETTI],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: BROWSER,
    legalComments: 'none',
  })
  return esito.outputFiles[0].text
}

// Every behaviour in static/js/ goes in the one script; static/js/pagine/ holds what one page asks for.
function jsPortale() {
  const voci = elenca('static/js', '.js').map((nome) => `import "./static/js/${nome}";`)
  return js({ stdin: { contents: voci.join('\n'), resolveDir: RADICE } })
}

function icone() {
  const foglio = readFileSync(join(PACCHETTI, 'bootstrap-italia/dist/svg/sprites.svg'), 'utf8')
  const scelte = {}
  for (const [nostra, loro] of Object.entries(JSON.parse(leggi('frontend/icone.json')))) {
    const trovata = foglio.match(new RegExp(`<symbol id="${loro}" viewBox="0 0 24 24">(.*?)</symbol>`, 's'))
    if (!trovata) throw new Error(`no icon ${loro} on a 24 px grid`)
    scelte[nostra] = trovata[1]
  }
  for (const file of elenca('static/img/icone', '.svg'))
    scelte[basename(file, '.svg')] = leggi(`static/img/icone/${file}`).match(/<svg[^>]*>(.*)<\/svg>/s)[1]
  return JSON.stringify(Object.fromEntries(Object.entries(scelte).sort()))
}

function caratteri() {
  for (const [loro, peso] of Object.entries(PESI))
    for (const tipo of ['woff2', 'ttf']) {
      const dati = readFileSync(join(PACCHETTI, FONT, `titillium-web-v10-latin-ext_latin-${loro}.${tipo}`))
      scrivi(`fonts/titillium-web-${peso}.${tipo}`, dati)
    }
  scrivi('fonts/OFL.txt', readFileSync(join(PACCHETTI, FONT, 'OFL.txt')))
}

function entro(nome, gz, massimo) {
  if (gz > massimo) throw new Error(`${nome} weighs ${gz} B gzip: the budget is ${massimo}`)
}

function tutto() {
  entro('portale.css', scrivi('css/portale.css', css('portale')), MASSIMO_CSS)
  scrivi('css/admin.css', css('admin'))
  entro('portale.js', scrivi('js/portale.js', jsPortale()), MASSIMO_JS)
  for (const nome of elenca('static/js/pagine', '.js'))
    scrivi(`js/${nome}`, js({ entryPoints: [`static/js/pagine/${nome}`] }))
  // Loaded only when somebody asks for the map. Its map of sources is not served: a reference to it would stop the
  // collecting of static files. No more are its pictures, which stand in controls and marks that we do not use.
  const leaflet = readFileSync(join(PACCHETTI, 'leaflet/dist/leaflet.js'), 'utf8')
  scrivi('js/leaflet.js', leaflet.replace(/\n\/\/# sourceMappingURL=.*/, ''))
  scrivi('css/mappa-grande.css', css('mappa-grande').replace(/url\(images\/[^)]*\)/g, 'none'))
  scrivi('icone.json', icone())
  caratteri()
}

const togli = (cartella) => rmSync(cartella, { recursive: true, force: true })
const inizio = Date.now()
togli(NUOVO)
togli(VECCHIO)
try {
  tutto()
  // Whoever is being served keeps the old assets until the new ones are whole.
  if (existsSync(DIST)) renameSync(DIST, VECCHIO)
  renameSync(NUOVO, DIST)
} finally {
  togli(NUOVO)
  togli(VECCHIO)
}
console.log(`static/dist built in ${((Date.now() - inizio) / 1000).toFixed(1)} s`)
