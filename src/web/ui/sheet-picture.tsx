import { EXAMPLE_PICTURE } from '../pictures.ts'
import { HOME as T } from '../texts/home.ts'

/** The first rows of a sheet of the workbook. The box scrolls sideways on a phone. */
export const SheetPicture = () => (
  <figure class="sheet">
    <figcaption>{T.sheetCaption}</figcaption>
    <section class="sheet-scroll" aria-label={T.sheetCaption} tabindex={0}>
      <table class="grid">
        <thead>
          <tr>
            {EXAMPLE_PICTURE.head.map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {EXAMPLE_PICTURE.rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{figureOf(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </figure>
)

/** An amount as a workbook shows it; anything else as it is. */
const figureOf = (cell: string): string =>
  /^\d+\.\d+$/.test(cell)
    ? Number(cell).toLocaleString('en-GB', { minimumFractionDigits: 2 })
    : cell
