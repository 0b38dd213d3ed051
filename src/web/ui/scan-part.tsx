import type { ScanView } from '../../app/app.ts'
import { scanWords } from '../texts/states.ts'
import { STATUS as T } from '../texts/status.ts'
import { Instant } from './instant.tsx'
import { Progress } from './progress.tsx'
import { State } from './state.tsx'

interface ScanProps {
  readonly scan: ScanView
  readonly email: string
  readonly now: number
}

/** The latest scan on a card: how it stands, its figures, and what happens next. */
export const ScanPart = (props: ScanProps) => (
  <>
    <State state={scanWords(props.scan, props.now)} now={props.now} />
    <ScanBody {...props} />
  </>
)

const ScanBody = (props: ScanProps) => {
  switch (props.scan.state) {
    case 'pending':
      return <Next text={T.scanPending} email={props.email} />
    case 'scanning':
      return <Scanning {...props} />
    case 'done':
      return <Scanned {...props} />
    case 'failed':
      return (
        <p>
          {props.scan.failure} {T.scanFailed}
        </p>
      )
  }
}

const Next = ({ text, email }: { readonly text: string; readonly email: string }) => (
  <>
    <p>{text}</p>
    <p class="quiet">{T.willEmail(email)}</p>
  </>
)

const Scanning = ({ scan, email }: ScanProps) => {
  const total = scan.listsTotal + scan.documents
  const found = `${T.scanLists(scan.listsDone, scan.listsTotal)}. ${T.scanning(scan.documents, scan.files)}.`
  return (
    <>
      <Progress
        title={T.scanProgress}
        done={scan.listsDone + scan.documentsCounted}
        total={total}
      />
      {scan.waitingFor !== null && <p class="quiet">{scan.waitingFor.replace(/\.$/, '')}.</p>}
      {scan.waitsFor === 'connection' ? <p>{found}</p> : <Next text={found} email={email} />}
    </>
  )
}

const Scanned = ({ scan, now }: ScanProps) => (
  <>
    <p>
      <strong class="figure">{T.scanDone(scan.files, scan.documentsWithFiles)}</strong>
      <span class="quiet">
        {'; '}
        {T.scanRead(scan.documents, scan.records)}
        {scan.finishedAt !== null && (
          <>
            {` ${T.scanDoneAt} `}
            <Instant at={scan.finishedAt} now={now} />.
          </>
        )}
      </span>
    </p>
    {!scan.exact && <p class="quiet">{T.scanInexact}</p>}
    {scan.exceptions.length > 0 && (
      <details>
        <summary>{T.scanExceptions(scan.exceptions.length)}</summary>
        <ul>
          {scan.exceptions.map((one) => (
            <li>
              {one.title}: {one.reason}
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
)
