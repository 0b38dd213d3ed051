import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesInWords, oneLine } from './figures.ts'
import {
  backupDone,
  backupFailed,
  backupPaused,
  backupWaiting,
  deletionComing,
  deletionDone,
  disconnected,
  idleComing,
  pausedByYou,
  paymentAwaited,
  paymentDoubled,
  paymentHeld,
  paymentNotArrived,
  paymentPartRefunded,
  paymentReceived,
  paymentRefunded,
  scanDone,
  scanFailed,
  scanWaiting,
  type WrittenLetter,
} from './index.ts'

const site = {
  baseUrl: 'https://backup.example.com',
  operator: { name: 'Keep & Co', address: '1 Paper Lane, London', email: 'hello@example.com' },
}
const link = 'https://backup.example.com/backups/bak_1?from=mail&x=1'
const statusLink = 'https://backup.example.com/status'

const DAY = Date.UTC(2026, 11, 22)
const RECEIPT = {
  id: 'del_1',
  scope: 'files',
  cause: 'asked',
  askedAt: DAY,
  finishedAt: DAY,
  backups: 2,
  files: 3_021,
  bytes: 6_430_800_000,
  records: 21_404,
} as const

const lettersOf = (organisation: string, to = link): Readonly<Record<string, WrittenLetter>> => {
  const common = { site, organisation, link: to }
  const progress = { filesDone: 1_200, filesTotal: 12_431 }
  const payment = { ...common, order: 'ord_7k3v', total: '£144.00' }
  const left = { ...common, wasConnected: true, idle: false, backups: 2, keptUntil: DAY }
  return {
    scanDone: scanDone({ ...common, files: 12_431, documents: 1, exact: true, price: '£120.00' }),
    scanFailed: scanFailed({ ...common, reason: 'Xero did not answer.' }),
    backupDone: backupDone({
      ...common,
      files: 12_431,
      documents: 9_000,
      bytes: 1_400_000_000,
      exceptions: 3,
      missing: [['INV-7 scan.pdf', 'It failed 5 times.']],
      keptUntil: Date.UTC(2026, 11, 22),
      statusLink,
    }),
    backupPaused: backupPaused({ ...common, ...progress }),
    backupFailed: backupFailed({
      ...common,
      ...progress,
      reason: 'The disk is full.',
      obstacle: null,
      operatorTold: true,
    }),
    paymentHeld: paymentHeld(payment),
    paymentReceived: paymentReceived(payment),
    paymentAwaited: paymentAwaited(payment),
    paymentNotArrived: paymentNotArrived(payment),
    paymentDoubled: paymentDoubled(payment),
    paymentRefunded: paymentRefunded(payment),
    paymentPartRefunded: paymentPartRefunded({
      ...payment,
      back: '£1.20',
      because: '3 of 1,500 files could not be delivered.',
    }),
    disconnectedKeep: disconnected({ ...left, choice: 'keep', paused: progress }),
    disconnectedFiles: disconnected({ ...left, choice: 'delete files', paused: null }),
    disconnectedAll: disconnected({ ...left, choice: 'delete all', paused: null, idle: true }),
    pausedByYou: pausedByYou({ ...common, ...progress, keptUntil: DAY }),
    deletionComing: deletionComing({ ...common, until: DAY, files: 1, bytes: 7, rests: null }),
    backupWaiting: backupWaiting({
      ...common,
      ...progress,
      reason: 'Xero is away.',
      waitsFor: 'xero',
    }),
    backupWaitingForRoom: backupWaiting({
      ...common,
      ...progress,
      reason: 'The disk is full',
      waitsFor: 'disk',
    }),
    scanWaiting: scanWaiting({ ...common, reason: "Xero's daily limit", waitsFor: 'limit' }),
    idleComing: idleComing({ ...common, until: DAY }),
    deletionDone: deletionDone({ site, organisation, link: to, receipt: RECEIPT }),
  }
}

