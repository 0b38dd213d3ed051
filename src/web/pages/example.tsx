import type { ExampleState } from '../../ports/example.ts'
import { to } from '../routes.ts'
import { EXAMPLE as T } from '../texts/example.ts'
import { ArchiveTree } from '../ui/archive-tree.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Instant } from '../ui/instant.tsx'
import { Notice } from '../ui/notice.tsx'

interface ExampleProps {
  readonly example: ExampleState
  readonly now: number
}

/** A whole archive to look into before anything is connected. */
export const ExamplePage = (props: ExampleProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <Standing {...props} />
    <section>
      <h2>{T.inside}</h2>
      <ul>
        {T.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <p>{T.books}</p>
      <ArchiveTree />
    </section>
    <LinkButton href={to('backup')} text={T.start} kind="secondary" />
  </>
)

const Standing = ({ example, now }: ExampleProps) => {
  switch (example.state) {
    case 'failed':
      return <Notice tone="waiting" title={T.failed} />
    case 'making':
      return <Notice tone="waiting" title={T.making} />
    case 'ready':
      return (
        <div class="archive">
          <p>
            <strong>{T.size(example.bytes)}</strong>
            {'. '}
            {T.made} <Instant at={example.madeAt} now={now} />.
          </p>
          <LinkButton href={to('exampleFile')} text={T.download} />
        </div>
      )
  }
}
