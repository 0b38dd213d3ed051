import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import type { Storage } from '../../src/ports/storage.ts'

/** What every storage must keep to. `open` gives a new, empty one, and takes it down with the test. */
export function storagePromises(
  name: string,
  open: (after: (cleanUp: () => void | Promise<void>) => void) => Promise<Storage>,
): void {
  const promise = (title: string, check: (storage: Storage) => Promise<void>): void => {
    test(`${name}: ${title}`, async (t) => {
      const storage = await open((cleanUp) => t.after(cleanUp))
      t.after(() => storage.close())
      await check(storage)
    })
  }
  const read = async (storage: Storage, key: string, range?: { start: number; end?: number }) =>
    (await buffer(await storage.open(key, range))).toString('latin1')
  const keys = async (storage: Storage, prefix: string): Promise<readonly string[]> => {
    const found: string[] = []
    for await (const key of storage.list(prefix)) found.push(key)
    return found.sort()
  }

  promise('what was put comes back, with hash, CRC and length', async (storage) => {
    for (const body of [Buffer.alloc(0), Buffer.from('é\u0000x'), Buffer.alloc(3_000_000, 'abc')]) {
      const told = await storage.put('a/b.bin', body)
      assert.deepEqual(told, {
        bytes: body.length,
        sha256: createHash('sha256').update(body).digest('hex'),
        crc32: crc32(body),
      })
      assert.deepEqual(await buffer(await storage.open('a/b.bin')), body)
      assert.equal(await storage.size('a/b.bin'), body.length)
    }
  })

  promise('a stream is stored whole', async (storage) => {
    // Small ones, and one in between that is longer than what is written at a time.
    const pieces = Array.from({ length: 400 }, (_, nth) =>
      Buffer.alloc(nth === 50 ? 300_000 : nth * 7, String(nth)),
    )
    const told = await storage.put('a', Readable.from(pieces))
    const whole = Buffer.concat(pieces)
    assert.deepEqual(await buffer(await storage.open('a')), whole)
    assert.equal(told.crc32, crc32(whole))
  })

  promise('a range gives both its ends, and an open one the rest', async (storage) => {
    await storage.put('k', Buffer.from('0123456789'))
    assert.equal(await read(storage, 'k', { start: 0, end: 0 }), '0')
    assert.equal(await read(storage, 'k', { start: 3, end: 5 }), '345')
    assert.equal(await read(storage, 'k', { start: 7 }), '789')
    assert.equal(await read(storage, 'k', { start: 9, end: 9 }), '9')
  })

  promise(
    'stretches of several objects come to their places, each with its CRC',
    async (storage) => {
      await storage.put('a', Buffer.from('0123456789'))
      await storage.put('b/c', Buffer.from('abcdef'))
      const into = new SharedArrayBuffer(12)
      const crcs = await storage.gather(
        [
          { key: 'a', start: 3, length: 4, at: 6, crc32: crc32('012') },
          { key: 'b/c', start: 0, length: 6, at: 0, crc32: 0 },
          { key: 'a', start: 9, length: 1, at: 11, crc32: 0 },
        ],
        into,
      )
      assert.equal(Buffer.from(into).toString('latin1'), 'abcdef3456\u00009')
      assert.deepEqual(crcs, [crc32('0123456'), crc32('abcdef'), crc32('9')])
      const one = { start: 0, length: 2, at: 0, crc32: 0 }
      const gather = (key: string, start: number) => storage.gather([{ ...one, key, start }], into)
      await assert.rejects(gather('a', 9), { kind: 'retry' })
      await assert.rejects(gather('none', 0), { kind: 'skip' })
      await assert.rejects(gather('../a', 0), { kind: 'bug' })
      const asked = Array.from({ length: 50 }, () => gather('a', 0))
      assert.ok((await Promise.all(asked)).every(([crc]) => crc === crc32('01')))
    },
  )

  promise('what is absent is a skip to read, null in size, nothing to delete', async (storage) => {
    await storage.put('folder/key', Buffer.from('x'))
    for (const key of ['none', 'folder', 'folder/key/below', 'folder/other']) {
      await assert.rejects(storage.open(key), { name: 'LedgerkeepError', kind: 'skip' }, key)
      assert.equal(await storage.size(key), null, key)
    }
    await storage.delete('none')
    await storage.delete('folder/key')
    await storage.delete('folder/key')
    assert.equal(await storage.size('folder/key'), null)
  })

  promise('a key that exists is replaced in one step', async (storage) => {
    await storage.put('k', Buffer.from('first'))
    const reader = await storage.open('k')
    await storage.put('k', Buffer.from('second'))
    assert.equal((await buffer(reader)).toString(), 'first')
    assert.equal(await read(storage, 'k'), 'second')
  })

  promise('lists the keys below a prefix, however deep, and no others', async (storage) => {
    for (const key of ['a/1', 'a/b/2', 'a/b/c/3', 'ab/4', 'z'])
      await storage.put(key, Buffer.from(key))
    assert.deepEqual(await keys(storage, 'a/'), ['a/1', 'a/b/2', 'a/b/c/3'])
    assert.deepEqual(await keys(storage, 'a/b/'), ['a/b/2', 'a/b/c/3'])
    assert.deepEqual(await keys(storage, 'none/'), [])
  })

  promise('keys that could lead elsewhere are refused', async (storage) => {
    for (const key of [
      '',
      '/a',
      'a/',
      'a//b',
      '..',
      'a/../b',
      './a',
      'a b',
      'é',
      'a\\b',
      'a\u0000',
      '~a',
    ]) {
      await assert.rejects(
        async () => await storage.put(key, Buffer.from('x')),
        { kind: 'bug' },
        key,
      )
      await assert.rejects(async () => await storage.open(key), { kind: 'bug' }, key)
    }
  })

  promise('a stream that fails leaves nothing, and its own error', async (storage) => {
    await storage.put('k', Buffer.from('old'))
    const failing = Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000)
        throw new Error('the source broke')
      })(),
    )
    await assert.rejects(storage.put('k', failing), /the source broke/)
    await assert.rejects(storage.put('new', Readable.from([]).destroy(new Error('gone'))), /gone/)
    assert.equal(await read(storage, 'k'), 'old')
    assert.deepEqual(await keys(storage, ''), ['k'])
  })

  promise('an aborted put leaves nothing, even while its source is silent', async (storage) => {
    const silent = new Readable({ read() {} })
    silent.push(Buffer.alloc(10))
    const stopping = new AbortController()
    const putting = storage.put('k', silent, stopping.signal)
    setImmediate(() => stopping.abort(new Error('enough')))
    await assert.rejects(putting, /enough/)
    await assert.rejects(storage.put('k', Buffer.from('x'), stopping.signal), /enough/)
    assert.deepEqual(await keys(storage, ''), [])
    assert.equal(silent.destroyed, true)
  })

  promise('many at once do not mix', async (storage) => {
    const many = Array.from({ length: 60 }, (_, nth) => `many/${nth % 20}`)
    await Promise.all(many.map((key) => storage.put(key, Readable.from([Buffer.from(key)]))))
    for (const key of many) assert.equal(await read(storage, key), key)
  })
}
