/** A letter waiting in the database until the mail server has it. */
export interface QueuedMail {
  readonly id: string
  /** One letter per occasion: a second one with the same key is not queued. */
  readonly occasion: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly createdAt: number
  readonly sentAt: number | null
}

export interface MailStore {
  /** False when a letter for that occasion exists already. */
  queueMail(mail: QueuedMail): Promise<boolean>
  mail(id: string): Promise<QueuedMail | null>
  markSent(id: string, at: number): Promise<void>
}
