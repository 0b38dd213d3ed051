import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Identity } from './identity.ts'
import type { KeptState } from './kept-state.ts'

export function readState(path: string | undefined): KeptState | undefined {
  if (path === undefined) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as KeptState
  } catch {
    return undefined
  }
}

/** Writes the state in one step, whenever it has changed. */
export function keepState(identity: Identity, worldAt: number, path: string): () => void {
  let written = ''
  return () => {
    const state: KeptState = {
      worldAt,
      key: identity.signer.key,
      connections: identity.connections.kept(),
      refreshTokens: identity.refreshTokens.kept(),
    }
    const text = JSON.stringify(state)
    if (text === written) return
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
    written = text
  }
}
