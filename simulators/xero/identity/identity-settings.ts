import type { Clock } from '../clock.ts'
import type { World } from '../worlds/world.ts'
import type { Client } from './clients.ts'

export interface IdentitySettings {
  readonly clock: Clock
  readonly world: World
  readonly clients: readonly Client[]
  readonly redirectUris: readonly string[]
  readonly refusedScopes: ReadonlySet<string>
  /** The address that this part is served at, without a slash at the end. */
  readonly issuer: () => string
}
