import type { Readable } from 'node:stream'
import type { OrderView, OrganisationView } from '../../src/app/app.ts'
import { notFound } from '../../src/core/errors.ts'
import { EVERYTHING, type Filter } from '../../src/core/filter.ts'
import { ANN, anOrder } from './fake-views.ts'

/** What a fake app holds; a test changes it as it goes. */
export interface FakeState {
  organisations: readonly OrganisationView[]
  /** Orders by id. */
  orders: Map<string, OrderView>
  /** The session secrets that are signed in as Ann. */
  sessions: Set<string>
  filter: Filter
  paid: boolean
  /** Whether everything was paid for before. */
  free: boolean
  archive: Buffer
  /** Streams that a download opened. */
  reads: Readable[]
  /** Every call that changes something: `scan.start con_1`. */
  calls: string[]
  /** Whether a deletion still goes on. */
  deleting: boolean
  /** Thrown by `status.organisations` instead of answering. */
  fault: unknown
}

export const newFakeState = (change: Partial<FakeState> = {}): FakeState => ({
  organisations: [],
  orders: new Map([['ord_1', anOrder()]]),
  sessions: new Set(['ann-session']),
  filter: EVERYTHING,
  paid: true,
  free: false,
  archive: Buffer.from('0123456789'.repeat(100)),
  reads: [],
  calls: [],
  deleting: false,
  fault: null,
  ...change,
})

export function own(state: FakeState, personId: string, connectionId: string): OrganisationView {
  const found = state.organisations.find((one) => one.connectionId === connectionId)
  if (!found || personId !== ANN.id) throw notFound('organisation')
  return found
}

export function scanOf(state: FakeState, personId: string, scanId: string): OrganisationView {
  const found = state.organisations.find((one) => one.scan?.id === scanId)
  if (!found || personId !== ANN.id) throw notFound('scan')
  return found
}

export function backupOf(state: FakeState, personId: string, backupId: string) {
  const found = state.organisations
    .flatMap((one) => one.backups)
    .find((backup) => backup.id === backupId)
  if (!found || personId !== ANN.id) throw notFound('backup')
  return found
}
