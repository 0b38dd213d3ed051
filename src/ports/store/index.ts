import type { Jobs } from '../jobs.ts'
import type { ArchiveStore } from './archive.ts'
import type { BackupStore } from './backup.ts'
import type { ConnectStore } from './connect.ts'
import type { ErasingStore } from './erasing.ts'
import type { KeepingStore } from './keeping.ts'
import type { KnownStore } from './known.ts'
import type { MailStore } from './mail.ts'
import type { OperatorStore } from './operator.ts'
import type { OrderStore } from './order.ts'
import type { QuoteStore } from './quote.ts'
import type { RetryStore } from './retry.ts'
import type { ScanStore } from './scan.ts'

/** What happened, who did it and when; never changed or deleted. */
export interface AuditLine {
  readonly at: number
  readonly personId: string | null
  readonly what: string
  /** The record it is about. */
  readonly subjectId: string
  readonly detail: string
}

/** Records whose work has not ended, so that a start-up can see to it that each has its job. */
export interface Unfinished {
  readonly scans: readonly string[]
  /** Backups pending, running or waiting. */
  readonly backups: readonly string[]
  /** Backups being packed. */
  readonly packaging: readonly string[]
  /** Orders unpaid with a checkout, and paid ones without a backup or whose files are not written down. */
  readonly orders: readonly string[]
  /** Letters not sent. */
  readonly mails: readonly string[]
  /** Deletions that have not ended. */
  readonly deletions: readonly string[]
}

/** The database, stage by stage. Every method is one transaction. */
export interface Store {
  readonly connect: ConnectStore
  readonly scan: ScanStore
  readonly quote: QuoteStore
  readonly order: OrderStore
  readonly operator: OperatorStore
  readonly backup: BackupStore & KnownStore & RetryStore
  readonly archive: ArchiveStore
  readonly mail: MailStore
  readonly keeping: KeepingStore
  readonly erasing: ErasingStore
  readonly jobs: Jobs
  audit(line: AuditLine): Promise<void>
  /** By subject; the pages of the operator show them. */
  auditOf(subjectId: string): Promise<readonly AuditLine[]>
  unfinished(): Promise<Unfinished>
  /** Small facts of the installation, such as the id of the tax rate at Stripe. */
  setting(name: string): Promise<string | null>
  saveSetting(name: string, value: string): Promise<void>
  close(): Promise<void>
}
