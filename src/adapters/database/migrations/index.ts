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
]
