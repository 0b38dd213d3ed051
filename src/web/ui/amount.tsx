import { formatMoney, type Money } from '../../core/money.ts'

export const Amount = ({ of }: { readonly of: Money }) => (
  <span class="figure">{formatMoney(of)}</span>
)
