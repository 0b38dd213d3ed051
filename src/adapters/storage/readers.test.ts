import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { createReaders } from './readers.ts'

test('a thread that nobody asks ends, and whoever asks later is answered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerkeep-readers-'))
  const path = join(folder, 'a')
  writeFileSync(path, 'twelve bytes')
  const readers = createReaders(1)
  const into = new SharedArrayBuffer(12)
  const ask = () =>
    readers.ask({ into, stretches: [{ path, start: 0, length: 12, at: 0, crc32: 0 }] })
  try {
    const started = once(process, 'worker') as Promise<[Worker]>
    const first = await ask()
    const [thread] = await started
    const [code] = await once(thread, 'exit')
    assert.equal(code, 1)
    assert.deepEqual(await ask(), first)
    assert.equal(Buffer.from(new Uint8Array(into)).toString(), 'twelve bytes')
  } finally {
    await readers.close()
    await rm(folder, { recursive: true })
  }
})
