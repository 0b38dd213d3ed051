import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { TruthLine } from '../control.ts'
import { type Session, startSession } from '../test-session.ts'

let session: Session
let lines: TruthLine[]

before(async () => {
  session = await startSession({ world: 'demo' })
  const words = await (
    await fetch(`${session.simulator.control}/truth?tenantId=${session.tenantId}`)
  ).text()
  lines = words
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TruthLine)
})
after(() => session.simulator.close())

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function bytesOf(path: string): Promise<Buffer> {
  const answer = await session.get(path, { accept: 'application/octet-stream' })
  assert.equal(answer.status, 200, path)
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.equal(answer.headers.get('content-length'), String(bytes.length))
  return bytes
}

test('every attached file can be fetched by id, and is what the truth says', async () => {
  const attached = lines.filter((line) => line.resource !== 'Library')
  assert.equal(attached.length, 150)
  for (const line of attached) {
    const bytes = await bytesOf(
      `api.xro/2.0/${line.resource}/${line.recordId}/Attachments/${line.attachmentId}`,
    )
    assert.equal(bytes.length, line.length, line.fileName)
    assert.equal(sha256(bytes), line.sha256, line.fileName)
  }
})

test('the list of a record tells its files; names work too, but only for the first of a name', async () => {
  for (const [recordId, files] of Map.groupBy(lines.slice(0, 60), (line) => line.recordId)) {
    const [first] = files
    assert.ok(first)
    const path = `api.xro/2.0/${first.resource}/${recordId}/Attachments`
    const answer = (await session.json(path)) as unknown as {
      Attachments: { AttachmentID: string; FileName: string; ContentLength: number }[]
    }
    for (const [at, file] of files.entries()) {
      assert.equal(answer.Attachments[at]?.AttachmentID, file.attachmentId)
      assert.equal(answer.Attachments[at]?.FileName, file.fileName)
      assert.equal(answer.Attachments[at]?.ContentLength, file.length)
      const named = files.find((one) => one.fileName === file.fileName)
      if (file.length < 1_000_000)
        assert.equal(
          sha256(await bytesOf(`${path}/${encodeURIComponent(file.fileName)}`)),
          named?.sha256,
        )
    }
  }
})

test('prepayments point at the files of the bank transaction with the same id', async () => {
  const listed = (await session.json('api.xro/2.0/Prepayments?page=1')) as unknown as {
    Prepayments: { PrepaymentID: string }[]
  }
  const id = listed.Prepayments[0]?.PrepaymentID
  const bank = await session.json(`api.xro/2.0/BankTransactions/${id}`)
  assert.equal(
    (bank as unknown as { BankTransactions: { PrepaymentID: string }[] }).BankTransactions[0]
      ?.PrepaymentID,
    id,
  )
  assert.equal((await session.get(`api.xro/2.0/Prepayments/${id}/Attachments`)).status, 404)
})

test('the Files API lists attached and library files, and their content', async () => {
  const seen: string[] = []
  for (let page = 1; page <= 2; page += 1) {
    const answer = (await session.json(
      `files.xro/1.0/Files?page=${page}&pagesize=500`,
    )) as unknown as {
      TotalCount: number
      PerPage: number
      Items: { Id: string; CreatedDateUtc: string }[]
    }
    assert.equal(answer.TotalCount, 156)
    assert.equal(answer.PerPage, 100)
    for (const item of answer.Items) {
      assert.match(item.CreatedDateUtc, /\.\d{7}$/)
      seen.push(item.Id)
    }
  }
  assert.deepEqual(
    seen,
    lines.map((line) => line.attachmentId),
  )
  const library = lines.at(-1)
  assert.equal(
    sha256(await bytesOf(`files.xro/1.0/Files/${library?.attachmentId}/Content`)),
    library?.sha256,
  )
  assert.deepEqual(
    await session.json(`files.xro/1.0/Files/${library?.attachmentId}/Associations`),
    [],
  )
  const inbox = await session.json('files.xro/1.0/Inbox')
  assert.equal(inbox.FileCount, 6)
})

test('counting files goes for many ids at once, up to a limit', async () => {
  const record = lines[0]?.recordId ?? ''
  const unknown = crypto.randomUUID()
  const counted = await session.json(
    `files.xro/1.0/Associations/Count?ObjectIds=${record},${unknown}`,
  )
  assert.deepEqual(counted, {
    [record]: lines.filter((line) => line.recordId === record).length,
    [unknown]: 0,
  })
  const ask = async (count: number) =>
    (
      await session.get(
        `files.xro/1.0/Associations/Count?ObjectIds=${Array(count).fill(record).join(',')}`,
      )
    ).status
  assert.equal(await ask(400), 200)
  assert.equal(await ask(501), 414)
  const associations = (await session.json(`files.xro/1.0/Associations/${record}`)) as unknown as {
    FileId: string
  }[]
  assert.equal(associations[0]?.FileId, lines[0]?.attachmentId)
})

test('another organisation’s ids lead nowhere', async () => {
  const other = session.simulator.world.organisations[1]
  const file = other?.fileAt(0)
  assert.ok(file?.parent)
  const path = `api.xro/2.0/${file.parent.resource}/${file.parent.id}/Attachments`
  assert.equal((await session.get(path)).status, 404)
  assert.equal((await session.get(path, { 'xero-tenant-id': other?.tenantId ?? '' })).status, 403)
})
