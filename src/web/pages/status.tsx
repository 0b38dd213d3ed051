import type { OrganisationView } from '../../app/app.ts'
import { to } from '../routes.ts'
import { STATUS as T } from '../texts/status.ts'
import { PostButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { EmptyDrawing } from '../ui/empty-drawing.tsx'
import { Announcer, Live } from '../ui/live.tsx'

interface StatusProps {
  readonly organisations: readonly OrganisationView[]
  readonly email: string
  readonly paid: boolean
  readonly now: number
}

export const StatusPage = (props: StatusProps) => (
  <div class="flow" data-events={to('statusEvents')}>
    <div class="title-row">
      <div>
        <h1>{T.title}</h1>
        <p class="lead">{T.lead(props.email)}</p>
      </div>
      {props.organisations.length > 0 && (
        <PostButton action={to('connectForm')} text={T.another} kind="secondary" />
      )}
    </div>
    <Announcer />
    {props.organisations.length === 0 && <Empty />}
    {props.organisations.map((organisation) => (
      <Live id={organisation.connectionId}>
        <Card {...props} organisation={organisation} />
      </Live>
    ))}
  </div>
)

const Empty = () => (
  <div class="empty">
    <EmptyDrawing />
    <h2>{T.emptyTitle}</h2>
    <p>{T.emptyText}</p>
    <PostButton action={to('connectForm')} text={T.another} />
  </div>
)
