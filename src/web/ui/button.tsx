import type { BackupView } from '../../app/app.ts'
import { to } from '../routes.ts'

interface ButtonProps {
  readonly text: string
  /** One primary button a view. */
  readonly kind?: 'primary' | 'secondary' | 'danger'
  /** Told to screen readers after the text: which of several the button is for. */
  readonly about?: string
}

const About = ({ about }: { readonly about: string | undefined }) =>
  about ? <span class="unseen"> {about}</span> : null

/** A form of one button: something changes when it is pressed. */
export const PostButton = (props: ButtonProps & { readonly action: string }) => (
  <form method="post" action={props.action} class="one-button">
    <button type="submit" class={`button ${props.kind ?? 'primary'}`}>
      {props.text}
      <About about={props.about} />
    </button>
  </form>
)

/** A link that looks like a button: it only leads somewhere. */
export const LinkButton = (props: ButtonProps & { readonly href: string }) => (
  <a class={`button ${props.kind ?? 'primary'}`} href={props.href}>
    {props.text}
    <About about={props.about} />
  </a>
)

/** *Retry what failed*, where the app would accept it. */
export const RetryButton = (props: { readonly backup: BackupView; readonly text: string }) => (
  <PostButton
    action={to('retry', { backupId: props.backup.id })}
    text={props.text}
    kind="secondary"
    about={props.backup.scope}
  />
)
