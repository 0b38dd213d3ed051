import { text } from 'node:stream/consumers'
import type { Resource } from '../../core/catalogue/resource.ts'
import { parseExact } from '../../core/decimal.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Storage } from '../../ports/storage.ts'

/** The records of a resource, page by page, as Xero gave them. */
export async function* rawPages(
  storage: Storage,
  resource: Resource,
  keys: readonly string[],
): AsyncGenerator<readonly unknown[]> {
  let next = pageText(storage, keys[0])
  for (const [nth, key] of keys.entries()) {
    const page = await next
    // Read while the page in hand is being worked on.
    next = pageText(storage, keys[nth + 1])
    next.catch(() => undefined)
    yield recordsOf(resource, parsed(page, key))
  }
}

const pageText = async (storage: Storage, key: string | undefined): Promise<string> =>
  key === undefined ? '' : text(await storage.open(key))

function parsed(page: string, key: string): unknown {
  try {
    return parseExact(page)
  } catch (error) {
    throw new LedgerkeepError('bug', `The stored answer ${key} is no JSON.`, { cause: error })
  }
}

/** Xero wraps a list into an object with its name, mostly; a list that is missing or null is empty. */
function recordsOf(resource: Resource, answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  if (typeof answer !== 'object' || answer === null) return []
  const list = (answer as Readonly<Record<string, unknown>>)[resource.list]
  return Array.isArray(list) ? list : []
}
