import { fractionDigits, money } from '../../core/money.ts'
import type { PriceList } from '../../core/price-list.ts'
import { priceOf } from '../../core/quote.ts'
import { formatCount, formatMoney } from '../figures.ts'
import { to } from '../routes.ts'
import { PRICING_TEXT as T } from '../texts/reading.ts'
import { LinkButton } from '../ui/button.tsx'
import { TextField } from '../ui/fields.tsx'
import { PreviewFault } from '../ui/live.tsx'
import { PriceLines } from '../ui/price-lines.tsx'

export interface PricingProps {
  /** As typed. */
  readonly typed: string
  /** Null when what was typed is no number of files. */
  readonly files: number | null
  readonly list: PriceList
}

/** The price list, and a calculator that works without a script. */
export const PricingPage = (props: PricingProps) => (
  <>
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <Bands list={props.list} />
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
        <PreviewFault />
      </form>
      {props.files !== null && <PricingResult files={props.files} list={props.list} />}
    </section>
    <LinkButton href={to('backup')} text={T.start} />
  </>
)

export const PricingResult = (props: { readonly files: number; readonly list: PriceList }) => {
  const price = priceOf(props.files, props.list)
  return (
    <div data-part="result">
      <p class="price figure">{formatMoney(price.net)}</p>
      <PriceLines lines={price.lines} net={price.net} />
    </div>
  )
}

const Bands = ({ list }: { readonly list: PriceList }) => {
  const { bands, currency, minimumMinor, capMinor } = list
  return (
    <>
      <table class="bill">
        <caption>{T.bands}</caption>
        <tbody>
          {bands.map((band, index) => (
            <tr>
              <th scope="row">{bandName((bands[index - 1]?.upTo ?? 0) + 1, band.upTo)}</th>
              <td class="figure">{each(band.perFileHundredths, currency)}</td>
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

/** `1.5p each`, or `€0.015 each`: a file costs less than the smallest coin. */
const each = (hundredths: number, currency: string): string =>
  currency === 'GBP'
    ? T.eachPence(hundredths / 100)
    : T.eachOf(`${hundredths / (100 * 10 ** fractionDigits(currency))} ${currency}`)
