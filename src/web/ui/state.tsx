import type { StateWords } from '../texts/states.ts'
import { Time } from './instant.tsx'

/** The small label and the plain words of a state. */
export const State = ({ state, now }: { readonly state: StateWords; readonly now: number }) => (
  <p class={`state ${state.tone}`}>
    <span class="label">{state.label}</span>{' '}
    <span class="state-words">
      {state.words}
      {state.until && (
        <>
          {' until '}
          <Time at={state.until} now={now} />
        </>
      )}
    </span>
  </p>
)
