export { createOutboxMail } from './outbox-mail.ts'
export { createSmtpMail } from './smtp-mail.ts'
