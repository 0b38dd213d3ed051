import { asLedgerkeepError, badAnswer } from '../../core/errors.ts'
import { type ListPage, PIECES, pieceQuery } from '../../core/scan.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import { askPage, type PagePlace, type Reading, type ReadPage, storePage } from './page.ts'

/** Pieces of pages are numbered from here on. */
const PIECE_NUMBERS = 1_000_000_000

/** The numbers of a page's pieces. */
export const piecesOf = (page: number): readonly [from: number, to: number] => {
  const first = PIECE_NUMBERS + page * PIECES
  return [first, first + PIECES - 1]
}

/** The numbers of all pages behind this one, pieces left out. */
export const pagesBehind = (page: number): readonly [from: number, to: number] => [
  page + 1,
  PIECE_NUMBERS - 1,
]

/**
 * A page that does not come in one is asked for in pieces: large pages are the first to time out, and
 * where Xero stumbles over one record, all other pieces still come. Gives what the pieces hold together,
 * as one page, and how many of them could not be had. Nothing is stored before the last one has come.
 */
export async function readPieces(
  reading: Reading,
  at: ScanResource,
  place: PagePlace,
): Promise<{ readonly found: ListPage; readonly missing: number }> {
  const pieces: ReadPage[] = []
  let missing = 0
  let pageCount: number | null = null
  for (let piece = 0; piece < PIECES; piece += 1) {
    const page = (place.page - 1) * PIECES + piece
    if (pageCount !== null && page >= Math.max(1, pageCount)) break
    const query = pieceQuery(reading.resource, place.page, piece, place.query)
    try {
      const answer = await askPage(reading, place.path, query)
      const number = PIECE_NUMBERS + place.number * PIECES + piece
      const name = `${String(place.number).padStart(7, '0')}-${piece}`
      const instead = [[place.number, place.number]] as const
      pieces.push({ ...answer, number, name, offset: piece * 100, instead })
      pageCount = answer.found.pageCount
    } catch (error) {
      reading.signal.throwIfAborted()
      if (asLedgerkeepError(error).kind !== 'retry' || !reading.course.lastTry) throw error
      missing += 1
    }
  }
  const last = pieces.at(-1)
  if (!last) throw badAnswer(`No part of ${reading.resource.title} came.`)
  for (const one of pieces) await storePage(reading, at, one)
  const records = pieces.flatMap((one) => one.found.records)
  const pages = pageCount === null ? null : Math.ceil(pageCount / PIECES)
  return { found: { ...last.found, records, pageCount: pages }, missing }
}
