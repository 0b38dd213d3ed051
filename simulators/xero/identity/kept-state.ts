import type { Connection } from './connections.ts'
import type { IssuedToken } from './refresh-tokens.ts'

/** What a restart must not forget, or every app would have to be connected again. */
export interface KeptState {
  /** The instant (ms) whose month the world's books end with: a later start serves the same books. */
  readonly worldAt: number
  /** The signing key, PEM. */
  readonly key: string
  readonly connections: readonly Connection[]
  readonly refreshTokens: readonly (readonly [string, IssuedToken])[]
}
