import type { OrderView } from '../../app/app.ts'
import type { InvoiceDetails } from '../../ports/store/order.ts'
import { NEAR_COUNTRIES, OTHER_COUNTRIES } from '../countries.ts'
import { to } from '../routes.ts'
import { ORDER as T } from '../texts/order.ts'
import { SelectField, TextField, type TextFieldProps } from '../ui/fields.tsx'
import { AllFormErrors, type FormFault } from '../ui/form-errors.tsx'
import { Instant } from '../ui/instant.tsx'
import { OrderSummary } from '../ui/order-summary.tsx'

interface DetailsProps {
  readonly order: OrderView
  readonly details: InvoiceDetails
  readonly faults: readonly FormFault[]
  readonly now: number
}

export const DetailsPage = ({ order, details, faults, now }: DetailsProps) => (
  <>
    <h1>{T.detailsTitle}</h1>
    <p class="lead">{T.detailsLead(order.organisation)}</p>
    <AllFormErrors faults={faults} />
    <form
      method="post"
      action={to('sendDetails', { orderId: order.id })}
      class="stack"
      novalidate
      data-vat-countries="GB IM"
    >
      <Address details={details} faults={faults} />
      <OrderSummary order={order} country={details.country} />
      <p class="hint">
        {T.until} <Instant at={order.expiresAt} now={now} />. {T.proceedHint}
      </p>
      <button class="button primary" type="submit">
        {T.proceed}
      </button>
    </form>
  </>
)

type AddressProps = Pick<DetailsProps, 'details' | 'faults'>

const Address = ({ details, faults }: AddressProps) => {
  const error = (name: keyof InvoiceDetails) => faults.find((one) => one.field === name)?.text
  const text = (name: keyof InvoiceDetails, rest: Partial<TextFieldProps> & { label: string }) => (
    <TextField name={name} value={details[name]} error={error(name)} {...rest} />
  )
  return (
    <>
      {text('name', { label: T.name, hint: T.nameHint, autocomplete: 'billing name' })}
      {text('addressLine1', { label: T.addressLine1, autocomplete: 'billing address-line1' })}
      {text('addressLine2', { label: T.addressLine2, autocomplete: 'billing address-line2' })}
      {text('city', { label: T.city, autocomplete: 'billing address-level2' })}
      {text('postalCode', {
        label: T.postalCode,
        hint: T.postalHint,
        autocomplete: 'billing postal-code',
        narrow: true,
      })}
      <SelectField
        name="country"
        label={T.country}
        hint={T.vatRule}
        value={details.country}
        error={error('country')}
        autocomplete="billing country"
        groups={[
          { label: T.nearby, choices: NEAR_COUNTRIES },
          { label: T.allCountries, choices: OTHER_COUNTRIES },
        ]}
      />
      {text('email', { label: T.email, type: 'email', autocomplete: 'email', inputmode: 'email' })}
      {text('vatNumber', {
        label: T.vatNumber,
        hint: T.vatHint,
        narrow: true,
        autocomplete: 'off',
      })}
    </>
  )
}
