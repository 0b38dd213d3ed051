import type { PropsWithChildren } from 'hono/jsx'
import { FORMS } from '../texts/forms.ts'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** In words; stands above the field. */
  readonly error?: string | undefined
}

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly type?: 'text' | 'email' | 'date' | 'number'
  readonly autocomplete?: string
  readonly inputmode?: 'text' | 'email' | 'numeric'
  readonly optional?: boolean
  readonly min?: number
  readonly max?: number
  readonly narrow?: boolean
}

/** A label, its hint, what is wrong, then the field. */
export const TextField = (props: TextFieldProps) => (
  <Field {...props}>
    <input
      id={props.name}
      name={props.name}
      type={props.type ?? 'text'}
      value={props.value}
      class={props.narrow ? 'narrow-field' : undefined}
      autocomplete={props.autocomplete}
      inputmode={props.inputmode}
      maxlength={props.type === 'date' || props.type === 'number' ? undefined : 200}
      min={props.min}
      max={props.max}
      {...described(props)}
    />
  </Field>
)

export interface Choice {
  readonly value: string
  readonly text: string
}

export const SelectField = (
  props: FieldProps & {
    readonly value: string
    readonly groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[]
    readonly autocomplete?: string
  },
) => (
  <Field {...props}>
    <select
      id={props.name}
      name={props.name}
      autocomplete={props.autocomplete}
      {...described(props)}
    >
      {props.groups.map((group) => (
        <optgroup label={group.label}>
          {group.choices.map((choice) => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.text}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  </Field>
)

const Field = (props: PropsWithChildren<FieldProps>) => (
  <div class={props.error ? 'field wrong' : 'field'}>
    <label for={props.name}>{props.label}</label>
    {props.hint && (
      <p class="hint" id={`${props.name}-hint`}>
        {props.hint}
      </p>
    )}
    {props.error && <FieldError name={props.name} error={props.error} />}
    {props.children}
  </div>
)

export const FieldError = ({ name, error }: { readonly name: string; readonly error: string }) => (
  <p class="field-error" id={`${name}-error`}>
    <span class="unseen">{FORMS.wrong} </span>
    {error}
  </p>
)

/** Ties hint and error to the field for screen readers. */
export function described(props: FieldProps) {
  const ids = [
    ...(props.hint ? [`${props.name}-hint`] : []),
    ...(props.error ? [`${props.name}-error`] : []),
  ]
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(props.error ? { 'aria-invalid': 'true' as const } : {}),
  }
}
