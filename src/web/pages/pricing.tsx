import { formatMoney, money } from '../../core/money.ts'
import { PRICE_LIST } from '../../core/price-list.ts'
import { priceOf } from '../../core/quote.ts'
import { formatCount } from '../figures.ts'
import { to } from '../routes.ts'
import { PRICING_TEXT as T } from '../texts/reading.ts'
import { LinkButton } from '../ui/button.tsx'
import { TextField } from '../ui/fields.tsx'
import { PriceLines } from '../ui/price-lines.tsx'

export interface PricingProps {
  /** As typed. */
  readonly typed: string
  /** Null when what was typed is no number of files. */
  readonly files: number | null
}

/** The price list, and a calculator that works without a script. */
export const PricingPage = (props: PricingProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <PriceList />
    <section class="action-panel" aria-labelledby="calculator">
      <h2 id="calculator">{T.calculator}</h2>
      <form method="get" action={to('pricing')} data-preview={to('pricing')} novalidate>
        <div class="inline-form">
          <TextField
            name="files"
            label={T.files}
            hint={T.filesHint}
            type="number"
            inputmode="numeric"
            min={0}
            max={10_000_000}
            narrow
            value={props.typed}
            error={props.files === null ? T.wrong : undefined}
          />
          <button class="button secondary" type="submit">
            {T.show}
          </button>
        </div>
      </form>
      {props.files !== null && <PricingResult files={props.files} />}
    </section>
    <LinkButton href={to('backup')} text={T.start} />
  </>
)

export const PricingResult = ({ files }: { readonly files: number }) => {
  const price = priceOf(files)
  return (
    <div data-part="result">
      <p class="price figure">{formatMoney(price.net)}</p>
      <PriceLines lines={price.lines} net={price.net} />
    </div>
  )
}

const PriceList = () => {
  const { bands, currency, minimumMinor, capMinor } = PRICE_LIST
  return (
    <>
      <table class="bill">
        <caption>{T.bands}</caption>
        <tbody>
          {bands.map((band, index) => (
            <tr>
              <th scope="row">{bandName((bands[index - 1]?.upTo ?? 0) + 1, band.upTo)}</th>
              <td class="figure">{each(band.perFileHundredths)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        <li>{T.minimum(formatMoney(money(minimumMinor, currency)))}</li>
        <li>{T.cap(formatMoney(money(capMinor, currency)))}</li>
        <li>{T.vat}</li>
      </ul>
    </>
  )
}

function bandName(first: number, last: number | null): string {
  if (last === null) return T.rest(formatCount(first))
  return first === 1 ? T.first(formatCount(last)) : T.next(formatCount(first), formatCount(last))
}

const each = (hundredths: number): string =>
  PRICE_LIST.currency === 'GBP'
    ? `${hundredths / 100}p each`
    : `${hundredths / 10_000} ${PRICE_LIST.currency} each`
