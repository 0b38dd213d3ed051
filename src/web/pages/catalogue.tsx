import { FILE_TYPES, isWanted, RESOURCES } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { CATALOGUE_TEXT as T } from '../texts/reading.ts'

interface CatalogueProps {
  /** What this installation asks Xero for. */
  readonly scopes: readonly string[]
}

/** All sheets but those that only come along when they are ticked. */
const SHEETS = RESOURCES.filter(({ follows }) => follows?.by !== 'request')

/** What is backed up, read from the same catalogue that the backup works by. */
export const CataloguePage = ({ scopes }: CatalogueProps) => {
  const isRead = (one: Resource): boolean => isWanted(one, scopes, scopes, '')
  return (
    <article class="reading">
      <h1>{T.title}</h1>
      <p class="lead">{T.lead}</p>
      <h2>{T.filesTitle}</h2>
      <p>{T.filesText}</p>
      <ul class="columns">
        {FILE_TYPES.map((type) => (
          <li>{type.title}</li>
        ))}
      </ul>
      <h2>{T.sheetsTitle}</h2>
      <p>{T.sheetsText}</p>
      <Sheets of={SHEETS.filter(isRead)} />
      <h2>{T.tickedTitle}</h2>
      <p>{T.tickedText}</p>
      <h2>{T.excludedTitle}</h2>
      <p>{T.excludedText}</p>
      <ul>
        {T.excluded.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <NotAsked of={SHEETS.filter((one) => !isRead(one))} />
    </article>
  )
}

interface SheetsProps {
  readonly of: readonly Resource[]
}

const NotAsked = ({ of }: SheetsProps) =>
  of.length > 0 && (
    <details>
      <summary>{T.notAsked}</summary>
      <p>{T.notAskedText}</p>
      <Sheets of={of} />
    </details>
  )

const Sheets = ({ of }: SheetsProps) => (
  <table class="cards">
    <thead>
      <tr>
        <th scope="col">{T.sheet}</th>
        <th scope="col">{T.lines}</th>
        <th scope="col">{T.columns}</th>
      </tr>
    </thead>
    <tbody>
      {of.map((resource) => (
        <tr>
          <th scope="row">{resource.title}</th>
          <td data-label={T.lines}>
            {resource.lines.map((lines) => lines.title).join(', ') || '-'}
          </td>
          <td data-label={T.columns} class="figure">
            {resource.columns.length}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
