import { text } from 'node:stream/consumers'
import { recordsIn } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { parseExact } from '../../core/decimal.ts'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Storage } from '../../ports/storage.ts'

/** For so few bytes no thread that reads is worth its start. */
const SMALL = 131_072
/** Most pages fit. */
const ROOM = 1_048_576

/** The records of a resource, page by page, as Xero gave them. */
export async function* rawPages(
  reader: PageReader,
  resource: Resource,
  keys: readonly string[],
): AsyncGenerator<readonly unknown[]> {
  let next = reader.text(keys[0])
  for (const [nth, key] of keys.entries()) {
    const page = await next
    // Read while the page in hand is being worked on.
    next = reader.text(keys[nth + 1])
    next.catch(() => undefined)
    yield recordsIn(resource, parsed(page, key))
  }
}

export interface PageReader {
  /** The stored answer as text; empty without a key. One page at a time. */
  text(key: string | undefined): Promise<string>
}

/** Reads pages into memory that is used again: a stream's many small pieces would cost more than the parsing. */
export function createPageReader(storage: Storage): PageReader {
  let block = new SharedArrayBuffer(0)
  return {
    async text(key) {
      if (key === undefined) return ''
      const length = await storage.size(key)
      if (length === null) throw new LedgerkeepError('skip', `There is no stored object ${key}.`)
      if (length <= SMALL) return text(await storage.open(key))
      if (length > block.byteLength) block = new SharedArrayBuffer(Math.max(ROOM, 2 * length))
      await storage.gather([{ key, start: 0, length, at: 0, crc32: 0 }], block)
      return Buffer.from(block, 0, length).toString()
    },
  }
}

function parsed(page: string, key: string): unknown {
  try {
    return parseExact(page)
  } catch (error) {
    throw new LedgerkeepError('bug', `The stored answer ${key} is no JSON.`, { cause: error })
  }
}
