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

/** Whose letter it is, so that it is deleted with everything else of theirs. */
export interface MailOwner {
  readonly personId: string
  readonly connectionId: string | null
  /** Whether it is deleted as soon as it is sent. */
  readonly passing: boolean
}

export interface MailStore {
  /** False when a letter for that occasion exists already. */
  queueMail(mail: QueuedMail, owner?: MailOwner): Promise<boolean>
  mail(id: string): Promise<QueuedMail | null>
  /** A passing letter is deleted then. */
  markSent(id: string, at: number): Promise<void>
  /** Empties letters that were sent before `before`; their occasions stay known. */
  forgetSent(before: number): Promise<void>
}
