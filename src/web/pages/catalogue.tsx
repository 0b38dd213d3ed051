import { FILE_TYPES, RESOURCES } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { CATALOGUE_TEXT as T } from '../texts/reading.ts'

/** What is backed up, read from the same catalogue that the backup works by. */
export const CataloguePage = () => (
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
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{T.sheet}</th>
          <th scope="col">{T.lines}</th>
          <th scope="col">{T.columns}</th>
        </tr>
      </thead>
      <tbody>{RESOURCES.map(ResourceRow)}</tbody>
    </table>
    <p class="quiet">{T.grantedText}</p>
    <h2>{T.excludedTitle}</h2>
    <p>{T.excludedText}</p>
    <ul>
      {T.excluded.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </article>
)

const ResourceRow = (resource: Resource) => (
  <tr>
    <th scope="row">
      {resource.title}
      {resource.onlyWhenGranted && <span class="quiet"> ({T.granted})</span>}
    </th>
    <td data-label={T.lines}>{resource.lines.map((lines) => lines.title).join(', ') || '-'}</td>
    <td data-label={T.columns} class="figure">
      {resource.columns.length}
    </td>
  </tr>
)
