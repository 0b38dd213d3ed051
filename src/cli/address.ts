import { createServer } from 'node:net'
import type { Config } from '../config.ts'
import { type LedgerkeepError, refuse } from '../core/errors.ts'

/** A port that is free now, for port 0: the site's address has to be known before it listens. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** Why the site could not listen at its address, and which setting to change. */
export function addressFault(config: Config, port: number, cause: unknown): LedgerkeepError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'EADDRINUSE') {
    return refuse(
      `Port ${port} is in use.`,
      'Stop what uses it, or set LEDGERKEEP_PORT to another port.',
      { cause },
    )
  }
  const why = cause instanceof Error ? cause.message : String(cause)
  return refuse(
    `The site can't listen at ${config.host}, port ${port} (${why}).`,
    'Set LEDGERKEEP_HOST to an address of this machine, such as localhost or 0.0.0.0.',
    { cause },
  )
}
