import type { Money } from '../../core/money.ts'
import { formatMoney } from '../figures.ts'

export const Amount = ({ of }: { readonly of: Money }) => (
  <span class="figure">{formatMoney(of)}</span>
)
