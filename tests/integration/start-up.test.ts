import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sellingGaps } from '../../src/cli/selling-gaps.ts'
import { takeFolder } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { SETTINGS } from '../../src/settings.ts'
import { quickFolder } from '../support/quick-folder.ts'

const folder = quickFolder('ledgerkeep-start-')
after(() => rmSync(folder, { recursive: true, force: true }))

const WRONG: Readonly<Record<string, readonly string[]>> = {
  LEDGERKEEP_PORT: ['http', '-1', '65536', '80.5'],
  LEDGERKEEP_URL: ['backup.example.com', 'ftp://example.com', 'https://example.com/'],
  LEDGERKEEP_LOG: ['loud'],
  LEDGERKEEP_DATABASE_URL: ['mysql://localhost/db'],
  LEDGERKEEP_KEYS: ['nonsense', 'one:dG9vIHNob3J0', ':'],
  XERO_DAY_LIMIT: ['many', '0', '99'],
  XERO_DAY_RESERVE: ['-1', '1.5'],
  XERO_SCOPES: ['accounting.settings.read', 'openid offline_access accounting.contacts'],
  STRIPE_SECRET_KEY: ['pk_live_abc', 'secret'],
  SMTP_URL: ['mail.example.com'],
  MAIL_FROM: ['Ledgerkeep'],
  STRIPE_ACCOUNT_TAX_IDS: ['GB123456789'],
  VAT_MODE: ['none'],
  PRICE_CURRENCY: ['XXX', 'gbp'],
  KEEP_DAYS: ['0', '1.5', 'long'],
  KEEP_DAYS_MOST: ['0', '4000'],
  IDLE_DAYS: ['-1'],
  OPERATOR_LOGINS: ['ann'],
  DEMO_WORLD: ['huge'],
  DEMO_SPEED: ['0', 'fast', '2001'],
  DEMO_XERO_PORT: ['x'],
  DEMO_STRIPE_PORT: ['70000'],
}

for (const [name, values] of Object.entries(WRONG)) {
  test(`a wrong ${name} is refused by name, with what it should be`, () => {
    const about = SETTINGS.find((one) => one.name === name)?.about
    for (const value of values) {
      assert.throws(
        () => parseConfig({ [name]: value }),
        (error: Error & { kind: string; field: string; hint: string }) => {
          assert.equal(error.kind, 'refuse')
          assert.equal(error.field, name)
          assert.ok(error.message.includes(name))
          assert.ok(about && error.hint.includes(about))
          return true
        },
        value,
      )
    }
  })
}

test('settings that need each other are refused alone', () => {
  assert.throws(() => parseConfig({ XERO_CLIENT_SECRET: 's' }), { field: 'XERO_CLIENT_ID' })
  const live = { XERO_CLIENT_ID: 'id', STRIPE_SECRET_KEY: 'sk_live_x' }
  assert.throws(() => parseConfig(live), { field: 'OPERATOR_ADDRESS' })
  assert.throws(() => parseConfig({ KEEP_DAYS: '40', KEEP_DAYS_MOST: '30' }), {
    field: 'KEEP_DAYS',
  })
  assert.ok(parseConfig({ ...live, OPERATOR_ADDRESS: '1 Quay Street' }))
})

test('backups are kept for a while where they are sold, for ten years on one’s own disk', () => {
  const days = (settings: Readonly<Record<string, string>>) => {
    const { standardDays, mostDays } = parseConfig(settings).keeping
    return [standardDays, mostDays]
  }
  const own = { XERO_CLIENT_ID: 'id' }
  const sold = { ...own, STRIPE_SECRET_KEY: 'sk_live_x', OPERATOR_ADDRESS: '1 Quay Street' }
  assert.deepEqual(days({}), [30, 365], 'the demonstration sells')
  assert.deepEqual(days(sold), [30, 365])
  assert.deepEqual(days(own), [3_650, 3_650])
  assert.deepEqual(days({ ...own, KEEP_DAYS: '90' }), [90, 3_650])
  assert.deepEqual(days({ ...own, KEEP_DAYS_MOST: '400' }), [400, 400])
})

