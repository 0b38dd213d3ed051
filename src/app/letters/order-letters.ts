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

/** A bank debit that failed after all. */
export function paymentNotArrived(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: your payment did not arrive`,
    news: `The bank did not pay for the backup of ${input.organisation}.`,
    facts: factsOf(input),
    next: ['Nothing was charged, and the backup has not started. You can pay in another way.'],
    button: 'Pay in another way',
    link: input.link,
  })
}

/** A second payment for the same order, which went back at once. */
export function paymentDoubled(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: you paid twice, and the second payment goes back`,
    news: `The order for ${input.organisation} was paid twice. The second payment is on its way back to you.`,
    facts: factsOf(input),
    next: ['Banks take five to ten days. The backup goes on as it is.'],
    button: 'See the order',
    link: input.link,
  })
}

/** A share of it goes back, for what could not be delivered. */
export function paymentPartRefunded(
  input: PaymentLetter & { readonly back: string; readonly because: string },
): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: ${input.back} goes back to you`,
    news: `A part of your payment for the backup of ${input.organisation} is on its way back to you.`,
    facts: [...factsOf(input), ['Goes back', input.back], ['Why', input.because]],
    next: [
      'Banks take five to ten days. The backup and its download stay as they are.',
      'A credit note for your books comes with a separate email.',
    ],
    button: 'See the order',
    link: input.link,
  })
}

/** All of it was given back. */
export function paymentRefunded(input: PaymentLetter): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: your payment goes back to you`,
    news: `The payment for the backup of ${input.organisation} is on its way back to you.`,
    facts: factsOf(input),
    next: [
      'Banks take five to ten days. The backup is stopped, its download is closed, and its files are deleted in a week.',
      'A credit note for your books comes with a separate email.',
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
