import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../ports/clock.ts'
import type { Example, ExampleState } from '../ports/example.ts'

const DOOR = fileURLToPath(new URL('../../bin/ledgerkeep.mjs', import.meta.url))
const NAME = 'example.zip'
/** Of the demonstration's clock: the books are small, and nobody waits for their limits. */
const SPEED = '500'
const LONGEST_MS = 5 * 60_000
/** After a failure nobody is to start the next attempt by loading a page again and again. */
const RETRY_MS = 10 * 60_000

/**
 * The example archive of this installation, made by this very code in a process of its own when it is
 * first asked for, out of the demonstration's books. Made anew after every start, so it is never stale.
 */
export function createExample(
  dataFolder: string,
  clock: Pick<Clock, 'now'>,
): Example & { close(): Promise<void> } {
  const folder = resolve(dataFolder, 'example')
  const stopping = new AbortController()
  let making: Promise<void> | null = null
  let made: Extract<ExampleState, { state: 'ready' }> | null = null
  let failedAt: number | null = null

  const make = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const fresh = join(folder, 'new.zip')
    await backUp(fresh, stopping.signal)
    await rename(fresh, join(folder, NAME))
    const { size } = await stat(join(folder, NAME))
    made = { state: 'ready', bytes: size, madeAt: clock.now() }
  }

  return {
    async look() {
      if (made) return made
      if (failedAt !== null && clock.now() - failedAt < RETRY_MS) return { state: 'failed' }
      if (!making && !stopping.signal.aborted) {
        failedAt = null
        making = make().catch(() => {
          failedAt = clock.now()
        })
        void making.finally(() => {
          making = null
        })
      }
      return { state: 'making' }
    },
    async open() {
      if (!made) return null
      return { bytes: made.bytes, stream: createReadStream(join(folder, NAME)) }
    },
    async close() {
      stopping.abort()
      await making
    },
  }
}

/** The verb `backup --demo`, as anybody can call it in a terminal. */
function backUp(out: string, signal: AbortSignal): Promise<void> {
  const verb = ['backup', '--demo', '--world', 'demo', '--speed', SPEED, '--out', out]
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [...heapFlags(), DOOR, ...verb], {
      stdio: 'ignore',
      signal,
      timeout: LONGEST_MS,
      // Nothing of this installation: no database, keys or Xero app of its own, from here or from a `.env`.
      env: {},
      cwd: dirname(out),
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      // 3: complete, with exceptions.
      code === 0 || code === 3 ? done() : reject(new Error(`it ended with ${code}`)),
    )
  })
}

/** What this process was given for its heap, and nothing else: the door registers what it needs. */
const heapFlags = (): readonly string[] =>
  process.execArgv.filter((flag) => flag.startsWith('--max-'))
