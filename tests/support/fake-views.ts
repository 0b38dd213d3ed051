import type { BackupView, OrderView, OrganisationView, ScanView } from '../../src/app/app.ts'
import { money } from '../../src/core/money.ts'
import type { Person } from '../../src/ports/store/connect.ts'

/** Sunday 22 November 2026, 10:00 UTC. */
export const FAKE_NOW = Date.UTC(2026, 10, 22, 10, 0)
export const HOUR = 3_600_000

export const ANN: Person = {
  id: 'per_ann',
  xeroUserId: 'xero-ann',
  email: 'ann@example.com',
  name: 'Ann Archer',
  createdAt: FAKE_NOW - 24 * HOUR,
}

export const aScan = (change: Partial<ScanView> = {}): ScanView => ({
  id: 'scn_1',
  state: 'done',
  createdAt: FAKE_NOW - 2 * HOUR,
  finishedAt: FAKE_NOW - 1.5 * HOUR,
  waitingUntil: null,
  failure: null,
  waitingFor: null,
  waitsFor: null,
  exact: true,
  calls: 320,
  listsDone: 24,
  listsTotal: 24,
  records: 18_420,
  documents: 1_204,
  documentsCounted: 1_204,
  documentsWithFiles: 902,
  files: 1_512,
  exceptions: [],
  ...change,
})

export const anOrder = (change: Partial<OrderView> = {}): OrderView => ({
  id: 'ord_1',
  connectionId: 'con_1',
  scanId: 'scn_1',
  organisation: 'Demo Company (UK)',
  state: 'unpaid',
  awaitingFunds: false,
  notArrived: false,
  heldBecause: null,
  files: 1_512,
  documents: 1_204,
  scope: 'All types, all dates',
  net: money(4_768, 'GBP'),
  tax: money(0, 'GBP'),
  total: money(4_768, 'GBP'),
  discount: money(0, 'GBP'),
  refunded: money(0, 'GBP'),
  disputed: false,
  addedLater: 0,
  details: null,
  suggestedCountry: 'GB',
  suggestedEmail: 'ann@example.com',
  expiresAt: FAKE_NOW + 23 * HOUR,
  expired: false,
  invoiceUrl: null,
  backupId: null,
  backupState: null,
  connected: true,
  ...change,
})

export const aBackup = (change: Partial<BackupView> = {}): BackupView => ({
  id: 'bak_1',
  connectionId: 'con_1',
  organisation: 'Demo Company (UK)',
  orderId: 'ord_1',
  state: 'running',
  reason: null,
  waitsFor: null,
  waitingUntil: null,
  documentsTotal: 1_204,
  documentsDone: 731,
  filesTotal: 1_512,
  filesDone: 902,
  bytesDone: 1_834_000_000,
  exceptions: 0,
  mayRetry: false,
  retryObstacle: change.mayRetry ? null : 'nothing to fetch',
  operatorTold: true,
  types: [
    { title: 'Sales invoices', files: 240, done: 240 },
    { title: 'Bills', files: 984, done: 662 },
    { title: 'Spend money', files: 288, done: 0 },
  ],
  asked: [{ title: 'Reports by contact', done: 0, total: 64 }],
  scope: 'All types, all dates',
  estimatedEndAt: Date.UTC(2026, 10, 24, 14, 5),
  createdAt: FAKE_NOW - HOUR,
  finishedAt: null,
  pausedByCustomer: false,
  keptUntil: null,
  deletedAt: null,
  archive: null,
  ...change,
})

export const ARCHIVE = {
  fileName: 'Ledgerkeep - Demo Company (UK) - 2026-11-22.zip',
  bytes: 3_215_400_000,
}

export const finished = (change: Partial<BackupView> = {}): BackupView =>
  aBackup({
    state: 'complete',
    documentsDone: 1_204,
    filesDone: 1_512,
    bytesDone: 3_210_000_000,
    types: aBackup().types.map((type) => ({ ...type, done: type.files })),
    asked: [],
    estimatedEndAt: null,
    finishedAt: FAKE_NOW - HOUR / 4,
    keptUntil: FAKE_NOW - HOUR / 4 + 30 * 24 * HOUR,
    archive: { ...ARCHIVE, state: 'ready' },
    ...change,
  })

export const anOrganisation = (change: Partial<OrganisationView> = {}): OrganisationView => ({
  connectionId: 'con_1',
  name: 'Demo Company (UK)',
  state: 'active',
  connectedAt: FAKE_NOW - 2 * HOUR,
  idleEndAt: null,
  scan: null,
  order: null,
  backups: [],
  ...change,
})
