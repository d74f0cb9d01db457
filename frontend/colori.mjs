// Finds the declarations whose colour is a blue that is not ours: hue 195–228°, saturation over 15 %.
// The library we build on is blue by birth; this keeps it from coming back.
const NOSTRI = new Set(['#338af6'])
const COLORE = /#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|%23[0-9a-f]{3,8}\b/gi
const NOMI = /(?:[:,\s])(blue|dodgerblue|deepskyblue|royalblue|steelblue|cornflowerblue|lightskyblue|skyblue|lightblue)(?=[;},\s])/gi

function daEsadecimale(testo) {
  let cifre = testo.replace(/^#|^%23/, '')
  if (cifre.length < 6) cifre = [...cifre].map((c) => c + c).join('')
  return [0, 2, 4].map((i) => parseInt(cifre.slice(i, i + 2), 16) / 255)
}

function tintaESaturazione([r, g, b]) {
  const alto = Math.max(r, g, b)
  const basso = Math.min(r, g, b)
  const salto = alto - basso
  if (!salto) return [0, 0]
  const luce = (alto + basso) / 2
  const saturazione = salto / (1 - Math.abs(2 * luce - 1))
  const sesto = alto === r ? ((g - b) / salto) % 6 : alto === g ? (b - r) / salto + 2 : (r - g) / salto + 4
  return [(sesto * 60 + 360) % 360, saturazione * 100]
}

function leggi(colore) {
  if (/^(#|%23)/.test(colore)) return tintaESaturazione(daEsadecimale(colore))
  const numeri = (colore.match(/-?[\d.]+/g) ?? []).map(Number)
  if (numeri.length < 3) return [0, 0]
  if (colore.startsWith('hsl')) return [numeri[0], numeri[1]]
  return tintaESaturazione(numeri.slice(0, 3).map((n) => n / 255))
}

export function trovaBlu(css) {
  const trovati = []
  for (const [dichiarazione] of css.matchAll(/[\w-]+:[^;{}]+/g)) {
    const colori = (dichiarazione.match(COLORE) ?? []).filter((c) => !NOSTRI.has(c.toLowerCase()))
    const blu = colori.some((colore) => {
      const [tinta, saturazione] = leggi(colore)
      return tinta >= 195 && tinta <= 228 && saturazione > 15
    })
    if (blu || NOMI.test(`:${dichiarazione};`)) trovati.push(dichiarazione.slice(0, 160))
    NOMI.lastIndex = 0
  }
  return trovati
}
