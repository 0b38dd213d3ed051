import { Authorizations } from './authorizations.ts'
import { Connections } from './connections.ts'
import type { IdentitySettings } from './identity-settings.ts'
import { createSigner, type Signer } from './jwt.ts'
import type { KeptState } from './kept-state.ts'
import { RefreshTokens } from './refresh-tokens.ts'

/** Everything that the identity part remembers. */
export interface Identity extends IdentitySettings {
  readonly signer: Signer
  readonly connections: Connections
  readonly refreshTokens: RefreshTokens
  readonly authorizations: Authorizations
}

export function createIdentity(settings: IdentitySettings, kept?: KeptState): Identity {
  return {
    ...settings,
    signer: createSigner(kept?.key),
    connections: new Connections(kept?.connections),
    refreshTokens: new RefreshTokens(kept?.refreshTokens),
    authorizations: new Authorizations(settings),
  }
}
