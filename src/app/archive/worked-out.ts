import { createHash } from 'node:crypto'
import { asLedgerkeepError } from '../../core/errors.ts'
import type { AppPorts } from '../app-ports.ts'

type Storage = AppPorts['storage']

/**
 * Keeps what can be worked out again, with its hash in front, beside the archive's objects. A storage
 * that is full or away keeps nobody from downloading: it is then worked out again the next time.
 */
export async function keepWorkedOut(storage: Storage, key: string, value: object): Promise<void> {
  const text = JSON.stringify(value)
  try {
    await storage.put(key, new TextEncoder().encode(`${hashOf(text)}\n${text}`))
  } catch (error) {
    const { kind } = asLedgerkeepError(error)
    if (kind !== 'wait' && kind !== 'retry') throw error
  }
}

/** In the shape it was kept in; null where it is absent or damaged. */
export async function keptWorkedOut<T extends object>(
  storage: Storage,
  key: string,
): Promise<T | null> {
  if ((await storage.size(key)) === null) return null
  const text = Buffer.concat(await (await storage.open(key)).toArray()).toString()
  const at = text.indexOf('\n')
  const body = text.slice(at + 1)
  return text.slice(0, Math.max(0, at)) === hashOf(body) ? (JSON.parse(body) as T) : null
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
