import type { Fault } from '../texts/faults.ts'
import { LinkButton } from '../ui/button.tsx'

export const ErrorPage = (props: { readonly fault: Fault; readonly reference: string | null }) => (
  <article class="error-page">
    <h1>{props.fault.title}</h1>
    <dl class="facts">
      <dt>What happened</dt>
      <dd>{props.fault.happened}</dd>
      <dt>What is safe</dt>
      <dd>{props.fault.safe}</dd>
      <dt>What to do now</dt>
      <dd>{props.fault.todo}</dd>
      {props.reference && (
        <>
          <dt>Reference</dt>
          <dd>
            <code>{props.reference}</code>
          </dd>
        </>
      )}
    </dl>
    <LinkButton href={props.fault.link.href} text={props.fault.link.text} />
  </article>
)
