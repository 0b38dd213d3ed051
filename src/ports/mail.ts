export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Stable per letter, so that a server that got it twice can tell. */
  readonly messageId: string
}

/** Hands a letter to the mail server (or the outbox). Throws `retry` when it could not. */
export interface Mail {
  send(letter: Letter): Promise<void>
}

/** Letters kept as files instead of being sent; what the demonstration shows. Newest first. */
export interface Outbox {
  letters(): Promise<readonly OutboxLetter[]>
}

export interface OutboxLetter extends Letter {
  readonly name: string
  readonly at: number
}
