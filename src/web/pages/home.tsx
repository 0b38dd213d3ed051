import { formatMoney, money } from '../../core/money.ts'
import { PRICE_LIST } from '../../core/price-list.ts'
import { priceOf } from '../../core/quote.ts'
import { to } from '../routes.ts'
import { HOME as T } from '../texts/home.ts'
import { ArchiveTree } from '../ui/archive-tree.tsx'
import { LinkButton } from '../ui/button.tsx'
import { SheetPicture } from '../ui/sheet-picture.tsx'

interface HomeProps {
  readonly paid: boolean
}

/** What it is, what you get, what it costs, and why it is safe. */
export const HomePage = ({ paid }: HomeProps) => (
  <>
    <section class="hero">
      <h1>{T.heading}</h1>
      <p class="lead">{T.lead}</p>
      <div class="buttons">
        <LinkButton href={to('backup')} text={T.start} />
        <a href={to('howItWorks')}>{T.how}</a>
      </div>
      <p class="quiet">{T.promise(paid)}</p>
    </section>
    <section class="picture" aria-labelledby="picture">
      <h2 id="picture" class="unseen">
        {T.pictureTitle}
      </h2>
      <div class="picture-row">
        <ArchiveTree />
        <SheetPicture />
      </div>
    </section>
    <section aria-labelledby="reasons">
      <h2 id="reasons">{T.reasonsTitle}</h2>
      <div class="reasons">
        {T.reasons.map((reason) => (
          <div>
            <h3>{reason.title}</h3>
            <p>{reason.text}</p>
          </div>
        ))}
      </div>
    </section>
    <section class="two">
      {paid && <PriceInShort />}
      <div>
        <h2>{T.safetyTitle}</h2>
        <p>{T.safetyText}</p>
        <p>
          <a href={to('security')}>{T.safetyLink}</a>
        </p>
      </div>
    </section>
  </>
)

const PriceInShort = () => {
  const least = formatMoney(priceOf(0).net)
  const most = formatMoney(money(PRICE_LIST.capMinor, PRICE_LIST.currency))
  return (
    <div>
      <h2>{T.priceTitle}</h2>
      <p>{T.priceText(least, formatMoney(priceOf(1_000).net), most)}</p>
      <p>
        <a href={to('pricing')}>{T.priceLink}</a>
      </p>
    </div>
  )
}
