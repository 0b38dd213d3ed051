import { formatInstant, formatTime, isoInstant } from '../moment.ts'

/** An instant in full. The script writes it again in the browser's zone. */
export const Instant = ({ at, now }: { readonly at: number; readonly now: number }) => (
  <time datetime={isoInstant(at)} data-instant="full">
    {formatInstant(at, now)}
  </time>
)

/** The hour alone when it is today. */
export const Time = ({ at, now }: { readonly at: number; readonly now: number }) => (
  <time datetime={isoInstant(at)} data-instant="short">
    {formatTime(at, now)}
  </time>
)
