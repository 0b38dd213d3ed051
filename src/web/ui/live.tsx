import type { PropsWithChildren } from 'hono/jsx'

/** A part of the page that the event stream replaces, found by its id. */
export const Live = ({ id, children }: PropsWithChildren<{ readonly id: string }>) => (
  <div class="live" data-live={id}>
    {children}
  </div>
)

/** Where the script says why the preview has no price for what was typed. */
export const PreviewFault = () => <p class="field-error" role="status" data-preview-fault />

/** Where the script says a change of state, politely, to screen readers. */
export const Announcer = () => <p class="unseen" role="status" aria-live="polite" data-announcer />
