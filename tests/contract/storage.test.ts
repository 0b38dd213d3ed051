import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { storageError } from '../../src/adapters/storage/errors.ts'
import { openStorage } from '../../src/adapters/storage/index.ts'
import type { Storage } from '../../src/ports/storage.ts'
import { storagePromises } from './storage-promises.ts'

function newFolder(after: (cleanUp: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-storage-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

storagePromises('files', async (after) => openStorage({ kind: 'files', root: newFolder(after) }))

const partials = (root: string): readonly string[] => readdirSync(join(root, '~partial'))

test('files: what writers that are gone left behind is removed, what is being written stays', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  mkdirSync(join(root, '~partial'))
  const host = hostname().replace(/[^A-Za-z0-9]/g, '-')
  const ended = spawnSync('true').pid
  const names = {
    endedHere: `${host}~${ended}~a`,
    writingHere: `${host}~${process.pid}~b`,
    writingElsewhere: `other-host~1~c`,
    leftElsewhere: `other-host~1~d`,
  }
  for (const name of Object.values(names)) writeFileSync(join(root, '~partial', name), 'x')
  const longAgo = Date.now() / 1000 - 7200
  utimesSync(join(root, '~partial', names.leftElsewhere), longAgo, longAgo)
  await openStorage({ kind: 'files', root }).close()
  assert.deepEqual([...partials(root)].sort(), [names.writingElsewhere, names.writingHere].sort())
})

test('files: nothing but the objects is left after puts and failures', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const storage = openStorage({ kind: 'files', root })
  await storage.put('a', Buffer.from('x'))
  await assert.rejects(storage.put('a/b', Buffer.from('x')), { kind: 'retry' })
  assert.deepEqual(partials(root), [])
})

test('files: readers that are given up leave no file open', {
  skip: !existsSync('/proc/self/fd'),
}, async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const storage = openStorage({ kind: 'files', root })
  await storage.put('k', Buffer.alloc(1_000_000))
  const before = readdirSync('/proc/self/fd').length
  for (let nth = 0; nth < 100; nth++) {
    const reader = await storage.open('k', { start: nth })
    await new Promise((resolve) => reader.once('data', resolve))
    const closed = new Promise((resolve) => reader.once('close', resolve))
    reader.destroy()
    await closed
  }
  await buffer(await storage.open('k'))
  assert.ok(readdirSync('/proc/self/fd').length <= before + 1)
})

test('files: a folder that somebody deletes is made again', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const storage = openStorage({ kind: 'files', root })
  await storage.put('a/b/1', Buffer.from('one'))
  rmSync(join(root, 'a'), { recursive: true })
  await storage.put('a/b/2', Buffer.from('two'))
  assert.deepEqual([await storage.size('a/b/1'), await storage.size('a/b/2')], [null, 3])
  await storage.close()
})

test('files: a folder goes with its last object, and puts and deletes at once lose nothing', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const storage = openStorage({ kind: 'files', root })
  for (const key of ['a/b/c/1', 'a/b/2', 'a/b/3']) await storage.put(key, Buffer.from('x'))
  const left = () => readdirSync(root, { recursive: true }).map(String).sort()
  await storage.delete('a/b/c/1')
  assert.deepEqual(left(), ['a', 'a/b', 'a/b/2', 'a/b/3', '~partial'])
  for await (const key of storage.list('a/')) await storage.delete(key)
  assert.deepEqual(left(), ['~partial'])

  const kept = Array.from({ length: 200 }, async (_, nth) => {
    const gone = storage.put(`d/e/gone-${nth}`, Buffer.from('x'))
    await gone
    await Promise.all([
      storage.delete(`d/e/gone-${nth}`),
      storage.put(`d/e/${nth % 2}/${nth}`, Buffer.from('kept')),
      storage.delete(`d/e/${1 - (nth % 2)}/absent`),
    ])
    await storage.delete(`d/e/${nth % 2}/${nth}`)
    await storage.put(`d/e/${nth % 2}/${nth}`, Buffer.from('kept'))
  })
  await Promise.all(kept)
  let listed = 0
  for await (const _ of storage.list('d/')) listed += 1
  assert.equal(listed, 200)
  await storage.close()
})

test('files: many folders leave few files open', async (t) => {
  const root = newFolder((cleanUp) => t.after(cleanUp))
  const storage = openStorage({ kind: 'files', root })
  const before = readdirSync('/proc/self/fd').length
  const puts = Array.from({ length: 300 }, (_, nth) => storage.put(`${nth}/k`, Buffer.from('k')))
  await Promise.all(puts)
  assert.ok(readdirSync('/proc/self/fd').length <= before + 70)
  await storage.close()
  assert.ok(readdirSync('/proc/self/fd').length <= before + 1)
})

test('files: the system says what to do', () => {
  const failed = (code: string) => storageError(Object.assign(new Error(code), { code }), 'k')
  assert.equal(failed('ENOSPC').kind, 'wait')
  assert.equal(failed('EDQUOT').kind, 'wait')
  assert.match(failed('ENOSPC').hint ?? '', /Free space/)
  assert.equal(failed('EACCES').kind, 'bug')
  assert.equal(failed('EIO').kind, 'retry')
  assert.equal(failed('EMFILE').kind, 'retry')
})

const disk = (command: 'mount' | 'umount', ...args: readonly string[]) =>
  execFileSync(command, args, { stdio: 'pipe' })

/** A disk of 256 KiB, when this user may mount one; otherwise why not. */
function smallDisk(folder: string): string | null {
  try {
    disk('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder)
    return null
  } catch {
    return 'mounting a small disk is not allowed here'
  }
}

test('files: a full disk says wait, leaves nothing, and works again once there is room', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-disk-'))
  let storage: Storage | null = null
  const reason = smallDisk(folder)
  t.after(async () => {
    await storage?.close()
    if (reason === null) disk('umount', folder)
    rmdirSync(folder)
  })
  if (reason !== null) return t.skip(reason)
  const root = join(folder, 'data')
  storage = openStorage({ kind: 'files', root })
  await storage.put('a', Buffer.alloc(150_000))
  await assert.rejects(storage.put('b', Buffer.alloc(150_000)), { kind: 'wait' })
  assert.deepEqual([partials(root), await storage.size('b')], [[], null])
  await storage.delete('a')
  await storage.put('b', Buffer.alloc(150_000))
  assert.equal(await storage.size('b'), 150_000)
})
