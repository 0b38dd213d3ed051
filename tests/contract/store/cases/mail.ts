import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place } from '../place.ts'
import { MAIL, NOW } from '../records.ts'

export function mailCases(place: Place): void {
  describe('mail', () => {
    test(
      'one letter is queued for an occasion',
      on(place, async ({ store: { mail } }) => {
        assert.equal(await mail.queueMail(MAIL), true)
        assert.equal(await mail.queueMail({ ...MAIL, id: 'mai_2', subject: 'Twice' }), false)
        assert.deepEqual(await mail.mail(MAIL.id), MAIL)
        assert.equal(await mail.mail('mai_2'), null)
        assert.equal(await mail.queueMail({ ...MAIL, id: 'mai_3', occasion: 'other' }), true)
      }),
    )

    test(
      'a letter is sent at the first time that is told',
      on(place, async ({ store: { mail } }) => {
        await mail.queueMail(MAIL)
        await mail.markSent(MAIL.id, NOW + 1)
        await mail.markSent(MAIL.id, NOW + 2)
        assert.equal((await mail.mail(MAIL.id))?.sentAt, NOW + 1)
      }),
    )
  })
}
