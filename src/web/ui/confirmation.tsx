import { LinkButton, PostButton } from './button.tsx'

interface ConfirmationProps {
  readonly title: string
  readonly heading: string
  /** Plainly what happens, one sentence each. */
  readonly points: readonly string[]
  readonly action: string
  readonly confirm: string
  readonly back: { readonly href: string; readonly text: string }
}

/** Asks before something that a person may regret. */
export const Confirmation = (props: ConfirmationProps) => (
  <>
    <h1>{props.title}</h1>
    <h2>{props.heading}</h2>
    <ul>
      {props.points.map((point) => (
        <li>{point}</li>
      ))}
    </ul>
    <div class="buttons">
      <PostButton action={props.action} text={props.confirm} kind="danger" />
      <LinkButton href={props.back.href} text={props.back.text} kind="secondary" />
    </div>
  </>
)
