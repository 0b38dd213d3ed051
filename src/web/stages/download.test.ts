import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite, ORIGIN } from '../../../tests/support/ask-site.ts'
import { finished } from '../../../tests/support/fake-views.ts'
import { SCENES } from '../../../tests/support/scenes.ts'
import { serveSite } from '../server.ts'

const PATH = '/backups/bak_1/download'
const site = () => askSite({ scene: 'complete' })
const asked = (headers: Record<string, string>) => site().get(PATH, { ...ANN_HEADERS, ...headers })

describe('a download', () => {
  test('comes whole, with its length, tag and name', async () => {
    const { get, state } = site()
    const answer = await get(PATH, ANN_HEADERS)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-length'), '1000')
    assert.equal(answer.headers.get('etag'), '"abc123"')
    assert.equal(answer.headers.get('accept-ranges'), 'bytes')
    assert.equal(answer.headers.get('cache-control'), 'private, no-transform')
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /^attachment; filename="Ledgerkeep - /,
    )
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), state.archive)
  })

  const ranges = [
    ['bytes=0-9', 206, 'bytes 0-9/1000', '0123456789'],
    ['bytes=995-', 206, 'bytes 995-999/1000', '56789'],
    ['bytes=-3', 206, 'bytes 997-999/1000', '789'],
    ['bytes=998-5000', 206, 'bytes 998-999/1000', '89'],
    ['bytes=1000-', 416, 'bytes */1000', ''],
    ['lines=1-2', 200, null, null],
    ['bytes=0-1,5-6', 200, null, null],
  ] as const
  for (const [range, status, contentRange, body] of ranges) {
    test(`in part: ${range}`, async () => {
      const answer = await asked({ range })
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('content-range'), contentRange)
      const text = await answer.text()
      assert.equal(text, body ?? '0123456789'.repeat(100))
      if (status !== 416) assert.equal(answer.headers.get('content-length'), String(text.length))
    })
  }

  test('is taken up again only when it is the same archive', async () => {
    const same = await asked({ range: 'bytes=5-9', 'if-range': '"abc123"' })
    assert.equal(same.status, 206)
    for (const other of ['"other"', 'W/"abc123"', 'Sun, 22 Nov 2026 10:00:00 GMT']) {
      assert.equal((await asked({ range: 'bytes=5-9', 'if-range': other })).status, 200, other)
    }
  })

  test('is not sent to who has it', async () => {
    for (const tag of ['"abc123"', '"x", W/"abc123"', '*']) {
      const answer = await asked({ 'if-none-match': tag })
      assert.equal(answer.status, 304, tag)
      assert.equal(await answer.text(), '')
    }
    assert.equal((await asked({ 'if-none-match': '"other"' })).status, 200)
  })

  test('HEAD tells the same and opens nothing', async () => {
    const { site: app, state } = site()
    const answer = await app.request(ORIGIN + PATH, { method: 'HEAD', headers: ANN_HEADERS })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-length'), '1000')
    assert.equal(await answer.text(), '')
    assert.equal(state.reads.length, 0)
  })

  test('a name with quotes, line breaks and signs cannot leave its header', async () => {
    const name = 'Ö "x"\r\nSet-Cookie: a=b €.zip'
    const archive = { state: 'ready', fileName: name, bytes: 1000 } as const
    const organisations = [{ ...SCENES.complete[0], backups: [finished({ archive })] }]
    const { get } = askSite({ state: { organisations } })
    const answer = await get(PATH, ANN_HEADERS)
    const header = answer.headers.get('content-disposition') ?? ''
    assert.equal(answer.headers.get('set-cookie'), null)
    assert.equal(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? ''), name)
  })
})

describe('over a socket', () => {
  const request = (url: string, options: http.RequestOptions = {}) => {
    const asking = http.get(url + PATH, { headers: ANN_HEADERS, ...options })
    return once(asking, 'response').then(([answer]) => answer as http.IncomingMessage)
  }

  test('the stream is destroyed when the client goes away', async () => {
    const { site: app, state } = askSite({
      scene: 'complete',
      state: { archive: Buffer.alloc(64 * 1024 * 1024) },
    })
    const serving = await serveSite(app, { port: 0, host: '127.0.0.1' })
    const answer = await request(serving.url)
    await once(answer, 'data')
    const [read] = state.reads
    assert.ok(read && !read.destroyed)
    const closed = once(read, 'close')
    answer.destroy()
    await closed
    assert.ok(read.destroyed)
    await serving.close()
  })

  test('a stream that breaks off breaks the answer off: never a short file that looks whole', async () => {
    const { site: app, state } = askSite({
      scene: 'complete',
      state: { archive: Buffer.alloc(64 * 1024 * 1024) },
    })
    const serving = await serveSite(app, { port: 0, host: '127.0.0.1' })
    const answer = await request(serving.url)
    await once(answer, 'data')
    answer.on('error', () => undefined)
    const broken = new Promise((resolve) => answer.on('close', resolve))
    state.reads[0]?.destroy(new Error('the stored file is damaged'))
    answer.resume()
    await broken
    assert.equal(answer.complete, false)
    await serving.close()
  })

  test('HEAD keeps the length', async () => {
    const { site: app } = site()
    const serving = await serveSite(app, { port: 0, host: '127.0.0.1' })
    const answer = await request(serving.url, { method: 'HEAD' })
    assert.equal(answer.headers['content-length'], '1000')
    answer.resume()
    await serving.close()
  })
})
