import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CELL_STRINGS } from './cell-strings.ts'
import { assertValid, below, invoices, readBook, workbookOf } from './made-workbook.ts'
import { LIBREOFFICE, OPENPYXL, UNZIP, VALIDATOR } from './programs.ts'
import { keptFile, newFolder } from './stored-order.ts'

test('texts of every kind come back as the same texts, and none as a formula', async (t) => {
  const records = CELL_STRINGS.map((text, nth) => ({
    InvoiceID: `i${nth}`,
    InvoiceNumber: text,
    Reference: text,
    Contact: { Name: text },
    LineItems: [{ Description: text }],
  }))
  const path = await workbookOf(t, {
    pages: { Invoices: [invoices(records)] },
    files: CELL_STRINGS.map((text, nth) =>
      keptFile(nth, { originalName: text, contact: text, number: text }),
    ),
    exceptions: CELL_STRINGS.map((text) => ({
      resource: 'Invoices',
      recordId: text,
      number: text,
      attachmentId: text,
      name: text,
      reason: text,
      advice: text,
    })),
  })
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('openpyxl', OPENPYXL, async () => {
    const { sheets } = await readBook(
      path,
      'Invoices',
      'Invoice lines',
      'Attachments',
      'Exceptions',
    )
    for (const [sheet, column] of [
      ['Invoices', 'Invoice number'],
      ['Invoices', 'Contact'],
      ['Invoice lines', 'Description'],
      ['Attachments', 'Original name'],
      ['Exceptions', 'Reason'],
    ] as const) {
      const cells = below(sheets[sheet], column)
      assert.deepEqual(
        cells.map(([, value]) => value),
        CELL_STRINGS,
        `${sheet}, ${column}`,
      )
      assert.ok(
        cells.every(([type]) => type !== 'f' && type !== 'n'),
        `${sheet}, ${column}`,
      )
    }
  })
})

test('numbers, days and instants are typed and exact', async (t) => {
  const amounts = [
    '0.10',
    '-1234567890.12',
    '123456789012.345',
    '0.0001',
    '7',
    '12345678901234567.89',
  ]
  const days = ['1899-12-31', '1900-02-28', '1900-03-01', '2024-02-29', '9999-12-31', '0001-01-01']
  const raw = amounts.map(
    (amount, nth) =>
      `{"InvoiceID":"${nth}","Total":${amount},"SubTotal":"${amount}","Date":"${days[nth]}T00:00:00",` +
      `"UpdatedDateUTC":"/Date(1782604812345+0000)/","SentToContact":true}`,
  )
  const path = await workbookOf(t, { pages: { Invoices: [`{"Invoices":[${raw.join(',')}]}`] } })
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('the amounts stand in the file digit for digit', UNZIP, async () => {
    const xml = await UNZIP.run('-p', path, 'xl/worksheets/*.xml')
    for (const amount of amounts.slice(0, -1)) assert.ok(xml.includes(`<v>${amount}</v>`), amount)
    assert.ok(xml.includes('<t>12345678901234567.89</t>'))
  })
  await t.test('openpyxl', OPENPYXL, async () => {
    const { sheets } = await readBook(path, 'Invoices')
    const values = (title: string) => below(sheets.Invoices, title).map(([, value]) => value)
    const expected = [...amounts.slice(0, -1).map(Number), amounts.at(-1)]
    assert.deepEqual(values('Total'), expected)
    assert.deepEqual(values('Subtotal'), expected)
    assert.deepEqual(
      values('Date'),
      days.map((day) => (day >= '1900-03-01' ? `${day}T00:00:00` : day)),
    )
    assert.equal(values('Updated date UTC')[0], '2026-06-28T00:00:12.345000')
    assert.equal(values('Sent to contact')[0], true)
  })
})

test('odd answers of Xero lose no record and break nothing', async (t) => {
  const path = await workbookOf(t, {
    pages: {
      Invoices: [
        'null',
        '{}',
        '{"Invoices":null}',
        '[{"InvoiceID":"bare"}]',
        '\ufeff{"Invoices":[{},null,7]}',
      ],
      Journals: [
        '{"Journals":[{"JournalID":"j","JournalNumber":"not a number","JournalLines":null}]}',
      ],
    },
  })
  await t.test('valid', VALIDATOR, () => assertValid(path))
  await t.test('openpyxl', OPENPYXL, async () => {
    const { sheets } = await readBook(path, 'Invoices', 'Journals')
    assert.deepEqual(
      below(sheets.Invoices, 'Invoice ID').map(([, value]) => value),
      ['bare', null, null, null],
    )
    assert.equal(below(sheets.Journals, 'Journal number')[0]?.[1], 'not a number')
  })
})

test('LibreOffice reads the same values', LIBREOFFICE, async (t) => {
  const path = await workbookOf(t, {
    exceptions: [],
    pages: {
      Organisation: [
        JSON.stringify({
          Organisations: [{ Name: '=1+1' }, { Name: ' a\u000bb_x0041_,"q"' }, { Name: '😀 +1' }],
        }),
      ],
    },
  })
  const folder = newFolder((cleanUp) => t.after(cleanUp))
  // Filter options: comma, quotes, UTF-8, from line 1, ..., texts as shown, and only sheet 2.
  await LIBREOFFICE.run(
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2',
    '--outdir',
    folder,
    path,
  )
  const csv = readFileSync(join(folder, 'book-Organisation.csv'), 'utf8')
  assert.match(csv, /^=1\+1,/m)
  assert.ok(csv.includes('" a\u000bb_x0041_,""q"""'))
  assert.match(csv, /^😀 \+1,/m)
})
