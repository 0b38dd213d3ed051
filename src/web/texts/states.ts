import type { BackupView, OrderView, ScanView } from '../../app/app.ts'
import type { WaitKind } from '../../core/flow.ts'
import { formatCount } from '../figures.ts'
import { formatTime } from '../moment.ts'

/** Ink of a state: green for kept, amber for waiting, red for what needs a person. */
export type Tone = 'plain' | 'busy' | 'kept' | 'waiting' | 'person'

/** A state as people read it, with the small label beside it. */
export interface StateWords {
  readonly label: string
  readonly words: string
  readonly tone: Tone
  /** "Waiting for Xero until": the instant belongs to the words. */
  readonly until?: number | null
}

/** The state as one sentence, for screen readers. */
export const sayState = (state: StateWords, now: number): string =>
  state.until ? `${state.words} until ${formatTime(state.until, now)}` : state.words

const WAITS: Readonly<Record<WaitKind, string>> = {
  limit: 'Waiting for Xero',
  xero: 'Waiting for Xero',
  line: 'Waiting for the line to Xero',
  disk: 'Waiting for room on the disk',
  connection: 'Waiting for Xero to be connected',
}

const waitWords = (kind: WaitKind | null): string => (kind === null ? 'Waiting' : WAITS[kind])

const DISCONNECTED = 'Paused: Xero is disconnected'

export function scanWords(scan: ScanView, now: number): StateWords {
  switch (scan.state) {
    case 'pending':
      return { label: 'PENDING', words: 'Waiting to start', tone: 'waiting' }
    case 'scanning':
      if (scan.waitsFor === 'connection') {
        return { label: 'SCANNING', words: DISCONNECTED, tone: 'person' }
      }
      return scan.waitingUntil !== null && scan.waitingUntil > now
        ? {
            label: 'SCANNING',
            words: waitWords(scan.waitsFor),
            tone: 'waiting',
            until: scan.waitingUntil,
          }
        : { label: 'SCANNING', words: 'Counting your files', tone: 'busy' }
    case 'done':
      return { label: 'SCANNED', words: 'Ready for your choice', tone: 'kept' }
    case 'failed':
      return { label: 'STOPPED', words: 'The scan stopped', tone: 'person' }
  }
}

export function backupWords(backup: BackupView): StateWords {
  switch (backup.state) {
    case 'pending':
      return { label: 'PENDING', words: 'Waiting to start', tone: 'waiting' }
    case 'running':
      return { label: 'RUNNING', words: `Backing up${besides(backup)}`, tone: 'busy' }
    case 'waiting':
      return {
        label: 'RUNNING',
        words: waitWords(backup.waitsFor),
        tone: 'waiting',
        until: backup.waitingUntil,
      }
    case 'paused':
      return backup.pausedByCustomer
        ? { label: 'PAUSED', words: 'Paused by you', tone: 'waiting' }
        : { label: 'PAUSED', words: DISCONNECTED, tone: 'person' }
    case 'packaging':
      return { label: 'RUNNING', words: 'Packing', tone: 'busy' }
    case 'complete':
      return isGone(backup)
        ? DELETED
        : { label: 'COMPLETE', words: 'Ready to download', tone: 'kept' }
    case 'complete with exceptions':
      return isGone(backup)
        ? DELETED
        : { label: 'COMPLETE', words: readyWith(backup.exceptions), tone: 'kept' }
    case 'failed':
      return { label: 'FAILED', words: 'Stopped', tone: 'person' }
    case 'cancelled':
      return { label: 'CANCELLED', words: 'Stopped', tone: 'plain' }
  }
}

/** What is read when the files are done, so that it does not seem to stand still. */
function besides({ filesDone, filesTotal, exceptions, asked }: BackupView): string {
  const now = asked.find((one) => one.done < one.total)
  if (!now || filesDone + exceptions < filesTotal) return ''
  return `: ${now.title.toLowerCase()}`
}

const DELETED: StateWords = { label: 'DELETED', words: 'Deleted', tone: 'plain' }

const isGone = (backup: BackupView): boolean => backup.archive?.state === 'deleted'

export function orderWords(order: OrderView): StateWords {
  if (order.state === 'held')
    return { label: 'HELD', words: 'We are checking your payment', tone: 'waiting' }
  if (order.state === 'paid') return { label: 'PAID', words: paidWords(order), tone: 'kept' }
  if (order.state === 'cancelled') return { label: 'CANCELLED', words: 'Stopped', tone: 'plain' }
  if (order.state === 'refunded') return { label: 'REFUNDED', words: 'Paid back', tone: 'plain' }
  if (order.awaitingFunds)
    return { label: 'UNPAID', words: 'Your payment is on its way', tone: 'waiting' }
  return { label: 'UNPAID', words: 'Waiting for payment', tone: 'waiting' }
}

const paidWords = ({ total }: OrderView): string =>
  total.minor > 0 ? 'Your payment has arrived' : 'Nothing to pay'

const readyWith = (exceptions: number): string =>
  `Ready, with ${formatCount(exceptions)} ${exceptions === 1 ? 'exception' : 'exceptions'}`
