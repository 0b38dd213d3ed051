import type { DeletionReceipt } from '../../app/app-life.ts'
import { formatBytes, formatCount } from '../figures.ts'
import { to } from '../routes.ts'
import { RECEIPT as T } from '../texts/account.ts'
import { LinkButton } from '../ui/button.tsx'
import { Instant } from '../ui/instant.tsx'

interface ReceiptProps {
  readonly receipt: DeletionReceipt
  /** False when the account itself is gone. */
  readonly signedIn: boolean
  readonly now: number
}

/** Of what is still being deleted nothing is counted yet; without an account only the letter brings it. */
const going = (signedIn: boolean): string => (signedIn ? T.going : T.goingLetter)

const Figures = ({ receipt }: Pick<ReceiptProps, 'receipt'>) => (
  <>
    <dt>{T.backups}</dt>
    <dd class="figure">{formatCount(receipt.backups)}</dd>
    <dt>{T.files}</dt>
    <dd class="figure">{formatCount(receipt.files)}</dd>
    <dt>{T.bytes}</dt>
    <dd class="figure">{formatBytes(receipt.bytes)}</dd>
    <dt>{T.records}</dt>
    <dd class="figure">{formatCount(receipt.records)}</dd>
  </>
)

/** Proof of a deletion: what, how much, when, and a number to quote. */
export const ReceiptPage = ({ receipt, signedIn, now }: ReceiptProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <dl class="figures">
      <dt>{T.number}</dt>
      <dd>
        <code>{receipt.id}</code>
      </dd>
      <dt>{T.what}</dt>
      <dd>{T.scope(receipt.scope)}</dd>
      <dt>{T.why}</dt>
      <dd>{T.cause(receipt.cause)}</dd>
      <dt>{T.asked}</dt>
      <dd>
        <Instant at={receipt.askedAt} now={now} />
      </dd>
      <dt>{T.finished}</dt>
      <dd>
        {receipt.finishedAt === null ? (
          going(signedIn)
        ) : (
          <Instant at={receipt.finishedAt} now={now} />
        )}
      </dd>
      {receipt.finishedAt !== null && <Figures receipt={receipt} />}
    </dl>
    <p>
      {signedIn ? (
        <LinkButton href={to('account')} text={T.toAccount} kind="secondary" />
      ) : (
        <LinkButton href={to('home')} text={T.toHome} kind="secondary" />
      )}
    </p>
  </>
)
