import { createTransport } from 'nodemailer'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Letter, Mail } from '../../ports/mail.ts'
import { mimeFields } from './mime-fields.ts'

const CONNECT_MS = 15_000
const SILENCE_MS = 30_000

export interface SmtpMailOptions {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://host:465`. */
  readonly url: string
  /** `Ledgerkeep <backup@example.com>`. */
  readonly from: string
}

/** Letters through a mail server, one connection each. Every failure of the server is `retry`. */
export function createSmtpMail({ url, from }: SmtpMailOptions): Mail {
  const transport = createTransport({
    url,
    pool: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  })
  return {
    send: async (letter) => {
      const fields = mimeFields(letter, from)
      await transport.sendMail(fields).catch((error: unknown) => {
        throw undelivered(letter, error)
      })
    },
  }
}

/** The server's own words stay in the cause: they may repeat addresses. */
const undelivered = (letter: Letter, cause: unknown): LedgerkeepError =>
  new LedgerkeepError('retry', `The mail server did not take the letter ${letter.messageId}.`, {
    hint: 'It is kept and sent again. If this goes on, check SMTP_URL and MAIL_FROM.',
    cause,
  })
