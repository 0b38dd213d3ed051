import type { Person } from '../../ports/store/connect.ts'
import { to } from '../routes.ts'
import { CONNECT as T } from '../texts/connect.ts'
import { LinkButton } from '../ui/button.tsx'

interface ConnectProps {
  readonly person: Person | null
  readonly consent: boolean
  readonly paid: boolean
  readonly returnTo: string
}

/** What happens, and the way into Xero: cookies first, then the login; who is in goes to Status. */
export const ConnectPage = (props: ConnectProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <section class="action-panel" aria-labelledby="next">
      <Next {...props} />
    </section>
    <section aria-labelledby="steps">
      <h2 id="steps">{T.stepsTitle}</h2>
      <ol class="steps">
        {T.steps(props.paid).map((step) => (
          <li>
            <h3>{step.title}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
    </section>
  </>
)

const Next = (props: ConnectProps) => {
  if (props.person) return <SignedIn person={props.person} />
  return props.consent ? <Login returnTo={props.returnTo} /> : <Accept returnTo={props.returnTo} />
}

const SignedIn = ({ person }: { readonly person: Person }) => (
  <>
    <h2 id="next">{T.signedInTitle}</h2>
    <p>{T.signedInText(person.name || person.email)}</p>
    <LinkButton href={to('status')} text={T.toStatus} />
  </>
)

const Accept = ({ returnTo }: { readonly returnTo: string }) => (
  <>
    <h2 id="next">{T.cookiesTitle}</h2>
    <p>{T.cookiesText}</p>
    <p>
      <a href={to('cookies')}>{T.cookiesLink}</a>
    </p>
    <form method="post" action={to('acceptCookies')}>
      <input type="hidden" name="returnTo" value={returnTo} />
      <button class="button primary" type="submit">
        {T.accept}
      </button>
    </form>
  </>
)

const Login = ({ returnTo }: { readonly returnTo: string }) => (
  <>
    <h2 id="next">{T.loginTitle}</h2>
    <p>{T.loginText}</p>
    <ul class="ticks">
      {T.safety.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
    <form method="post" action={to('connectForm')}>
      <input type="hidden" name="returnTo" value={returnTo} />
      <button class="button primary" type="submit">
        {T.login}
      </button>
    </form>
  </>
)
