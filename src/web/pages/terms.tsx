import type { KeepingRules } from '../../app/app-life.ts'
import { termsVersionFor } from '../../core/terms.ts'
import { termsFor } from '../terms.ts'
import { TERMS_TEXT as T } from '../texts/reading.ts'
import { Sections } from '../ui/sections.tsx'

interface TermsProps {
  readonly paid: boolean
  readonly rules: KeepingRules
}

export const TermsPage = ({ paid, rules }: TermsProps) => (
  <article class="reading">
    <h1>{T.title}</h1>
    <p class="lead">{T.version(termsVersionFor(rules))}</p>
    <Sections sections={termsFor(paid, rules)} />
  </article>
)
