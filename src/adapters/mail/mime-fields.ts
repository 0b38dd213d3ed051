import { refuse } from '../../core/errors.ts'
import type { Letter } from '../../ports/mail.ts'

/** Exactly one plain address: no name, no list, nothing that could end a header or a command. */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,190}$/u
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu

/**
 * A letter as nodemailer wants it. Whatever names the letter carries, it gets one recipient, one
 * subject line, and no file or address is read on its behalf.
 */
export function mimeFields(letter: Letter, from: string) {
  if (!ADDRESS.test(letter.to)) {
    throw refuse('The letter has no proper address to go to.', 'Correct the email address.', {
      field: 'email',
    })
  }
  return {
    from,
    // As an object it is not parsed for further recipients.
    to: { name: '', address: letter.to },
    subject: letter.subject.replace(BREAKS, ' ').trim(),
    text: letter.text,
    html: letter.html,
    messageId: `<${letter.messageId.replace(/[\s\p{Cc}<>]/gu, '')}>`,
    // Asks auto-responders to stay quiet.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
