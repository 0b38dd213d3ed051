import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { SCENES } from '../../../tests/support/scenes.ts'

test('a scan that rests for want of a connection says so, and promises no letter', async () => {
  const organisations = SCENES['scan needs connecting']
  const html = await (
    await askSite({ state: { organisations } }).get('/status', ANN_HEADERS)
  ).text()
  assert.match(html, /Paused: Xero is disconnected/)
  assert.match(html, /Connect again/)
  assert.doesNotMatch(html, /Counting your files|We will email you/)
})
