import type { OperatorOrderLine } from '../../app/operator-views.ts'
import type { OrderState } from '../../core/flow.ts'
import { ROUTES } from '../routes.ts'
import { ORDER_STATES, ADMIN as T } from '../texts/admin.ts'
import { OrderTable } from '../ui/admin-tables.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'

interface AdminOrdersProps {
  readonly orders: readonly OperatorOrderLine[]
  readonly search: string
  readonly state: OrderState | null
  readonly now: number
}

export const AdminOrdersPage = ({ orders, search, state, now }: AdminOrdersProps) => (
  <div class="flow">
    <p>
      <a href={ROUTES.admin.path}>{T.back}</a>
    </p>
    <h1>{T.find}</h1>
    <form method="get" action={ROUTES.adminOrders.path} class="stack" novalidate>
      <TextField name="search" label={T.search} value={search} autocomplete="off" />
      <SelectField
        name="state"
        label={T.state}
        value={state ?? ''}
        groups={[
          {
            label: T.state,
            choices: [
              { value: '', text: T.anyState },
              ...Object.entries(ORDER_STATES).map(([value, text]) => ({ value, text })),
            ],
          },
        ]}
      />
      <button class="button primary" type="submit">
        {T.show}
      </button>
    </form>
    <p role="status">{T.found(orders.length)}</p>
    {orders.length > 0 && <OrderTable caption={T.find} orders={orders} now={now} />}
  </div>
)
