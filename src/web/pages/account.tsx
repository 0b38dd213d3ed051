import type { AccountView, KeepingRules } from '../../app/app-life.ts'
import { to } from '../routes.ts'
import { ACCOUNT as T } from '../texts/account.ts'
import { warningWords } from '../texts/days.ts'
import { AccountOrders, AccountOrganisations, AccountReceipts } from '../ui/account-tables.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Confirmation } from '../ui/confirmation.tsx'
import { TextField } from '../ui/fields.tsx'
import { FormErrors, type FormFault } from '../ui/form-errors.tsx'
import { Instant } from '../ui/instant.tsx'

interface AccountProps {
  readonly view: AccountView
  readonly rules: KeepingRules
  /** As typed. */
  readonly days: string
  readonly fault: FormFault | null
  readonly now: number
}

/** Everything that is held about a person, and the way to end each part of it. */
export const AccountPage = (props: AccountProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead(props.view.name, props.view.email)}</p>
    <p class="quiet">
      {T.since} <Instant at={props.view.since} now={props.now} />.
    </p>
    <FormErrors fault={props.fault} />
    <AccountOrganisations {...props} />
    <AccountOrders {...props} />
    <Keeping {...props} />
    <Sessions {...props} />
    <AccountReceipts {...props} />
    <section>
      <h2>{T.erase}</h2>
      <p>{T.eraseText}</p>
      <LinkButton href={to('eraseAsk')} text={T.erase} kind="secondary" />
    </section>
  </>
)

const Keeping = ({ rules, days, fault }: AccountProps) => (
  <section>
    <h2>{T.keeping}</h2>
    <form method="post" action={to('accountKeep')} class="inline-form" novalidate>
      <TextField
        name="days"
        label={T.days}
        hint={T.daysHint(rules.mostDays, warningWords(rules))}
        type="number"
        inputmode="numeric"
        min={1}
        max={rules.mostDays}
        narrow
        value={days}
        error={fault?.field === 'days' ? fault.text : undefined}
      />
      <button class="button secondary" type="submit">
        {T.saveDays}
      </button>
    </form>
    {rules.idleDays > 0 && <p class="quiet">{T.idle(rules.idleDays)}</p>}
  </section>
)

const Sessions = ({ view, now }: AccountProps) => (
  <section>
    <h2>{T.sessions}</h2>
    <ul class="rows">
      {view.sessions.map((one) => (
        <li>
          <strong>{one.current ? T.thisBrowser : T.otherBrowser}</strong>
          <p class="quiet">
            {T.session} <Instant at={one.createdAt} now={now} />. {T.sessionEnds}{' '}
            <Instant at={one.expiresAt} now={now} />.
          </p>
        </li>
      ))}
    </ul>
    {view.sessions.length > 1 ? (
      <PostButton action={to('signOutEverywhere')} text={T.signOutOthers} kind="secondary" />
    ) : (
      <p class="quiet">{T.onlyHere}</p>
    )}
  </section>
)

export const ErasePage = () => (
  <Confirmation
    title={T.eraseTitle}
    heading={T.eraseHappens}
    points={T.erasePoints}
    action={to('erase')}
    confirm={T.eraseConfirm}
    back={{ href: to('account'), text: T.eraseBack }}
  />
)
