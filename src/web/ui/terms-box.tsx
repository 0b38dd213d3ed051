import type { KeepingRules } from '../../app/app-life.ts'
import { termsVersionFor } from '../../core/terms.ts'
import { to } from '../routes.ts'
import { termsFor } from '../terms.ts'
import { QUOTE as T } from '../texts/quote.ts'
import { described, FieldError } from './fields.tsx'
import type { FormFault } from './form-errors.tsx'
import { Sections } from './sections.tsx'

interface TermsBoxProps {
  readonly fault: FormFault | null
  readonly paid: boolean
  readonly rules: KeepingRules
}

/** The terms, readable in place, and the box that accepts this version of them. */
export const TermsBox = ({ fault, paid, rules }: TermsBoxProps) => {
  const error = fault?.field === 'terms' ? fault.text : undefined
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <h2>{T.termsTitle}</h2>
      <details class="terms">
        <summary>{T.termsOpen}</summary>
        {/* The box scrolls, so the keyboard must be able to reach it. */}
        <section class="scroll" aria-label={T.termsTitle} tabindex={0}>
          <Sections sections={termsFor(paid, rules)} level={3} />
        </section>
      </details>
      <p>
        <a href={to('terms')}>{T.termsLink}</a>
      </p>
      {error && <FieldError name="terms" error={error} />}
      <input type="hidden" name="termsVersion" value={termsVersionFor(rules)} />
      <p class="check">
        <input
          type="checkbox"
          id="terms"
          name="terms"
          value="accepted"
          {...described({ name: 'terms', label: '', error })}
        />
        <label for="terms">{T.accept}</label>
      </p>
    </div>
  )
}
