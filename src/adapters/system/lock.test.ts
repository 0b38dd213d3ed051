import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { lockFolder } from './lock.ts'

const root = mkdtempSync(join(tmpdir(), 'ledgerkeep-lock-'))
after(() => rmSync(root, { recursive: true }))
const newFolder = () => mkdtempSync(join(root, 'data-'))
const taken = (pid: number | undefined) => ({
  kind: 'refuse',
  reason: 'conflict',
  message: new RegExp(
    `^Another Ledgerkeep \\(process ${pid}, started \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\) is using the folder /`,
  ),
  hint: /Stop that one first/,
})

test('a folder is made, taken once, and free again after release', async () => {
  const folder = join(newFolder(), 'data')
  const lock = await lockFolder(folder)
  await assert.rejects(lockFolder(folder), taken(process.pid))
  // A refused attempt must not have dropped the lock.
  await assert.rejects(lockFolder(folder), taken(process.pid))
  await lock.release()
  await lock.release()
  assert.equal(existsSync(join(folder, 'lock.json')), false)
  const second = await lockFolder(folder)
  await second.release()
})

test('two folders do not disturb each other', async () => {
  const locks = await Promise.all([lockFolder(newFolder()), lockFolder(newFolder())])
  await Promise.all(locks.map((lock) => lock.release()))
})

test('another process is refused, and its own lock dies with it', async () => {
  const folder = newFolder()
  const child = await holderOf(folder)
  await assert.rejects(lockFolder(folder), taken(child.pid))
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(existsSync(join(folder, 'lock.json')), 'the killed process left its note')
  const lock = await lockFolder(folder)
  await assert.rejects(lockFolder(folder), taken(process.pid))
  await lock.release()
})

test('a note that is missing or broken costs only the name of the holder', async () => {
  const folder = newFolder()
  const lock = await lockFolder(folder)
  writeFileSync(join(folder, 'lock.json'), '{"proc')
  await assert.rejects(lockFolder(folder), { message: /^Another Ledgerkeep is using the folder / })
  await lock.release()
})

test('a place that is no folder is refused with what to do', async () => {
  const path = join(newFolder(), 'file')
  writeFileSync(path, '')
  await assert.rejects(lockFolder(path), { kind: 'refuse', hint: /Choose a folder/ })
})

async function holderOf(folder: string): Promise<ChildProcess> {
  const module = new URL('./lock.ts', import.meta.url).href
  const script = `import { lockFolder } from ${JSON.stringify(module)}
    await lockFolder(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}
