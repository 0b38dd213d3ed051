/** The states of each stage's record, in the order in which they are usually met. */
export type ConnectionState = 'active' | 'needs reconnect' | 'disconnected'
export type ScanState = 'pending' | 'scanning' | 'done' | 'failed' | 'deleted'
export type QuoteState = 'open' | 'accepted' | 'superseded' | 'expired'
export type OrderState = 'unpaid' | 'paid' | 'held' | 'cancelled' | 'refunded'
export type BackupState =
  | 'pending'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'packaging'
  | 'complete'
  | 'complete with exceptions'
  | 'failed'
  | 'cancelled'
/**
 * What work waits for, beside the words of its reason, so that nobody reads these to know.
 *
 * - limit: one of Xero's limits; nothing is out of order
 * - xero: Xero does not answer as it should
 * - line: Xero cannot be reached from here
 * - disk: there is no room left
 * - connection: a person has to connect Xero again
 */
export type WaitKind = 'limit' | 'xero' | 'line' | 'disk' | 'connection'
export type ArchiveState = 'building' | 'ready' | 'deleted'

const FINISHED: readonly BackupState[] = [
  'complete',
  'complete with exceptions',
  'failed',
  'cancelled',
]

/** Whether a backup has ended, well or not. */
export const isFinished = (state: BackupState): boolean => FINISHED.includes(state)

/** Whether a backup ended with an archive to download. */
export const isComplete = (state: BackupState): boolean =>
  state === 'complete' || state === 'complete with exceptions'
