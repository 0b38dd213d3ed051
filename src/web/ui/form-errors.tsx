import type { LedgerkeepError } from '../../core/errors.ts'
import { FORMS } from '../texts/forms.ts'

/** What is wrong with a form: the field's name (empty when it is the form as a whole), in words. */
export interface FormFault {
  readonly field: string
  readonly text: string
}

export const faultOf = (error: LedgerkeepError): FormFault => ({
  field: error.field ?? '',
  text: [error.message, error.hint].filter(Boolean).join(' '),
})

/** At the head of a form that came back: what is wrong, with a link to the field. */
export const FormErrors = ({ fault }: { readonly fault: FormFault | null }) => (
  <AllFormErrors faults={fault ? [fault] : []} />
)

/** The same for several fields at once. */
export const AllFormErrors = ({ faults }: { readonly faults: readonly FormFault[] }) =>
  faults.length > 0 && (
    <div class="notice person" role="alert">
      <p class="notice-title">{FORMS.again}</p>
      {faults.map((fault) => (
        <p>{fault.field ? <a href={`#${fault.field}`}>{fault.text}</a> : fault.text}</p>
      ))}
    </div>
  )
