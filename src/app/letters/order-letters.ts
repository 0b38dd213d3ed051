import { type LetterInput, type WrittenLetter, writeLetter } from './letter-content.ts'

export interface PaymentLetter extends LetterInput {
  /** The order's id, for the reader's records. */
  readonly order: string
  /** With its currency: `£144.00`. */
  readonly total: string
}

/** The payment arrived, and the backup starts. */
export function paymentReceived(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: payment received, your backup starts`,
    news: `We have received your payment, and the backup of ${input.organisation} starts now.`,
    facts: factsOf(input),
    next: ['We will email you when it is ready. You can close every page until then.'],
    button: 'Follow the backup',
    link: input.link,
  })
}

/** A bank debit or the like: ordered, but the money takes days. */
export function paymentAwaited(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: waiting for your payment to arrive`,
    news: `Your payment for the backup of ${input.organisation} is on its way.`,
    facts: factsOf(input),
    next: [
      'This way of paying can take several working days. The backup starts by itself when the money arrives, and we will email you then.',
    ],
    button: 'See the order',
    link: input.link,
  })
}

/** Something about the payment does not agree with the order; a person looks at it first. */
export function paymentHeld(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: we are checking your payment`,
    news: `Your payment for the backup of ${input.organisation} does not quite match the order, so we are checking it.`,
    facts: factsOf(input),
    next: [
      `The backup has not started yet. You need do nothing: we will write to you, or ask ${input.site.operator.email} at any time.`,
    ],
    button: 'See the order',
    link: input.link,
  })
}

const factsOf = (input: PaymentLetter) =>
  [
    ['Organisation', input.organisation],
    ['Order', input.order],
    ['Total', input.total],
  ] as const