test('what an installation that sells still lacks is named, and nothing where all is set', () => {
  const selling = { XERO_CLIENT_ID: 'id', OPERATOR_ADDRESS: '1 Quay Street' }
  assert.deepEqual(sellingGaps(parseConfig(selling)), [])
  const names = (settings: Readonly<Record<string, string>>) =>
    sellingGaps(parseConfig({ ...selling, ...settings })).map((gap) => gap.split(' ')[0])
  const whole = {
    STRIPE_SECRET_KEY: 'rk_live_x',
    LEDGERKEEP_URL: 'https://backup.example.com',
    OPERATOR_LOGINS: 'ann@example.com',
    SMTP_URL: 'smtps://mail.example.com',
    STRIPE_ACCOUNT_TAX_IDS: 'txi_1',
    OPERATOR_VAT_NUMBER: 'GB123456789',
    OPERATOR_EMAIL: 'help@example.com',
    STRIPE_WEBHOOK_SECRETS: 'whsec_1',
  }
  assert.deepEqual(names(whole), [])
  for (const name of Object.keys(whole)) {
    if (name === 'STRIPE_SECRET_KEY') continue
    assert.deepEqual(names({ ...whole, [name]: '' }), [name])
  }
  assert.deepEqual(names({ ...whole, STRIPE_SECRET_KEY: 'sk_test_x' }), ['STRIPE_SECRET_KEY'])
})

test('a secret that is wrong is not repeated', () => {
  const secrets = { STRIPE_SECRET_KEY: 'canary', SMTP_URL: 'canary', LEDGERKEEP_KEYS: 'canary:x' }
  for (const [name, value] of Object.entries(secrets)) {
    assert.throws(
      () => parseConfig({ [name]: value }),
      ({ message }: Error) => !message.includes('canary'),
    )
  }
})

test('the program names a wrong setting and ends with 2', async () => {
  const { code, said } = await run({ XERO_DAY_LIMIT: 'plenty', LEDGERKEEP_DATA: join(folder, 'a') })
  assert.equal(code, 2)
  assert.match(said, /XERO_DAY_LIMIT \("plenty"\)/)
})

test('a second process on a folder is refused, told who has it, and leaves it alone', async () => {
  const data = join(folder, 'b')
  const lock = await takeFolder(parseConfig({ LEDGERKEEP_DATA: data }))
  const { code, said } = await run({ LEDGERKEEP_DATA: data })
  await lock.release()
  assert.equal(code, 2)
  assert.match(said, new RegExp(`Another Ledgerkeep \\(process ${process.pid}, started .*UTC\\)`))
  assert.match(said, /Stop that one first/)
})

test('a folder that cannot be used is named', async () => {
  const { code, said } = await run({ LEDGERKEEP_DATA: '/dev/null/data' })
  assert.equal(code, 2)
  assert.match(said, /The data folder \/dev\/null\/data can't be used/)
})

test('through the door a process can give memory back, and has few pools of it', {
  skip: process.platform !== 'linux',
}, async () => {
  const look = 'console.error(typeof gc, process.env.MALLOC_ARENA_MAX)'
  const { said } = await run({ LEDGERKEEP_DATA: '/dev/null/data' }, [
    '--import',
    `data:text/javascript,${look}`,
  ])
  // Once when the door is opened, and once when it has begun anew.
  assert.deepEqual(said.split('\n').slice(0, 2), ['undefined undefined', 'function 2'])
})

/** Starts the program with these settings alone, and waits for its end. */
function run(
  settings: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<{ code: number; said: string }> {
  const script = fileURLToPath(new URL('../../bin/ledgerkeep.mjs', import.meta.url))
  const ports = { LEDGERKEEP_PORT: '0', DEMO_XERO_PORT: '0', DEMO_STRIPE_PORT: '0' }
  const child = spawn(process.execPath, [...flags, script], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...ports, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20_000,
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code: code ?? -1, said }))
  })
}
