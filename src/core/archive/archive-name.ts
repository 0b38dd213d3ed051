import type { Day } from '../day.ts'
import { safeName, shorten } from './safe-name.ts'

/** `Ledgerkeep - Demo Company - 2026-11-22.zip`: what a browser saves the archive under. */
export function archiveFileName(organisation: string, day: Day): string {
  const name = shorten(safeName(organisation), 80, 160)
  return ['Ledgerkeep', name, day]
    .filter((part) => part !== '')
    .join(' - ')
    .concat('.zip')
}

/**
 * The Content-Disposition header of a download: the name in plain ASCII for old readers, and in full
 * for all others. Holds no quote, control or line break, whatever the name.
 */
export function contentDisposition(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/["\\%]/g, '_')
  const full = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}

/** `Ledgerkeep - Demo Company - 2026-11-22 - part 2 of 7.zip`. */
export const partFileName = (archive: string, part: number, parts: number): string =>
  `${archive.replace(/\.zip$/, '')} - part ${part} of ${parts}.zip`
