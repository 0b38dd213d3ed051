import type { OrderView } from '../../app/app.ts'
import { money } from '../../core/money.ts'
import { hasUkVat, vatOn } from '../../core/order.ts'
import { counted, formatMoney } from '../figures.ts'
import { ORDER as T } from '../texts/order.ts'

/** Net, VAT and total. Both cases are on the page, so that choosing a country shows the other. */
export const OrderSummary = (props: { readonly order: OrderView; readonly country: string }) => {
  const taxed = hasUkVat(props.country)
  return (
    <section class="summary" aria-labelledby="summary">
      <h2 id="summary">{T.summary}</h2>
      <dl class="figures">
        <dt>{T.what}</dt>
        <dd>{props.order.organisation}</dd>
        <dt>{T.scope}</dt>
        <dd>
          {counted(props.order.files, 'attachment')}. {props.order.scope}
        </dd>
      </dl>
      <Sums order={props.order} country="GB" hidden={!taxed} />
      <Sums order={props.order} country="" hidden={taxed} />
    </section>
  )
}

interface SumsProps {
  readonly order: OrderView
  readonly country: string
  readonly hidden: boolean
}

const Sums = ({ order, country, hidden }: SumsProps) => {
  const vat = vatOn(order.net, country)
  const total = money(order.net.minor + vat.minor, order.net.currency)
  return (
    <table class="bill" data-sums={country ? 'vat' : 'none'} hidden={hidden}>
      <caption>{country ? T.withVat : T.withoutVat}</caption>
      <tbody>
        <tr>
          <th scope="row">{T.net}</th>
          <td class="figure">{formatMoney(order.net)}</td>
        </tr>
        <tr>
          <th scope="row">{country ? T.vat : T.noVat}</th>
          <td class="figure">{formatMoney(vat)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{T.total}</th>
          <td class="figure">{formatMoney(total)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
