import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { createOutboxMail } from '../../src/adapters/mail/outbox-mail.ts'
import { createSmtpMail } from '../../src/adapters/mail/smtp-mail.ts'
import { LedgerkeepError } from '../../src/core/errors.ts'
import type { Letter, Mail } from '../../src/ports/mail.ts'

const root = mkdtempSync(join(tmpdir(), 'ledgerkeep-outbox-'))
after(() => rmSync(root, { recursive: true }))

const from = 'Ledgerkeep – Büro <backup@example.com>'
const letter: Letter = {
  to: 'ann@example.org',
  subject:
    'Büro & Söhne 株式会社: your backup is ready – with 3 exceptions, and a subject that is long',
  text: 'Grüße\n\nhttps://backup.example.com/backups/bak_1\n.\n. a lone dot ends nothing\n',
  html: '<!doctype html><p>Grüße &amp; <a href="https://backup.example.com/?a=1&amp;b=2">Open</a></p>',
  messageId: 'mai_1@backup.example.com',
}

interface Delivered {
  readonly raw: string
  readonly to: readonly string[]
}

interface Place {
  readonly mail: Mail
  delivered(): Promise<readonly Delivered[]>
  close(): Promise<void>
}

const clock = { at: Date.UTC(2026, 10, 24, 14, 5), sleep: async () => {}, now: () => clock.at }

function smtpPlace(): Promise<Place> {
  const delivered: Delivered[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((each) => each.address)
        delivered.push({ raw: Buffer.concat(chunks).toString(), to })
        done(null)
      })
    },
  })
  return new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      resolve({
        mail: createSmtpMail({ url: `smtp://127.0.0.1:${portOf(listening)}`, from }),
        delivered: async () => delivered,
        close: () => new Promise((closed) => server.close(() => closed())),
      })
    })
  })
}

async function outboxPlace(): Promise<Place> {
  const folder = mkdtempSync(join(root, 'box-'))
  return {
    mail: createOutboxMail({ folder, from, clock }),
    delivered: async () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => ({ raw: readFileSync(join(folder, name), 'utf8'), to: [] })),
    close: async () => {},
  }
}

for (const [name, make] of Object.entries({ smtp: smtpPlace, outbox: outboxPlace })) {
  describe(`${name} mail`, () => {
    const sent = async (changes: Partial<Letter> = {}): Promise<Delivered & { email: Email }> => {
      const place = await make()
      try {
        await place.mail.send({ ...letter, ...changes })
        const [one, ...more] = await place.delivered()
        assert.ok(one)
        assert.equal(more.length, 0)
        return { ...one, email: await PostalMime.parse(one.raw) }
      } finally {
        await place.close()
      }
    }

    test('carries subject, both versions, sender and message id unharmed', async () => {
      const { email, raw } = await sent()
      assert.equal(email.subject, letter.subject)
      assert.deepEqual(email.to, [{ address: 'ann@example.org', name: '' }])
      assert.deepEqual(email.from, { address: 'backup@example.com', name: 'Ledgerkeep – Büro' })
      assert.equal(email.messageId, '<mai_1@backup.example.com>')
      assert.equal(email.text?.trim(), letter.text.trim())
      assert.equal(email.html?.trim(), letter.html)
      assert.match(raw, /^Content-Type: multipart\/alternative/m)
      assert.match(raw, /^Auto-Submitted: auto-generated/m)
      assert.deepEqual(email.attachments, [])
      // Headers are ASCII on the wire and every line stays within what servers accept.
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
      assert.match(head, /^[\t\r\n\x20-\x7e]+$/)
      assert.ok(raw.split('\r\n').every((line) => line.length <= 998))
    })

    test('a name can add no header, no recipient and no part', async () => {
      const nasty = 'Demo\r\nBcc: eve@example.net\r\n\r\n<b>body</b>\u2028X-Evil: 1\u0000'
      const { email, to } = await sent({
        subject: `${nasty}: done`,
        messageId: `mai_1@x>\r\nBcc: eve@example.net`,
        text: `${nasty}\r\n--boundary\r\nContent-Type: text/html`,
      })
      assert.equal(email.bcc, undefined)
      assert.ok(!email.headers.some((header) => /bcc|x-evil/i.test(header.key)))
      assert.equal(email.subject, 'Demo Bcc: eve@example.net <b>body</b> X-Evil: 1 : done')
      assert.deepEqual(
        email.to?.map((each) => each.address),
        ['ann@example.org'],
      )
      if (name === 'smtp') assert.deepEqual(to, ['ann@example.org'])
      assert.equal(email.html?.trim(), letter.html)
    })

    test('what is not one address is refused before anything is sent', async () => {
      const place = await make()
      const bad = [
        '',
        'ann',
        'ann@example.org, eve@example.net',
        'ann@example.org\r\nRCPT TO:<eve@example.net>',
        'Ann <ann@example.org>',
        'group:ann@example.org;',
        'ann@@example.org',
        '"a b"@example.org',
      ]
      for (const to of bad) {
        const refused = { kind: 'refuse', field: 'email' }
        await assert.rejects(place.mail.send({ ...letter, to }), refused, to)
      }
      assert.deepEqual(await place.delivered(), [])
      await place.close()
    })
  })
}

