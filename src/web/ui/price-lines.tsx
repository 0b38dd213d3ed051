import type { Money } from '../../core/money.ts'
import { formatMoney } from '../figures.ts'
import { QUOTE as T } from '../texts/quote.ts'

interface PriceLinesProps {
  readonly lines: readonly { readonly text: string; readonly amount: Money }[]
  readonly net: Money
}

/** The price line by line, like a bill. */
export const PriceLines = ({ lines, net }: PriceLinesProps) => (
  <table class="bill">
    <caption>{T.why}</caption>
    <tbody>
      {lines.map((line) => (
        <tr>
          <th scope="row">{line.text}</th>
          <td class="figure">{formatMoney(line.amount)}</td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{T.net}</th>
        <td class="figure">{formatMoney(net)}</td>
      </tr>
    </tfoot>
  </table>
)
