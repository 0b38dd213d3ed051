/** Handed on in pieces of about this many bytes. */
export const PIECE_BYTES = 262_144
/** Room behind a piece for the row that ends it; a longer one takes new memory. */
const SPARE_BYTES = 16_384

/** A piece of XML that never changes. */
export interface FixedXml {
  readonly length: number
  /** Its bytes, four at a time: copied so, they take a tenth of the time. */
  readonly words: Int32Array
}

export function fixedXml(xml: string): FixedXml {
  const { length } = Buffer.from(xml)
  const words = new Int32Array(Math.ceil(length / 4))
  Buffer.from(words.buffer).write(xml)
  return { length, words }
}

const [AMPERSAND, LESS, GREATER] = [0x26, 0x3c, 0x3e]
const [UNDERSCORE, SMALL_X] = [0x5f, 0x78]
const [BLANK, TILDE, ZERO] = [0x20, 0x7e, 0x30]
const [AND, LESS_THAN, GREATER_THAN] = ['&amp;', '&lt;', '&gt;'].map(fixedXml) as [
  FixedXml,
  FixedXml,
  FixedXml,
]
const MOST_DIGITS = 10
/** The last word of a piece may write beyond its end, to be written over by what comes next. */
const WORD = 4

/**
 * XML while it is written, as bytes from the start: millions of cells as strings would each be joined,
 * scanned for what XML forbids, and turned into bytes, one after the other; here it is one step.
 */
export class XmlBytes {
  #bytes = Buffer.alloc(0)
  #view = new DataView(new ArrayBuffer(0))
  #at = 0
  readonly #line = Buffer.alloc(MOST_DIGITS)
  #digits = 0

  constructor() {
    this.#use(Buffer.allocUnsafeSlow(PIECE_BYTES + SPARE_BYTES))
  }

  /** How many bytes wait to be taken. */
  get length(): number {
    return this.#at
  }

  /** What was written since the last time. It is the caller's to keep. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at)
    this.#use(Buffer.allocUnsafeSlow(PIECE_BYTES + SPARE_BYTES))
    this.#at = 0
    return taken
  }

  /** Takes back what was written since there were so many bytes. */
  back(length: number): void {
    this.#at = length
  }

  fixed(part: FixedXml): void {
    this.#makeRoom(part.length)
    this.#at = copy(this.#view, this.#at, part)
  }

  /** Any XML; for what is written now and then. */
  xml(text: string): void {
    this.#makeRoom(3 * text.length)
    this.#at += this.#bytes.write(text, this.#at)
  }

  /** Digits, sign and point of a decimal, or what else is ASCII and needs no entity. */
  ascii(text: string): void {
    this.#makeRoom(text.length)
    const bytes = this.#bytes
    let at = this.#at
    for (let nth = 0; nth < text.length; nth++) bytes[at++] = text.charCodeAt(nth)
    this.#at = at
  }

  /** A whole number from 0 to 2,147,483,647. */
  whole(value: number): void {
    this.#makeRoom(MOST_DIGITS)
    this.#at = writeWhole(this.#bytes, this.#at, value)
  }

  /** The cells that follow stand in this line. */
  beginLine(line: number): void {
    this.#digits = writeWhole(this.#line, 0, line)
  }

  /** What a cell begins with up to its column's letters, the line, and what stands behind it. */
  beginCell(opening: FixedXml, start: FixedXml): void {
    this.#makeRoom(opening.length + MOST_DIGITS + start.length)
    const bytes = this.#bytes
    const line = this.#line
    let at = copy(this.#view, this.#at, opening)
    for (let nth = 0; nth < this.#digits; nth++) bytes[at++] = line[nth] ?? 0
    this.#at = copy(this.#view, at, start)
  }

  /**
   * A text of printable ASCII as XML content, which most texts are. False, and nothing written, for one
   * that holds anything else, or that looks like an escape of a character.
   */
  plainText(text: string): boolean {
    this.#makeRoom(AND.length * text.length)
    const bytes = this.#bytes
    let at = this.#at
    for (let nth = 0; nth < text.length; nth++) {
      const unit = text.charCodeAt(nth)
      if (unit < BLANK || unit > TILDE) return false
      if (unit === UNDERSCORE && text.charCodeAt(nth + 1) === SMALL_X) return false
      if (unit === AMPERSAND) at = copy(this.#view, at, AND)
      else if (unit === LESS) at = copy(this.#view, at, LESS_THAN)
      else if (unit === GREATER) at = copy(this.#view, at, GREATER_THAN)
      else bytes[at++] = unit
    }
    this.#at = at
    return true
  }

  #makeRoom(wanted: number): void {
    const end = this.#at + wanted + WORD
    if (end <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * end)
    larger.set(this.#bytes.subarray(0, this.#at))
    this.#use(larger)
  }

  #use(bytes: Buffer<ArrayBuffer>): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }
}

/** Gives the place behind the piece. */
function copy(view: DataView, at: number, { length, words }: FixedXml): number {
  for (let nth = 0; nth < words.length; nth++) view.setInt32(at + 4 * nth, words[nth] ?? 0, LITTLE)
  return at + length
}

/** Words are laid down as this machine lays them. */
const LITTLE = new Uint8Array(new Int32Array([1]).buffer)[0] === 1

/** Gives the place behind the digits. */
function writeWhole(bytes: Uint8Array, from: number, value: number): number {
  let end = from + 1
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) end++
  let rest = value
  for (let at = end - 1; at >= from; at--) {
    const fewer = (rest / 10) | 0
    bytes[at] = ZERO + rest - fewer * 10
    rest = fewer
  }
  return end
}
