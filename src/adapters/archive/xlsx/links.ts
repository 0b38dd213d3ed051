import { besideWorkbook } from '../../../core/archive/places.ts'
import type { Link } from '../../../core/archive/sheet.ts'
import { attribute } from './escape.ts'

/** The links of one sheet, which Excel wants behind its rows and, for files, in a part of their own. */
export interface SheetLinks {
  /** False when the sheet can hold no more. */
  add(reference: string, link: Link): boolean
  /** The element behind the rows; empty without links. */
  xml(): string
  /** The sheet's relations, in pieces: together they take more than a sheet; null when it links to no file. */
  relations(): Iterable<Uint8Array> | null
}

/** Starts a sheet's links, of which it can hold `limit`. */
export function createLinks(limit: number): SheetLinks {
  const elements: string[] = []
  const targets: string[] = []
  return {
    add(reference, link) {
      if (elements.length >= limit) return false
      if ('file' in link) {
        targets.push(fileTarget(link.file))
        elements.push(`<hyperlink ref="${reference}" r:id="rId${targets.length}"/>`)
      } else {
        const place = attribute(`'${link.sheet.replaceAll("'", "''")}'!A${link.line ?? 1}`)
        elements.push(`<hyperlink ref="${reference}" location="${place}"/>`)
      }
      return true
    },
    xml: () => (elements.length === 0 ? '' : `<hyperlinks>${elements.join('')}</hyperlinks>`),
    relations: () => (targets.length === 0 ? null : relationsXml(targets)),
  }
}

/** The path as a URL relative to the workbook. */
const fileTarget = (path: string): string =>
  besideWorkbook(path)
    .toWellFormed()
    .split('/')
    .map((name) => encodeURIComponent(name).replaceAll("'", '%27'))
    .join('/')

/** Links in one piece. */
const TOGETHER = 250

function* relationsXml(targets: readonly string[]): Generator<Uint8Array> {
  yield Buffer.from(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
  )
  for (let start = 0; start < targets.length; start += TOGETHER) {
    const some = targets.slice(start, start + TOGETHER)
    yield Buffer.from(some.map((target, nth) => relation(target, start + nth + 1)).join(''))
  }
  yield Buffer.from('</Relationships>')
}

const relation = (target: string, id: number): string =>
  `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${attribute(target)}" TargetMode="External"/>`