for (const [kind, letter] of Object.entries(lettersOf('Demo Company (UK)'))) {
  describe(kind, () => {
    test('carries news, link and the operator in both versions', () => {
      assert.match(letter.subject, /^Demo Company \(UK\): /)
      for (const version of [letter.text, letter.html]) {
        assert.match(version, /Demo Company \(UK\)/)
        assert.match(version, /1 Paper Lane, London/)
        assert.match(version, /hello@example\.com/)
      }
      assert.ok(letter.text.includes(link))
      assert.ok(letter.html.includes(`href="${link.replaceAll('&', '&amp;')}"`))
      assert.ok(letter.html.includes('Keep &amp; Co'))
    })
    test('speaks calmly: no exclamation, no "please", sentences of its own facts only', () => {
      assert.doesNotMatch(letter.text, /!|please|oops|undefined|null|NaN/i)
    })
    test('loads nothing from outside and runs nothing', () => {
      assert.doesNotMatch(letter.html, /<script|<img|<link|url\(|@import|\son\w+=/i)
    })
    test('says in text what it says in HTML', () => {
      const words = (text: string) => text.replace(/\s+/g, ' ')
      const shown = letter.html
        .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, '')
        .replace(/<[^>]+>/g, '\n')
        .replaceAll('&amp;', '&')
        .replaceAll('&#39;', "'")
        .split('\n')
      for (const line of shown.map((each) => each.trim()).filter(Boolean)) {
        assert.ok(words(letter.text).includes(line), `"${line}" stands in the HTML only`)
      }
    })
  })
}

test('a name from Xero can neither write markup nor reshape the letter', () => {
  const nasty = '<b onclick="x">"A\' & Co</b>\r\nBcc: eve@example.com\u202egnp.exe'
  for (const letter of Object.values(lettersOf(nasty))) {
    assert.doesNotMatch(letter.subject, /[\r\n\u202e]/)
    assert.doesNotMatch(letter.html, /<b[ >]|onclick="/)
    assert.ok(letter.html.includes('&lt;b onclick=&quot;x&quot;&gt;&quot;A&#39; &amp; Co'))
    // A long sentence may be wrapped before any word; a paragraph of its own it never is.
    assert.doesNotMatch(letter.text, /(^|\n\n)Bcc:|\u202e|\r/)
  }
})

test('a long name is cut in the subject, between whole characters', () => {
  const letter = lettersOf('🏦'.repeat(300)).scanDone
  assert.equal([...(letter?.subject ?? '')].length, 150)
  assert.ok(letter?.subject.isWellFormed())
})

test('refuses to link anywhere else', () => {
  for (const elsewhere of [
    'https://evil.example.com/',
    'https://backup.example.com.evil.example/',
    'https://backup.example.com@evil.example/',
    'javascript:alert(1)',
    '/backups/1',
  ]) {
    assert.throws(() => lettersOf('Demo', elsewhere), { kind: 'bug' }, elsewhere)
  }
})

test('figures are exact and have their units', () => {
  const counted = scanDone({
    site,
    organisation: 'Demo',
    link,
    files: 1,
    documents: 1_000,
    exact: false,
    price: null,
  })
  assert.equal(counted.subject, 'Demo: about 1 file counted')
  assert.match(counted.text, /Files {2}about 1 file\nOn {5}1,000 documents/)
  assert.doesNotMatch(counted.text, /Price/)
  assert.deepEqual([0, 1, 999, 1_000, 999_949, 999_950, 1_400_000_000, 5e15].map(bytesInWords), [
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '999.9 kB',
    '1.0 MB',
    '1.4 GB',
    '5,000.0 TB',
  ])
  assert.equal(oneLine('a\n\tb   c'), 'a b c')
})

test('a backup without exceptions does not speak of any', () => {
  const facts = {
    site,
    organisation: 'Demo',
    link,
    statusLink,
    files: 2,
    documents: 2,
    bytes: 10,
    missing: [],
    keptUntil: 0,
  }
  const clean = backupDone({ ...facts, exceptions: 0 })
  assert.doesNotMatch(clean.text + clean.subject, /exception|Could not/)
  const rough = backupDone({ ...facts, exceptions: 1 })
  assert.match(rough.subject, /with 1 exception$/)
})

test('a backup that stopped promises no retry that would be refused', () => {
  const stopped = { site, organisation: 'Demo', link, filesDone: 1, filesTotal: 2 }
  const letter = (obstacle: 'paid back' | null) =>
    backupFailed({ ...stopped, reason: 'It broke.', operatorTold: true, obstacle }).text
  assert.match(letter(null), /Open the backup to try again/)
  assert.match(letter('paid back'), /Its payment was paid back/)
  assert.doesNotMatch(letter('paid back'), /to try again/)
})

test('what a backup that rests needs before its day follows from why it rests', () => {
  const coming = { site, organisation: 'Demo', link, until: DAY, files: 1, bytes: 7 }
  assert.match(deletionComing({ ...coming, rests: null }).text, /Download it before/)
  assert.match(deletionComing({ ...coming, rests: 'by hand' }).text, /Resume it before that day/)
  assert.match(deletionComing({ ...coming, rests: 'connection' }).text, /Connect the organisation/)
})
