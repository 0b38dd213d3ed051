import { to } from '../routes.ts'
import { DISCONNECT as T } from '../texts/connect.ts'
import { Confirmation } from '../ui/confirmation.tsx'

export const DisconnectPage = (props: {
  readonly connectionId: string
  readonly organisation: string
}) => (
  <Confirmation
    title={T.title(props.organisation)}
    heading={T.happens}
    points={T.points}
    action={to('disconnect', { connectionId: props.connectionId })}
    confirm={T.confirm}
    back={{ href: to('status'), text: T.back }}
  />
)
