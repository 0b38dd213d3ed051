/** Five columns of seven dots for each sign from space to Z, bit 0 at the top. */
const COLUMNS: Readonly<Record<string, string>> = {
  ' ': '0000000000',
  '#': '147f147f14',
  '%': '2313086462',
  '&': '3649552250',
  '+': '08083e0808',
  ',': '0050300000',
  '-': '0808080808',
  '.': '0060600000',
  '/': '2010080402',
  ':': '0036360000',
  '0': '3e5149453e',
  '1': '00427f4000',
  '2': '4261514946',
  '3': '2141454b31',
  '4': '1814127f10',
  '5': '2745454539',
  '6': '3c4a494930',
  '7': '0171090503',
  '8': '3649494936',
  '9': '064949291e',
  A: '7e1111117e',
  B: '7f49494936',
  C: '3e41414122',
  D: '7f4141221c',
  E: '7f49494941',
  F: '7f09090901',
  G: '3e4149497a',
  H: '7f0808087f',
  I: '00417f4100',
  J: '2040413f01',
  K: '7f08142241',
  L: '7f40404040',
  M: '7f020c027f',
  N: '7f0408107f',
  O: '3e4141413e',
  P: '7f09090906',
  Q: '3e4151215e',
  R: '7f09192946',
  S: '4649494931',
  T: '01017f0101',
  U: '3f4040403f',
  V: '1f2040201f',
  W: '3f4038403f',
  X: '6314081463',
  Y: '0708700807',
  Z: '6151494543',
}

/** A picture of dots, row by row; 1 is ink. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly dots: Uint8Array
}

const MARGIN = 2
const SIGN_WIDTH = 6
const LINE_HEIGHT = 9

/** Draws lines of text, each sign six dots wide and nine high; accents are left off, unknown signs blank. */
export function drawText(lines: readonly string[]): Bitmap {
  const plain = lines.map((line) => line.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase())
  const width = Math.max(1, ...plain.map((line) => line.length)) * SIGN_WIDTH + 2 * MARGIN
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN
  const dots = new Uint8Array(width * height)
  for (const [row, line] of plain.entries()) {
    const top = (MARGIN + row * LINE_HEIGHT) * width
    for (const [at, sign] of [...line].entries()) {
      drawSign(dots, top + MARGIN + at * SIGN_WIDTH, width, COLUMNS[sign] ?? '')
    }
  }
  return { width, height, dots }
}

function drawSign(dots: Uint8Array, corner: number, width: number, columns: string): void {
  for (let column = 0; column < columns.length / 2; column += 1) {
    const bits = Number.parseInt(columns.slice(column * 2, column * 2 + 2), 16)
    for (let y = 0; y < 7; y += 1) {
      if ((bits >> y) & 1) dots[corner + y * width + column] = 1
    }
  }
}
