import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { anOrganisation, aScan, FAKE_NOW, finished } from '../../../tests/support/fake-views.ts'

describe('the account', () => {
  test('shows what is held, and keeps backups as long as one says', async () => {
    const { get, post, state } = askSite({ scene: 'complete' })
    const html = await (await get('/account', ANN_HEADERS)).text()
    for (const part of ['ann@example.com', 'This browser', 'From 1 to 365', '3,021 files']) {
      assert.ok(html.includes(part), part)
    }
    assert.equal((await post('/account/keep', { days: '90' }, ANN_HEADERS)).status, 303)
    for (const days of ['0', '366', 'many', '1.5']) {
      const answer = await post('/account/keep', { days }, ANN_HEADERS)
      assert.equal(answer.status, 400, days)
      assert.match(await answer.text(), new RegExp(`value="${days}"`))
    }
    assert.deepEqual(state.calls, ['account.keepFor 90'])
  })

  test('deleting it asks first, then shows the receipt and signs out', async () => {
    const { get, post, state } = askSite({ scene: 'complete' })
    assert.match(await (await get('/account/erase', ANN_HEADERS)).text(), /can be undone/)
    assert.deepEqual(state.calls, [])
    const answer = await post('/account/erase', {}, ANN_HEADERS)
    const html = await answer.text()
    assert.match(html, /del_1.*Your whole account.*the letter brings the figures/s)
    assert.doesNotMatch(html, /<dt>Files/)
    assert.match(answer.headers.get('set-cookie') ?? '', /ledgerkeep=;/)
    assert.deepEqual(state.calls, ['account.erase'])
  })
})

describe('a receipt', () => {
  test('has no figures before the deletion is done, and looks again until it is', async () => {
    const { get, state } = askSite()
    state.deleting = true
    const going = await get('/receipts/del_1', ANN_HEADERS)
    assert.equal(going.headers.get('refresh'), '10')
    assert.doesNotMatch(await going.text(), /<dt>Files/)
    state.deleting = false
    const done = await get('/receipts/del_1', ANN_HEADERS)
    assert.equal(done.headers.get('refresh'), null)
    assert.match(await done.text(), /<dt>Files.*3,021/s)
  })
})

describe('what is disconnected', () => {
  const disconnected = (deletedAt: number | null) =>
    askSite({
      state: {
        organisations: [
          anOrganisation({
            state: 'disconnected',
            scan: aScan(),
            backups: [finished({ deletedAt })],
          }),
        ],
      },
    })
  const words = async (deletedAt: number | null) => {
    const { get } = disconnected(deletedAt)
    const pages = ['/status', '/account', '/connections/con_1/disconnect']
    return Promise.all(pages.map(async (path) => (await get(path, ANN_HEADERS)).text()))
  }

  test('is spoken of by what is left of it, and nothing can be bought for it', async () => {
    const [status = '', account = '', ask = ''] = await words(null)
    assert.match(status, /Each backup stays here/)
    assert.match(status, /Keep or delete/)
    assert.doesNotMatch(status, /Choose what to back up/)
    assert.match(account, /Keep or delete/)
    assert.match(ask, /Keep or delete what we hold/)
  })

  test('with no backup left, nobody is told of backups that stay', async () => {
    const [status = '', account = '', ask = ''] = await words(FAKE_NOW)
    assert.match(status, /no backup of it is kept here/)
    for (const page of [status, account]) {
      assert.match(page, /Delete what is left/)
      assert.doesNotMatch(page, /Keep or delete|Disconnect or delete/)
    }
    assert.match(ask, /Delete what we hold of.*What shall we do with the rest/s)
    assert.doesNotMatch(ask, /Keep my backups/)
  })
})

describe('a backup', () => {
  test('is paused, taken up, kept and deleted from its page', async () => {
    const { get, post, state } = askSite({ scene: 'complete' })
    for (const what of ['pause', 'resume']) {
      assert.equal((await post(`/backups/bak_1/${what}`, {}, ANN_HEADERS)).status, 303)
    }
    assert.equal((await post('/backups/bak_1/keep', { days: '60' }, ANN_HEADERS)).status, 303)
    const wrong = await post('/backups/bak_1/keep', { days: '999' }, ANN_HEADERS)
    assert.equal(wrong.status, 400)
    assert.match(await (await get('/backups/bak_1/delete', ANN_HEADERS)).text(), /1,512 files/)
    const gone = await post('/backups/bak_1/delete', {}, ANN_HEADERS)
    assert.equal(gone.headers.get('location'), '/receipts/del_1')
    assert.deepEqual(state.calls, [
      'backup.pause bak_1',
      'backup.resume bak_1',
      'backup.keepFor bak_1 60',
      'backup.delete bak_1',
    ])
  })
})

test('the example is sent as one file, and its page says how it stands', async () => {
  const { get, ports } = askSite()
  const answer = await get('/example/archive.zip')
  assert.equal(await answer.text(), 'PK!')
  assert.equal(answer.headers.get('content-length'), '3')
  Object.assign(ports, {
    example: { look: async () => ({ state: 'making' }), open: async () => null },
  })
  const page = await get('/example')
  assert.equal(page.headers.get('refresh'), '5')
  assert.equal((await get('/example/archive.zip')).headers.get('location'), '/example')
})