describe('smtp mail, when the server fails', () => {
  test('nobody listens, the server refuses, the password is wrong: all are retry', async (t) => {
    const place = await smtpPlace()
    await place.close()
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('Wrong password')),
      onRcptTo: (_address, _session, done) => done(new Error('No such mailbox')),
    })
    const listening = await new Promise<ReturnType<SMTPServer['listen']>>((resolve) => {
      const opened = server.listen(0, '127.0.0.1', () => resolve(opened))
    })
    const port = portOf(listening)
    const mails = [
      createSmtpMail({ url: 'smtp://127.0.0.1:1', from }),
      createSmtpMail({ url: `smtp://me:wrong-canary@127.0.0.1:${port}`, from }),
      createSmtpMail({ url: `smtp://me:right@127.0.0.1:${port}`, from }),
    ]
    t.after(() => new Promise<void>((closed) => server.close(() => closed())))
    for (const mail of mails) {
      await assert.rejects(mail.send(letter), (error: Error) => {
        assert.ok(error instanceof LedgerkeepError)
        assert.equal(error.kind, 'retry')
        assert.doesNotMatch(error.message, /canary|ann@example\.org/)
        return true
      })
    }
  })
})

describe('the outbox', () => {
  const newBox = () => {
    const folder = join(mkdtempSync(join(root, 'box-')), 'box')
    return { folder, box: createOutboxMail({ folder, from, clock }) }
  }

  test('lists letters newest first, whole, with name and instant', async () => {
    const { folder, box } = newBox()
    assert.deepEqual(await box.letters(), [])
    const start = clock.at
    for (const [at, id] of [
      [1_000, 'b'],
      [2_000, 'c'],
      [0, 'a'],
    ] as const) {
      clock.at = start + at
      await box.send({ ...letter, messageId: `${id}@x`, subject: id })
    }
    clock.at = start
    const listed = await box.letters()
    assert.deepEqual(
      listed.map((each) => each.subject),
      ['c', 'b', 'a'],
    )
    const [newest] = listed
    assert.ok(newest)
    assert.equal(newest.at, start + 2_000)
    assert.equal(newest.html, letter.html)
    assert.match(newest.name, /^20261124T140502000Z-[0-9a-f]{16}\.eml$/)
    const email = await PostalMime.parse(readFileSync(join(folder, newest.name), 'utf8'))
    assert.equal(email.subject, 'c')
    assert.equal(Date.parse(email.date ?? ''), start + 2_000)
  })

  test('leaves no half-written file, and one file for a letter sent twice at once', async () => {
    const { folder, box } = newBox()
    await Promise.all([box.send(letter), box.send(letter)])
    assert.deepEqual(
      readdirSync(folder)
        .map((name) => name.split('.').at(-1))
        .sort(),
      ['eml', 'json'],
    )
  })

  test('a folder that can not be made is retry', async () => {
    const box = createOutboxMail({ folder: '/dev/null/box', from, clock })
    await assert.rejects(box.send(letter), { kind: 'retry' })
  })
})

function portOf(server: ReturnType<SMTPServer['listen']>): number {
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  return address.port
}
