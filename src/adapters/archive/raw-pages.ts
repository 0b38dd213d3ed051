import { text } from 'node:stream/consumers'
import { recordsIn } from '../../core/catalogue/index.ts'
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
    yield recordsIn(resource, parsed(page, key))
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
