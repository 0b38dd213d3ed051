import { NEW_LIMITS } from '../../../src/core/limits.ts'
import type { Archive, ArchiveEntry } from '../../../src/ports/store/archive.ts'
import type {
  Backup,
  BackupDocument,
  BackupException,
  BackupFile,
  BytesKept,
} from '../../../src/ports/store/backup.ts'
import type { Connection, Organisation, Person } from '../../../src/ports/store/connect.ts'
import type { QueuedMail } from '../../../src/ports/store/mail.ts'
import type { Order } from '../../../src/ports/store/order.ts'
import type { Quote } from '../../../src/ports/store/quote.ts'
import type { Scan, ScanDocument, ScanResource, ScanStep } from '../../../src/ports/store/scan.ts'

/** An instant that does not fit into 32 bits, as all of them. */
export const NOW = 1_782_604_800_000

export const PERSON: Person = {
  id: 'per_1',
  xeroUserId: 'user-1',
  email: 'ana@example.com',
  name: 'Ana',
  createdAt: NOW,
}

export const ORGANISATION: Organisation = {
  id: 'org_1',
  tenantId: 'tenant-1',
  name: 'Demo Ltd',
  country: 'GB',
  currency: 'GBP',
}

export const CONNECTION: Connection = {
  id: 'con_1',
  personId: PERSON.id,
  organisationId: ORGANISATION.id,
  xeroConnectionId: 'xero-1',
  state: 'active',
  connectedAt: NOW,
  disconnectedAt: null,
}

export const LIMITS = { ...NEW_LIMITS, calls: [NOW, NOW + 1], dayRemaining: 4_000 }

export const SCAN: Scan = {
  id: 'scn_1',
  connectionId: CONNECTION.id,
  state: 'pending',
  createdAt: NOW,
  startedAt: null,
  finishedAt: null,
  waitingUntil: null,
  failure: null,
  waitsFor: null,
  exact: true,
  calls: 0,
}

export const RESOURCE: ScanResource = {
  scanId: SCAN.id,
  resource: 'Invoices',
  position: 3,
  state: 'pending',
  nextPage: 1,
  records: 0,
  recordsTold: null,
  reason: null,
}

export const document = (seq: number, change: Partial<ScanDocument> = {}): ScanDocument => ({
  scanId: SCAN.id,
  seq,
  resource: 'Invoices',
  recordId: `record-${seq}`,
  type: 'bills',
  day: '2026-03-31',
  number: `INV-${seq}`,
  contact: 'Müller & Söhne',
  flagged: true,
  updatedAt: NOW,
  files: null,
  ...change,
})

export const step = (
  documents: readonly ScanDocument[],
  change: Partial<ScanStep> = {},
): ScanStep => ({
  scanId: SCAN.id,
  page: null,
  documents,
  resource: RESOURCE,
  calls: 1,
  ...change,
})

export const QUOTE: Quote = {
  id: 'quo_1',
  connectionId: CONNECTION.id,
  scanId: SCAN.id,
  filter: { types: ['bills', 'receipts'], from: '2026-01-01', to: null },
  documents: 3,
  files: 5,
  newFiles: 4,
  pdfs: 3,
  newPdfs: 2,
  netMinor: 4_900,
  currency: 'GBP',
  priceList: '2026-06',
  content: '{}',
  hash: 'abc',
  state: 'open',
  createdAt: NOW,
  expiresAt: NOW + 1_000,
}

export const ORDER: Order = {
  id: 'ord_1',
  connectionId: CONNECTION.id,
  quoteId: QUOTE.id,
  state: 'unpaid',
  details: null,
  netMinor: 4_900,
  taxMinor: 980,
  totalMinor: 5_880,
  discountMinor: 0,
  refundedMinor: 0,
  currency: 'GBP',
  termsVersion: '1',
  termsAcceptedAt: NOW,
  checkoutId: null,
  attempt: 0,
  attemptAt: null,
  customerId: null,
  invoiceUrl: null,
  heldBecause: null,
  awaitingFunds: false,
  disputedAt: null,
  evidence: null,
  createdAt: NOW,
  paidAt: null,
  paidForAt: null,
}

export const BACKUP: Backup = {
  id: 'bak_1',
  connectionId: CONNECTION.id,
  organisationId: ORGANISATION.id,
  orderId: ORDER.id,
  scanId: SCAN.id,
  filter: { types: ['bills', 'contacts'], from: null, to: null },
  state: 'pending',
  reason: null,
  waitsFor: null,
  waitingUntil: null,
  documentsTotal: 0,
  documentsDone: 0,
  filesTotal: 0,
  filesDone: 0,
  bytesDone: 0,
  exceptions: 0,
  calls: 0,
  createdAt: NOW,
  startedAt: null,
  finishedAt: null,
}

export const file = (of: BackupDocument, position: number): BackupFile => ({
  backupId: of.backupId,
  documentSeq: of.seq,
  position,
  attachmentId: `attachment-${of.recordId}-${position}`,
  name: 'scan.pdf',
  mime: 'application/pdf',
  listedBytes: 5_000_000_000,
  state: 'wanted',
  attempts: 0,
  storageKey: null,
  bytes: null,
  sha256: null,
  crc32: null,
})

/** The largest values that must come back as numbers. */
export const BYTES: BytesKept = {
  storageKey: 'files/1',
  bytes: 5_000_000_000,
  sha256: 'f'.repeat(64),
  crc32: 0xffff_ffff,
}

export const exception = (change: Partial<BackupException> = {}): BackupException => ({
  backupId: BACKUP.id,
  resource: 'Invoices',
  recordId: 'record-1',
  number: 'INV-1',
  attachmentId: '',
  name: '',
  reason: 'Xero says no.',
  advice: 'Look in Xero.',
  ...change,
})

export const ARCHIVE: Archive = {
  id: 'arc_1',
  backupId: BACKUP.id,
  version: 1,
  state: 'building',
  bytes: 0,
  entries: 0,
  directoryOffset: 0,
  directoryKey: '',
  directoryCrc32: null,
  etag: '',
  fileName: 'demo.zip',
  createdAt: NOW,
}

export const entry = (seq: number, change: Partial<ArchiveEntry> = {}): ArchiveEntry => ({
  archiveId: ARCHIVE.id,
  seq,
  path: `Bills/${seq}.pdf`,
  storageKey: `files/${seq}`,
  bytes: 50,
  crc32: 0xffff_ffff,
  sha256: 'f'.repeat(64),
  day: seq === 0 ? null : '2026-03-31',
  offset: seq * 100,
  ...change,
})

export const MAIL: QueuedMail = {
  id: 'mai_1',
  occasion: 'scan done scn_1',
  to: 'ana@example.com',
  subject: 'Done',
  text: 'Done.',
  html: '<p>Done.</p>',
  createdAt: NOW,
  sentAt: null,
}
