import { formatId, ID_BYTES, type IdPrefix } from '../core/ids.ts'
import type { TaxMode } from '../core/order-vat.ts'
import type { PriceList } from '../core/price-list.ts'
import type { ArchiveWriter } from '../ports/archive-writer.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Mail } from '../ports/mail.ts'
import type { Payments } from '../ports/payments.ts'
import type { Random } from '../ports/random.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { Storage } from '../ports/storage.ts'
import type { Grant } from '../ports/store/connect.ts'
import type { Store } from '../ports/store/index.ts'
import type { XeroApi, XeroIdentity, XeroTokens } from '../ports/xero.ts'
import type { KeepingRules } from './app-life.ts'

/** Everything the use cases are given. */
export interface AppPorts {
  readonly store: Store
  readonly storage: Storage
  readonly identity: XeroIdentity
  readonly xero: XeroApi
  /** Null where nobody pays. */
  readonly payments: Payments | null
  readonly archiveWriter: ArchiveWriter
  readonly mail: Mail
  readonly secrets: Secrets
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly sealTokens: (personId: string, tokens: XeroTokens) => Omit<Grant, 'version'>
  readonly facts: AppFacts
}

/** Facts of the installation that use cases go by. */
export interface AppFacts {
  readonly baseUrl: string
  /** Whether Stripe's live mode is meant. */
  readonly livemode: boolean
  readonly vatMode: TaxMode
  /** What a backup costs here. */
  readonly priceList: PriceList
  /** Addresses of those who may see the pages of the operator; lower case. */
  readonly operatorLogins: readonly string[]
  /** What logins ask Xero for. */
  readonly scopes: readonly string[]
  /** How long things are kept. */
  readonly keeping: KeepingRules
  readonly operator: {
    readonly name: string
    readonly address: string
    readonly email: string
  }
}

export const newId = (ports: Pick<AppPorts, 'random'>, prefix: IdPrefix): string =>
  formatId(prefix, ports.random.bytes(ID_BYTES))

/** An unguessable secret for a cookie: 32 random bytes. */
export const newSecret = (ports: Pick<AppPorts, 'random'>): string =>
  Buffer.from(ports.random.bytes(32)).toString('base64url')
