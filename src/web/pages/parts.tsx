import { formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'

interface PartsProps {
  readonly backupId: string
  readonly organisation: string
  readonly size: string
  /** The length of each part in bytes. */
  readonly parts: readonly number[]
}

export const PartsPage = ({ backupId, organisation, size, parts }: PartsProps) => (
  <div class="flow">
    <p>
      <a href={to('backupPage', { backupId })}>{T.title(organisation)}</a>
    </p>
    <h1>{T.partsTitle}</h1>
    <p>{T.partsText(size)}</p>
    <ol>
      {parts.map((bytes, nth) => (
        <li>
          <a href={`${to('download', { backupId })}?part=${nth + 1}&size=${size}`}>
            {T.part(nth + 1)}
          </a>
          <span class="quiet">, {formatBytes(bytes)}</span>
        </li>
      ))}
    </ol>
  </div>
)
