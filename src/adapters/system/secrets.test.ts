import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keyFile } from './key-file.ts'
import { systemRandom } from './random.ts'
import { createSecrets } from './secrets.ts'

const random = systemRandom()
const keyNamed = (id: string) => ({ id, key: random.bytes(32) })
const unreadable = { name: 'LedgerkeepError', kind: 'reauthorise' }

test('what was sealed opens again, under its own context only', () => {
  const secrets = createSecrets({ keys: [keyNamed('k1')] })
  const sealed = secrets.seal('refresh – töken', 'grant:per_1')
  assert.match(sealed, /^v1\.k1\.[\w-]{16}\.[\w-]+$/)
  assert.ok(!Buffer.from(sealed.split('.')[3] ?? '', 'base64url').includes('refresh'))
  assert.equal(secrets.open(sealed, 'grant:per_1'), 'refresh – töken')
  assert.throws(() => secrets.open(sealed, 'grant:per_2'), unreadable)
  assert.equal(secrets.open(secrets.seal('', 'x'), 'x'), '')
})

test('the same text is never sealed the same way twice', () => {
  const secrets = createSecrets({ keys: [keyNamed('k1')] })
  const sealed = new Set(Array.from({ length: 1_000 }, () => secrets.seal('same', 'here')))
  assert.equal(sealed.size, 1_000)
})

test('ciphertexts swapped between two people open for neither', () => {
  const secrets = createSecrets({ keys: [keyNamed('k1')] })
  const [ann, bob] = [secrets.seal('ann', 'grant:ann'), secrets.seal('bob', 'grant:bob')]
  assert.throws(() => secrets.open(bob, 'grant:ann'), unreadable)
  assert.throws(() => secrets.open(ann, 'grant:bob'), unreadable)
  const [, , iv] = ann.split('.')
  const mixed = bob
    .split('.')
    .with(2, iv ?? '')
    .join('.')
  assert.throws(() => secrets.open(mixed, 'grant:bob'), unreadable)
})

test('every single changed byte is noticed', () => {
  const secrets = createSecrets({ keys: [keyNamed('k1')] })
  const parts = secrets.seal('four', 'here').split('.')
  for (const part of [2, 3]) {
    const bytes = Buffer.from(parts[part] ?? '', 'base64url')
    for (const [at, byte] of bytes.entries()) {
      const altered = Buffer.from(bytes)
      altered[at] = byte ^ 1
      const text = parts.with(part, altered.toString('base64url')).join('.')
      assert.throws(() => secrets.open(text, 'here'), unreadable)
    }
  }
})

test('a new key in front seals, the old one still opens, a lost one does not', () => {
  const [old, fresh] = [keyNamed('2025'), keyNamed('2026')]
  const sealed = createSecrets({ keys: [old] }).seal('kept', 'here')
  const rotated = createSecrets({ keys: [fresh, old] })
  assert.equal(rotated.open(sealed, 'here'), 'kept')
  assert.match(rotated.seal('kept', 'here'), /^v1\.2026\./)
  const lost = createSecrets({ keys: [fresh] })
  assert.throws(() => lost.open(sealed, 'here'), unreadable)
  // The key's name is bound too: the text can't be handed to another key.
  assert.throws(() => rotated.open(sealed.replace('.2025.', '.2026.'), 'here'), unreadable)
})

test('what is no sealed text at all is refused in the same way', () => {
  const secrets = createSecrets({ keys: [keyNamed('k1')] })
  const sealed = secrets.seal('x', 'here')
  const bad = ['', 'plain', 'v1.k1', 'v1.k1..', sealed.replace('v1', 'v2'), `${sealed}.x`]
  for (const text of bad) assert.throws(() => secrets.open(text, 'here'), unreadable, text)
})

test('keys of the wrong size, without a proper name or twice are bugs', () => {
  const bug = { kind: 'bug' }
  assert.throws(() => createSecrets({ keys: [] }), bug)
  assert.throws(() => createSecrets({ keys: [{ id: 'k', key: random.bytes(16) }] }), bug)
  assert.throws(() => createSecrets({ keys: [keyNamed('a.b')] }), bug)
  assert.throws(() => createSecrets({ keys: [keyNamed('k'), keyNamed('k')] }), bug)
})

test('a fingerprint is SHA-256 in hex', () => {
  const { fingerprint } = createSecrets({ keys: [keyNamed('k1')] })
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(fingerprint('abc'), abc)
})

test('a key file is made once, closed to others, and read again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-key-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'deep', 'secret.key')
  const made = await Promise.all([keyFile(path), keyFile(path), keyFile(path)])
  const again = await keyFile(path)
  for (const key of made) assert.deepEqual(Buffer.from(key), Buffer.from(again))
  assert.equal(again.length, 32)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(join(folder, 'deep')), ['secret.key'])
  writeFileSync(path, 'too short')
  await assert.rejects(keyFile(path), { kind: 'refuse', message: /has 9 bytes, not 32/ })
})
