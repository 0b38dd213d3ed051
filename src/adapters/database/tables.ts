import type { ColumnType } from 'kysely'
import type { JobKind } from '../../ports/jobs.ts'
import type { Archive, ArchiveEntry } from '../../ports/store/archive.ts'
import type {
  Backup,
  BackupDocument,
  BackupException,
  BackupFile,
  BytesKept,
  TypeProgress,
} from '../../ports/store/backup.ts'
import type {
  Connection,
  Grant,
  Organisation,
  Person,
  Session,
  StoredLogin,
} from '../../ports/store/connect.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { AuditLine } from '../../ports/store/index.ts'
import type { BackupLife, ConnectionLife } from '../../ports/store/keeping.ts'
import type { FileChange } from '../../ports/store/known.ts'
import type { QueuedMail } from '../../ports/store/mail.ts'
import type { OperatorPass } from '../../ports/store/operator.ts'
import type {
  Order,
  PaymentEventRow,
  Reconciliation,
  Refund,
  StoredCheckout,
} from '../../ports/store/order.ts'
import type { PaidDocument, Quote } from '../../ports/store/quote.ts'
import type { RawPage, Scan, ScanDocument, ScanResource } from '../../ports/store/scan.ts'

/**
 * Columns bear the names of the records' own properties, so that a row is a record. Only what
 * neither database types alike differs: JSON is text, and yes or no is 1 or 0.
 */
export interface Tables {
  readonly people: Person
  readonly sessions: Session
  readonly logins: StoredLogin
  readonly grants: Stored<Grant, { scopes: string }> & { readonly turnUntil: number | null }
  readonly organisations: Organisation
  readonly connections: Connection
  /** `state` is the JSON of a limit state. */
  readonly limitStates: { readonly organisationId: string; readonly state: string }

  readonly scans: Stored<
    Scan,
    {
      exact: number
      countTaken: number | null
      countRefused: number | null
      countGivenUp: number | null
    }
  >
  readonly scanResources: Stored<
    ScanResource,
    { rounds: number; sizeBefore: number | null; inPieces: number; readings: number }
  >
  readonly rawPages: RawPage
  readonly scanDocuments: Stored<
    ScanDocument,
    { flagged: number | null; guessed: number; bytes: number | null }
  >

  readonly quotes: Stored<Quote, { filter: string }>
  readonly savedFilters: { readonly scanId: string; readonly filter: string }
  readonly paidDocuments: PaidDocument
  readonly paidMarks: { readonly organisation: string; readonly changes: number }
  readonly comparedScans: { readonly scanId: string; readonly mark: string }
  readonly comparedDocuments: {
    readonly scanId: string
    readonly seq: number
    readonly paid: number
    readonly pdf: number
  }

  readonly orders: Stored<
    Order,
    { details: string | null; evidence: string | null; awaitingFunds: number }
  >
  readonly checkouts: StoredCheckout
  readonly paymentEvents: PaymentEventRow
  readonly refunds: Refund
  readonly reconciliations: Stored<Reconciliation, { findings: string }>
  readonly operatorLinks: OperatorPass
  readonly operatorSessions: OperatorPass

  readonly backups: Stored<Backup, { filter: string }> & {
    readonly takenInAt: number | null
    readonly finishedBefore: number | null
  }
  readonly backupDocuments: BackupDocument
  readonly backupFiles: Stored<BackupFile, { oddSha256: string | null }>
  readonly backupTypes: TypeProgress & { readonly backupId: string }
  readonly backupExceptions: Omit<BackupException, 'cause'> & {
    readonly about: string
    readonly cause: ColumnType<
      BackupException['cause'] | null,
      BackupException['cause'] | null,
      BackupException['cause'] | null
    >
  }
  readonly heldFiles: HeldFileRow
  readonly knownListings: KnownListingRow
  readonly fileChanges: FileChange

  readonly archives: Archive
  readonly archiveEntries: ArchiveEntry
  readonly mails: QueuedMail
  readonly mailOwners: MailOwnerRow
  readonly backupLives: BackupLifeRow
  readonly connectionLives: ConnectionLife
  readonly scanLives: {
    readonly scanId: string
    readonly progress: number
    readonly progressAt: number
  }
  readonly personChoices: { readonly personId: string; readonly keepDays: number }
  readonly deletions: Deletion
  readonly jobs: JobRow
  readonly auditLines: AuditLine & { readonly id: string; readonly seq: number }
  readonly settings: { readonly name: string; readonly value: string }
}

type Stored<Kept, Differs> = Omit<Kept, keyof Differs> & Readonly<Differs>

/** What nothing is said of is null. */
type BackupLifeRow = Pick<BackupLife, 'backupId'> & {
  readonly [Key in Exclude<keyof BackupLife, 'backupId'>]: ColumnType<
    BackupLife[Key],
    BackupLife[Key] | undefined,
    BackupLife[Key]
  >
}

interface MailOwnerRow {
  readonly mailId: string
  readonly personId: string
  readonly connectionId: string | null
  /** 1: the letter is deleted when it is sent. */
  readonly passing: number
}

/** Bytes that a connection's backups hold of an attachment. */
interface HeldFileRow extends BytesKept {
  readonly connectionId: string
  readonly attachmentId: string
}

interface KnownListingRow {
  readonly connectionId: string
  readonly resource: string
  readonly recordId: string
  readonly backupId: string
  readonly number: string
  readonly updatedAt: number | null
  /** Files that the scan had counted. */
  readonly expected: number
  readonly files: number
  /** JSON of the listed attachments. */
  readonly listing: string
}

export interface JobRow {
  readonly id: string
  readonly kind: JobKind
  readonly subjectId: string
  readonly attempts: number
  readonly runAt: number
  /** Null while nobody works on it. */
  readonly lease: string | null
  readonly leaseUntil: number | null
  /** Asked for while somebody worked on it: it runs again then, whatever this run says. */
  readonly wantedAt: number | null
}
