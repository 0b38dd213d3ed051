import type { DisconnectChoice, DisconnectView } from '../../app/app-life.ts'
import { to } from '../routes.ts'
import { DISCONNECT as T } from '../texts/connect-end.ts'
import { LinkButton } from '../ui/button.tsx'
import { FormErrors, type FormFault } from '../ui/form-errors.tsx'
import { Instant } from '../ui/instant.tsx'
import { Notice } from '../ui/notice.tsx'

interface DisconnectProps {
  readonly view: DisconnectView
  readonly fault: FormFault | null
  readonly now: number
}

/** Three plain choices, each with exactly what it does. */
export const DisconnectPage = ({ view, fault, now }: DisconnectProps) => {
  const gone = view.state === 'disconnected'
  const rest = gone && view.backups === 0
  return (
    <>
      <h1>{titleOf(view)}</h1>
      <p class="lead">{leadOf(view)}</p>
      <FormErrors fault={fault} />
      {view.underWay && (
        <Notice tone="waiting" title={T.underWayTitle}>
          <p>{T.underWay(view.underWay.filesDone, view.underWay.filesTotal)}</p>
        </Notice>
      )}
      <form
        method="post"
        action={to('disconnect', { connectionId: view.connectionId })}
        class="stack"
      >
        <fieldset class="field choices" id="choice" tabindex={-1}>
          <legend>{rest ? T.restLegend : T.legend}</legend>
          <Choice value="keep" title={rest ? T.restKeep : T.keep} checked>
            <Keep view={view} now={now} />
          </Choice>
          <Choice value="delete files" title={T.files}>
            <p>{T.filesGoes(view)}</p>
            <p>{T.filesStays}</p>
          </Choice>
          <Choice value="delete all" title={T.all}>
            <p>{T.allGoes(view)}</p>
            {view.paidOrders > 0 && <p>{T.allPaid(view.paidOrders)}</p>}
            <p>{T.allStays}</p>
          </Choice>
        </fieldset>
        {!gone && view.lastConnection && <p>{T.last}</p>}
        <p class="quiet">{T.mail}</p>
        <div class="buttons">
          <button type="submit" class="button danger">
            {gone ? T.deleteConfirm : T.confirm}
          </button>
          <LinkButton href={to('status')} text={gone ? T.deleteBack : T.back} kind="secondary" />
        </div>
      </form>
    </>
  )
}

/** Also the title of the page. */
export function titleOf({ state, backups, organisation }: DisconnectView): string {
  if (state !== 'disconnected') return T.title(organisation)
  return backups > 0 ? T.deleteTitle(organisation) : T.restTitle(organisation)
}

function leadOf({ state, backups }: DisconnectView): string {
  if (state !== 'disconnected') return T.lead
  return backups > 0 ? T.deleteLead : T.restLead
}

const Keep = ({ view, now }: { readonly view: DisconnectView; readonly now: number }) =>
  view.kept.length === 0 ? (
    <p>{view.state === 'disconnected' ? T.keepRest : T.keepNone}</p>
  ) : (
    <>
      <p>{T.keepEach}</p>
      <ul>
        {view.kept.map((one) => (
          <li>
            {one.scope}, {T.begun} <Instant at={one.createdAt} now={now} />:{' '}
            {one.underWay ? T.restsUntil : T.keptUntil} <Instant at={one.keptUntil} now={now} />.
          </li>
        ))}
      </ul>
      <p>
        {T.keepThen} {view.kept.some((one) => !one.underWay) && T.keepDownload}
      </p>
    </>
  )

const Choice = (props: {
  readonly value: DisconnectChoice
  readonly title: string
  readonly checked?: boolean
  readonly children?: unknown
}) => {
  const id = `choice-${props.value.replace(' ', '-')}`
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="choice"
        value={props.value}
        checked={props.checked ?? false}
        aria-describedby={`${id}-text`}
      />
      <label for={id}>{props.title}</label>
      <div id={`${id}-text`}>{props.children}</div>
    </div>
  )
}
