import { money } from '../../core/money.ts'
import type { PriceList } from '../../core/price-list.ts'
import { priceOf } from '../../core/quote.ts'
import { formatMoney } from '../figures.ts'
import { to } from '../routes.ts'
import { HOME as T } from '../texts/home.ts'
import { ArchiveTree } from '../ui/archive-tree.tsx'
import { LinkButton } from '../ui/button.tsx'
import { SheetPicture } from '../ui/sheet-picture.tsx'

interface HomeProps {
  readonly paid: boolean
  readonly priceList: PriceList
}

/** What it is, what you get, what it costs, and why it is safe. */
export const HomePage = ({ paid, priceList }: HomeProps) => (
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
      <p>
        {T.pictureText} <a href={to('example')}>{T.pictureLink}</a>
      </p>
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
      {paid && <PriceInShort list={priceList} />}
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

const PriceInShort = ({ list }: { readonly list: PriceList }) => {
  const least = formatMoney(priceOf(0, list).net)
  const most = formatMoney(money(list.capMinor, list.currency))
  return (
    <div>
      <h2>{T.priceTitle}</h2>
      <p>{T.priceText(least, formatMoney(priceOf(1_000, list).net), most)}</p>
      <p>
        <a href={to('pricing')}>{T.priceLink}</a>
      </p>
    </div>
  )
}
