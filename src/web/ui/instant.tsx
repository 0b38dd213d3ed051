import { formatInstant, formatTime, formatWait, isoInstant } from '../moment.ts'

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

/** An estimated instant, and beside it how long that is from now. */
export const About = ({ at, now }: { readonly at: number; readonly now: number }) => (
  <>
    <Instant at={at} now={now} />
    {at > now && <span class="quiet"> ({formatWait(at, now)})</span>}
  </>
)
