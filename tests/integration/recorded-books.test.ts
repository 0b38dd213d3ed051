import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { backUp, connect, download } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import { attachmentsIn, readZip, type ZipFile } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

// Whatever a folder of recorded books holds, odd fields included, has to arrive in the archive.

const id = (nth: number): string => `22b3fab4-ef56-4d70-a110-${String(nth).padStart(12, '0')}`

/** Texts as they stand in the folder, so that no digit is lost on the way to the simulator. */
const BOOKS: Readonly<Record<string, string>> = {
  Organisation: `{"Id":"x","Organisations":[{"OrganisationID":"${id(1)}","Name":"Kōwhai & Sons","CountryCode":"NZ","BaseCurrency":"NZD","FinancialYearEndDay":31,"FinancialYearEndMonth":3,"OddFact":"of the organisation"}]}`,
  Contacts: `[{"ContactID":"${id(2)}","Name":"Ångström \\u2028 Ltd","ContactStatus":"ARCHIVED","IsCustomer":true,"ContactPersons":null,"Addresses":[],"OddNote":"kept as it is"}]`,
  Accounts: `\ufeff[{"AccountID":"${id(3)}","Code":"200","Name":"Sales","Type":"REVENUE","Class":"REVENUE","Status":"ACTIVE","UpdatedDateUTC":"/Date(1278000000000+0000)/"}]`,
  Invoices: `{"Status":"OK","Invoices":[
    {"InvoiceID":"${id(10)}","InvoiceNumber":"INV-1","Type":"ACCREC","Status":"VOIDED","Date":"/Date(1782604800000+0000)/","Total":12345678901234567.8901,"LineItems":[{"Description":"Loaf","Quantity":1.0000,"UnitAmount":"2.5","Oddity":{"deep":[1,2,{"er":"yes"}]}}],"HasAttachments":true},
    {"InvoiceID":"${id(11)}","Type":"ACCSOMETHING","Date":"2026-06-28T00:00:00","Total":"7.10","LineItems":null,"HasAttachments":false},
    {"InvoiceID":"${id(12)}"}]}`,
  ManualJournals: `[{"ManualJournalID":"${id(20)}","Narration":"Depreciation","Date":"/Date(1782604800000+0000)/","JournalLines":[{"LineAmount":-0.00001,"AccountCode":"999"}],"Status":"DELETED"}]`,
  Quotes: `[{"QuoteID":"${id(30)}","QuoteNumber":"QU-1","Date":"/Date(1782604800000)/"}]`,
}

const FILES: readonly (readonly [string, string, string])[] = [
  ['Invoices', id(10), 'a #1 & 50%.pdf'],
  ['Invoices', id(10), 'A #1 & 50%.PDF'],
  ['Invoices', id(11), 'flag says no.txt'],
  ['Contacts', id(2), 'Vertrag – März.txt'],
  ['ManualJournals', id(20), '.hidden'],
  ['Quotes', id(30), 'quote.csv'],
]

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-books-'))
  for (const [name, text] of Object.entries(BOOKS)) {
    writeFileSync(join(folder, `${name}.json`), text)
  }
  for (const [nth, [resource, record, name]] of FILES.entries()) {
    const below = join(folder, 'Attachments', resource, record)
    mkdirSync(below, { recursive: true })
    writeFileSync(join(below, name), `file ${nth}: ${name}`)
  }
})
after(() => rmSync(folder, { recursive: true }))

const textOf = (zip: readonly ZipFile[], part: string): string => {
  const found = zip.filter((file) => file.path.startsWith(`data/${part}`))
  assert.ok(found.length > 0, `no ${part}`)
  return found.map((file) => file.bytes.toString()).join('\n')
}

test('every field and every file of a folder of recorded books arrives in the archive', async () => {
  await using bench = await startInstallation({ world: folder })
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete', backup.reason ?? '')
  const archive = await download(bench.app, customer, backup.id)
  assert.equal(allFiles(booksOf(bench)).length, FILES.length)
  assert.deepEqual(hashes(attachmentsIn(archive)), hashes(allFiles(booksOf(bench))))

  const zip = readZip(archive)
  const invoices = textOf(zip, 'Raw/Invoices')
  for (const told of [
    '12345678901234567.8901',
    '1.0000',
    '{"er":"yes"}',
    'ACCSOMETHING',
    '"7.10"',
  ]) {
    assert.ok(invoices.includes(told), told)
  }
  assert.ok(textOf(zip, 'Raw/Contacts').includes('"OddNote":"kept as it is"'))
  assert.ok(textOf(zip, 'Raw/Organisation').includes('"OddFact":"of the organisation"'))
  assert.ok(textOf(zip, 'Raw/ManualJournals').includes('-0.00001'))

  const sheet = textOf(zip, 'Data/Invoices.csv')
  for (const told of [id(10), id(11), id(12), '12345678901234567.8901', 'VOIDED', 'ACCSOMETHING']) {
    assert.ok(sheet.includes(told), `the sheet has no ${told}`)
  }
  assert.match(textOf(zip, 'Data/Invoice lines.csv'), /Loaf/)
  assert.match(textOf(zip, 'Data/Contacts.csv'), /ARCHIVED/)
})

test('a folder that tells of no organisation is named by itself, and backed up all the same', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'bare-books-'))
  try {
    writeFileSync(join(bare, 'Items.json'), `[{"ItemID":"${id(40)}","Code":"LOAF","Odd":1e3}]`)
    await using bench = await startInstallation({ world: bare })
    const customer = await connect(bench)
    const backup = await backUp(bench, customer)
    assert.equal(backup.state, 'complete', backup.reason ?? '')
    const zip = readZip(await download(bench.app, customer, backup.id))
    assert.match(textOf(zip, 'Data/Items.csv'), /LOAF/)
    assert.ok(textOf(zip, 'Raw/Items').includes('"Odd":1e3'))
  } finally {
    rmSync(bare, { recursive: true })
  }
})
