import type { OutboxLetter } from '../../ports/mail.ts'
import { to } from '../routes.ts'
import { OUTBOX as T } from '../texts/outbox.ts'
import { Instant } from '../ui/instant.tsx'
import { LinkedText } from '../ui/linked-text.tsx'

interface OutboxProps {
  readonly letters: readonly OutboxLetter[]
  readonly now: number
}

export const OutboxPage = ({ letters, now }: OutboxProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    {letters.length === 0 ? (
      <p>{T.empty}</p>
    ) : (
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{T.subject}</th>
            <th scope="col">{T.to}</th>
            <th scope="col">{T.at}</th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr>
              <th scope="row">
                <a href={to('letter', { name: letter.name })}>{letter.subject}</a>
              </th>
              <td data-label={T.to}>{letter.to}</td>
              <td data-label={T.at}>
                <Instant at={letter.at} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </>
)

/** A letter as both its versions; the HTML stands in a frame where no script runs. */
export const LetterPage = (props: { readonly letter: OutboxLetter; readonly now: number }) => (
  <>
    <p>
      <a href={to('outbox')}>{T.back}</a>
    </p>
    <h1>{props.letter.subject}</h1>
    <dl class="figures">
      <dt>{T.to}</dt>
      <dd>{props.letter.to}</dd>
      <dt>{T.at}</dt>
      <dd>
        <Instant at={props.letter.at} now={props.now} />
      </dd>
    </dl>
    <h2>{T.html}</h2>
    <iframe
      class="letter"
      title={T.html}
      src={to('letterBody', { name: props.letter.name })}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    />
    <h2>{T.text}</h2>
    <div class="letter-text">
      <LinkedText text={props.letter.text} />
    </div>
  </>
)
