import type { Kysely } from 'kysely'
import * as connect from './0001-connect.ts'
import * as scan from './0002-scan.ts'
import * as quote from './0003-quote.ts'
import * as order from './0004-order.ts'
import * as backup from './0005-backup.ts'
import * as archive from './0006-archive.ts'
import * as mail from './0007-mail.ts'
import * as jobs from './0008-jobs.ts'
import * as installation from './0009-installation.ts'
import * as backupFiles from './0010-backup-files.ts'
import * as refreshTurns from './0011-refresh-turns.ts'
import * as knownListings from './0012-known-listings.ts'
import * as documentUpdates from './0014-document-updates.ts'
import * as archiveVersions from './0018-archive-versions.ts'
import * as quoteContent from './0022-quote-content.ts'
import * as payments from './0023-payments.ts'
import * as reconciliations from './0024-reconciliations.ts'
import * as operator from './0025-operator.ts'
import * as oneAtATime from './0026-one-at-a-time.ts'
import * as documentSizes from './0029-document-sizes.ts'
import * as directoryCrc from './0031-directory-crc.ts'
import * as keeping from './0033-keeping.ts'
import * as oneUnpaidOrder from './0034-one-unpaid-order.ts'
import * as countsByResource from './0040-counts-by-resource.ts'
import * as paidPdfs from './0041-paid-pdfs.ts'
import * as readingRounds from './0043-reading-rounds.ts'
import * as countSizes from './0044-count-sizes.ts'
import * as countGuesses from './0045-count-guesses.ts'
import * as takenIn from './0047-taken-in.ts'
import * as paidMarks from './0048-paid-marks.ts'
import * as answerNames from './0049-answer-names.ts'
import * as waitKinds from './0050-wait-kinds.ts'
import * as scanLives from './0051-scan-lives.ts'

/**
 * One step of the schema. Never changed once released: a later step alters what it made. It imports
 * nothing of ours, so that it means the same for ever.
 */
export interface Migration {
  readonly name: string
  up(db: Kysely<unknown>): Promise<void>
}

export const MIGRATIONS: readonly Migration[] = [
  connect,
  scan,
  quote,
  order,
  backup,
  archive,
  mail,
  jobs,
  installation,
  backupFiles,
  refreshTurns,
  knownListings,
  documentUpdates,
  archiveVersions,
  quoteContent,
  payments,
  reconciliations,
  operator,
  oneAtATime,
  documentSizes,
  directoryCrc,
  keeping,
  oneUnpaidOrder,
  countsByResource,
  paidPdfs,
  readingRounds,
  countSizes,
  countGuesses,
  takenIn,
  paidMarks,
  answerNames,
  waitKinds,
  scanLives,
]
