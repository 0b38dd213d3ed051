import { HOME as T } from '../texts/home.ts'

/** The first rows of a sheet of the workbook. The box scrolls sideways on a phone. */
export const SheetPicture = () => (
  <figure class="sheet">
    <figcaption>{T.sheetCaption}</figcaption>
    <section class="sheet-scroll" aria-label={T.sheetCaption} tabindex={0}>
      <table class="grid">
        <thead>
          <tr>
            {T.sheetHead.map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {T.sheetRows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </figure>
)
