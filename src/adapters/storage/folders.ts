import * as fs from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const opened = promisify(fs.open)
const flushed = promisify(fs.fsync)
const closed = promisify(fs.close)

/** Folders kept open; to open one for each object costs as much as to flush it. */
const KEPT_OPEN = 64

interface Kept {
  /** Resolves when the folder is there and flushed, whoever makes it. */
  readonly made: Promise<void>
  handle: Promise<number> | null
  /** Flushes under way. */
  users: number
  forgotten: boolean
}

/** The folders below `root` that objects are put into, each made once. */
export class Folders {
  readonly #root: string
  readonly #kept = new Map<string, Kept>()

  constructor(root: string) {
    this.#root = root
  }

  make(folder: string): Promise<void> {
    return this.#keep(folder).made
  }

  /** Brings a folder's names to the disk: a rename is not safe before. */
  async flush(folder: string): Promise<void> {
    const kept = this.#keep(folder)
    kept.users += 1
    try {
      await kept.made
      kept.handle ??= opened(folder, 'r')
      await flushed(await kept.handle)
    } catch (error) {
      void this.forget(folder)
      throw error
    } finally {
      kept.users -= 1
      void closeUnused(kept)
    }
  }

  /** Somebody has deleted it, or it is not needed any more. */
  forget(folder: string): Promise<void> {
    const kept = this.#kept.get(folder)
    if (!kept) return Promise.resolve()
    this.#kept.delete(folder)
    kept.forgotten = true
    return closeUnused(kept)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((folder) => this.forget(folder)))
  }

  #keep(folder: string): Kept {
    const known = this.#kept.get(folder)
    const kept = known ?? newlyKept(makeFolder(this.#root, folder))
    // The last used stand last.
    this.#kept.delete(folder)
    this.#kept.set(folder, kept)
    if (known) return kept
    kept.made.catch(() => void this.forget(folder))
    const [oldest = folder] = this.#kept.keys()
    if (this.#kept.size > KEPT_OPEN) void this.forget(oldest)
    return kept
  }
}

const newlyKept = (made: Promise<void>): Kept => ({
  made,
  handle: null,
  users: 0,
  forgotten: false,
})

/** Nobody may flush by a number that is another file's by now. */
async function closeUnused(kept: Kept): Promise<void> {
  const { handle } = kept
  if (!kept.forgotten || kept.users > 0 || !handle) return
  kept.handle = null
  await handle.then(closed).catch(() => undefined)
}

/** Makes the folder and those above it below `root`, so that they outlive a power cut. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  // A new folder is only safe once the folder that names it is flushed.
  for (let made = folder; made !== root; made = dirname(made)) {
    await flushFolder(dirname(made))
    if (made === first) return
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
