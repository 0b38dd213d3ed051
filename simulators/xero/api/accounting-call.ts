import type { Request } from '../reply.ts'
import type { Books } from '../worlds/world.ts'
import type { Envelope } from './envelope.ts'
import type { Ledger } from './ledger.ts'
import type { ListSwitches } from './list.ts'

/** The ledger of each organisation, kept once it is built. */
export type LedgerMemory = WeakMap<Books, Promise<Ledger>>

/** One admitted call of the accounting API. */
export interface AccountingCall {
  readonly books: Books
  readonly scopes: readonly string[]
  /** The segments after `api.xro/2.0`, decoded. */
  readonly segments: readonly string[]
  readonly request: Request
  readonly wrapping: Envelope
  /** The absolute address of `…/api.xro/2.0`. */
  readonly base: string
  readonly switches: ListSwitches
  readonly ledgers: LedgerMemory
}
