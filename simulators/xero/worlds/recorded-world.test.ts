import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startSession } from '../test-session.ts'

const ID = '22b3fab4-ef56-4d70-a110-a7cc3c1a26cd'
const TENANT = 'b2c885a9-4bb9-4a00-9b6e-6c2bf60b1a2b'
let folder = ''

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-'))
  const organisation = {
    OrganisationID: TENANT,
    Name: 'Recorded',
    CountryCode: 'NZ',
    BaseCurrency: 'NZD',
  }
  writeFileSync(
    join(folder, 'Organisation.json'),
    JSON.stringify({ Status: 'OK', Organisations: [organisation] }),
  )
  writeFileSync(
    join(folder, 'Invoices.json'),
    `[{"InvoiceID":"${ID}","Type":"ACCREC","Total":1000.00,"LineItems":[{"Quantity":1.0000}]}]`,
  )
  mkdirSync(join(folder, 'Attachments', 'Invoices', ID), { recursive: true })
  writeFileSync(join(folder, 'Attachments', 'Invoices', ID, 'a #1.pdf'), '%PDF-')
})
after(() => rmSync(folder, { recursive: true }))

test('recorded books are served with their digits and their files', async () => {
  const session = await startSession({ world: folder })
  try {
    assert.equal(session.tenantId, TENANT)
    const words = await (await session.get('api.xro/2.0/Invoices?page=1')).text()
    assert.ok(words.includes('"Total":1000.00,') && words.includes('"Quantity":1.0000'))
    assert.ok(words.includes('"HasAttachments":true'))
    const bare = await (await session.get('api.xro/2.0/Invoices')).text()
    assert.ok(bare.includes('"LineItems":[]'))
    const listed = (await session.json(`api.xro/2.0/Invoices/${ID}/Attachments`)) as unknown as {
      Attachments: { AttachmentID: string; FileName: string }[]
    }
    assert.equal(listed.Attachments[0]?.FileName, 'a #1.pdf')
    const file = await session.get(
      `api.xro/2.0/Invoices/${ID}/Attachments/${listed.Attachments[0]?.AttachmentID}`,
    )
    assert.equal(await file.text(), '%PDF-')
    assert.equal(file.headers.get('content-type'), 'application/pdf')
  } finally {
    await session.simulator.close()
  }
})
