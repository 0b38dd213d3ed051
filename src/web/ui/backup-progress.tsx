import type { BackupView } from '../../app/app.ts'
import { formatBytes } from '../figures.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { About } from './instant.tsx'
import { DoneOf, Progress } from './progress.tsx'

interface ProgressProps {
  readonly backup: BackupView
  readonly now: number
}

/** The line that fills, with files and bytes under it and the end beside it. */
export const BackupProgress = ({ backup, now }: ProgressProps) => (
  <div class="filled">
    <Progress title={T.progress} done={backup.filesDone} total={backup.filesTotal} />
    <p class="filled-words">
      <span>
        <strong>
          <DoneOf done={backup.filesDone} total={backup.filesTotal} />
        </strong>{' '}
        {T.files}, <span class="figure">{formatBytes(backup.bytesDone)}</span>
        {backup.exceptions > 0 && T.exceptionsSoFar(backup.exceptions)}
      </span>
      {backup.estimatedEndAt !== null && (
        <span>
          {T.estimate} <About at={backup.estimatedEndAt} now={now} />
        </span>
      )}
    </p>
    {backup.state === 'paused' && <p class="quiet">{T.noEstimate}</p>}
  </div>
)

/** A thin line for each type of document. */
export const BackupTypes = ({ backup }: { readonly backup: BackupView }) => (
  <ul class="type-bars">
    {backup.types.map((type) => (
      <li>
        <span>{type.title}</span>
        <DoneOf done={type.done} total={type.files} />
        <Progress title={type.title} done={type.done} total={type.files} thin />
      </li>
    ))}
    {backup.asked.map((one) => (
      <li>
        <span>{one.title}</span>
        <DoneOf done={one.done} total={one.total} />
        <Progress title={one.title} done={one.done} total={one.total} thin />
      </li>
    ))}
  </ul>
)
