import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { Backup, BackupDocument } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { keepLinks } from './library.ts'

test('what a file hangs on is kept once for each answer, and no answer in the place of another', async () => {
  const objects = new Map<string, string>()
  const kept: string[] = []
  const ports = {
    storage: {
      size: async (key: string) => objects.get(key)?.length ?? null,
      open: async (key: string) => Readable.from([Buffer.from(objects.get(key) ?? '')]),
      put: async (key: string, body: Uint8Array) => {
        objects.set(key, String(body))
        return { bytes: body.length, sha256: '', crc32: 0 }
      },
    },
    store: {
      scan: {
        resources: async () => [{ scanId: 'scn_1', resource: 'FileLinks' }],
        seqOf: async () => 1,
        step: async ({ page }: { page: { storageKey: string } }) => void kept.push(page.storageKey),
      },
    },
  } as unknown as AppPorts
  const [backup, document] = [{ scanId: 'scn_1' } as Backup, { recordId: 'A', seq: 1 }]
  const { signal } = new AbortController()
  for (const answer of ['[]', '[{}]', '[]', '[{}]']) {
    const body = Buffer.from(answer)
    await keepLinks(ports, backup, document as BackupDocument, body, signal)
  }
  const [first = '', second = ''] = kept
  assert.deepEqual(kept, [first, second, first, second])
  assert.deepEqual([objects.get(first), objects.get(second)], ['[]', '[{}]'])
})
