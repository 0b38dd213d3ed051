import { STEP_PICTURES, type StepPicture } from '../pictures.ts'
import { to } from '../routes.ts'
import { type Step, steps, HOW_IT_WORKS as T } from '../texts/how-it-works.ts'
import { LinkButton } from '../ui/button.tsx'

interface HowProps {
  readonly paid: boolean
  /** The address of a static file. */
  readonly assetUrl: (name: string) => string
}

/** The steps, each with a picture of its page as a browser showed it. */
export const HowItWorksPage = ({ paid, assetUrl }: HowProps) => (
  <article class="reading">
    <h1>{T.title}</h1>
    <p class="lead">{T.lead(paid)}</p>
    <p>
      <a href={to('example')}>{T.example}</a>
    </p>
    <ol class="walk">
      {steps(paid).map((step, index) => (
        <li>
          <h2>
            <span class="figure">{index + 1}.</span> {step.title}
          </h2>
          <p>{step.text}</p>
          <Picture step={step} first={index === 0} assetUrl={assetUrl} />
        </li>
      ))}
    </ol>
    <LinkButton href={to('backup')} text={T.start} />
  </article>
)

const Picture = ({
  step,
  first,
  assetUrl,
}: Pick<HowProps, 'assetUrl'> & { readonly step: Step; readonly first: boolean }) => {
  const picture = STEP_PICTURES[step.number]
  if (!picture) return null
  return (
    <picture>
      <source
        media="(max-width: 40rem)"
        srcset={assetUrl(`step-${step.number}-phone.webp`)}
        {...sizeOf(picture.phone)}
      />
      <img
        src={assetUrl(`step-${step.number}-wide.webp`)}
        alt={step.shows}
        loading={first ? 'eager' : 'lazy'}
        fetchpriority={first ? 'high' : 'auto'}
        decoding="async"
        {...sizeOf(picture.wide)}
      />
    </picture>
  )
}

/** Told before the picture is there, so that the page does not jump. */
const sizeOf = ({ width, height }: StepPicture['wide']) => ({ width, height })
