import type { Day } from '../day.ts'
import { PLACES } from './places.ts'

/** Raised when a reader of the former format would misread the new one; see docs/archive-format.md. */
export const FORMAT_VERSION = 1

/** `bagit.txt`, byte for byte as RFC 8493 wants it. */
export const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

export interface BagFacts {
  readonly organisation: string
  readonly backupId: string
  /** From 1; a retry of what failed makes the next one. */
  readonly version: number
  /** The filter in words. */
  readonly scope: string
  readonly madeOn: Day
  readonly payload: { readonly bytes: number; readonly files: number }
  readonly attachments: number
  readonly exceptions: number
}

/** `bag-info.txt`: what the archive is, for programs that know BagIt. */
export function bagInfo(facts: BagFacts): string {
  const { payload } = facts
  const lines: readonly (readonly [string, string | number])[] = [
    ['Source-Organization', facts.organisation],
    ['External-Description', `Backup of the books in Xero. ${facts.scope}.`],
    ['External-Identifier', facts.backupId],
    ['Bagging-Date', facts.madeOn],
    ['Bag-Software-Agent', 'Ledgerkeep'],
    ['Payload-Oxum', `${payload.bytes}.${payload.files}`],
    ['Ledgerkeep-Format', FORMAT_VERSION],
    ['Ledgerkeep-Archive-Version', facts.version],
    ['Ledgerkeep-Attachments', facts.attachments],
    ['Ledgerkeep-Exceptions', facts.exceptions],
  ]
  return lines.map(([label, value]) => `${label}: ${oneLine(String(value))}\n`).join('')
}

/** A line that begins with a space would go on with the value above it. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()

/** A line of a manifest, which `sha256sum` reads as well. */
export const checksumLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`

/** The files that `tagmanifest-sha256.txt` lists: all at the top but itself. */
export const TAG_FILES: readonly string[] = [
  PLACES.readme,
  PLACES.bagit,
  PLACES.info,
  PLACES.manifest,
]
