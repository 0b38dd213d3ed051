import type { QuotePreview } from '../../app/app.ts'
import { EVERYTHING } from '../../core/filter.ts'
import { filterQuery, type TypedFilter } from '../filter-query.ts'
import { to } from '../routes.ts'
import { QUOTE as T } from '../texts/quote.ts'
import { FieldError } from './fields.tsx'
import type { FormFault } from './form-errors.tsx'

interface FilterTypesProps {
  readonly preview: QuotePreview
  readonly typed: TypedFilter
  readonly fault: FormFault | null
  /** Only the pieces that the live preview replaces. */
  readonly countsOnly?: boolean
}

/** A checkbox for each type that has documents, with its counts. */
export const FilterTypes = (props: FilterTypesProps) => {
  const { preview, typed, fault } = props
  if (props.countsOnly) return <>{preview.types.map(TypeCount)}</>
  const address = to('filters', { scanId: preview.scanId })
  const all = filterQuery({ ...typed, types: EVERYTHING.types })
  return (
    <fieldset class="field types" id="types" tabindex={-1}>
      <legend>{T.types}</legend>
      <p class="hint">{T.typesHint}</p>
      {fault?.field === 'types' && <FieldError name="types" error={fault.text} />}
      <p class="pills">
        <a href={address + all} data-types="all">
          {T.allTypes}
        </a>
        <a href={address + filterQuery({ ...typed, types: [] })} data-types="none">
          {T.noTypes}
        </a>
      </p>
      <ul class="checks">
        {preview.types.map((one) => (
          <li>
            <input
              type="checkbox"
              id={`type-${one.type}`}
              name="types"
              value={one.type}
              checked={typed.types.includes(one.type)}
              aria-describedby={`count-${one.type}`}
            />
            <label for={`type-${one.type}`}>{one.title}</label>
            <TypeCount {...one} />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

const TypeCount = (one: QuotePreview['types'][number]) => (
  <span class="quiet figure" id={`count-${one.type}`} data-part={`count-${one.type}`}>
    {T.typeCount(one.files, one.documents)}
  </span>
)
