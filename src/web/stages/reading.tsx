import { DEFAULT_SCOPES } from '../../core/catalogue/index.ts'
import { assetUrl } from '../assets.ts'
import { htmlAnswer } from '../html-answer.ts'
import { missingPage } from '../middleware/errors.tsx'
import { isSecure } from '../middleware/headers.ts'
import { ArticlePage } from '../pages/article.tsx'
import { CataloguePage } from '../pages/catalogue.tsx'
import { CookiesPage } from '../pages/cookies.tsx'
import { HomePage } from '../pages/home.tsx'
import { HowItWorksPage } from '../pages/how-it-works.tsx'
import { PricingPage, PricingResult } from '../pages/pricing.tsx'
import { TermsPage } from '../pages/terms.tsx'
import { fragment, page } from '../render.tsx'
import { ROUTES } from '../routes.ts'
import { HOME } from '../texts/home.ts'
import { HOW_IT_WORKS } from '../texts/how-it-works.ts'
import { privacy } from '../texts/privacy.ts'
import { questions } from '../texts/questions.ts'
import {
  type Article,
  CATALOGUE_TEXT,
  COOKIES_TEXT,
  PRICING_TEXT,
  SECURITY,
  TERMS_TEXT,
} from '../texts/reading.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** The pages that anybody may read. */
export function readingRoutes(app: WebApp): void {
  app.get(ROUTES.home.path, (c) => {
    const { site } = c.var.ports
    const facts = { title: HOME.title, width: 'full', description: HOME.lead } as const
    return page(c, facts, <HomePage paid={site.paid} priceList={c.var.ports.app.quote.priceList} />)
  })
  app.get(ROUTES.howItWorks.path, showHowItWorks)
  app.get(ROUTES.questions.path, (c) => {
    const { site, app } = c.var.ports
    return article(c, questions(site.paid, app.account.rules))
  })
  app.get(ROUTES.security.path, (c) => article(c, SECURITY))
  app.get(ROUTES.privacy.path, (c) => {
    const { site, app } = c.var.ports
    return article(c, privacy(site.paid, app.account.rules, site.operator))
  })
  app.get(ROUTES.terms.path, (c) => {
    const { site, app } = c.var.ports
    const terms = <TermsPage paid={site.paid} rules={app.account.rules} />
    return page(c, { title: TERMS_TEXT.title }, terms)
  })
  app.get(ROUTES.whatIsBackedUp.path, (c) => {
    const { scopes = DEFAULT_SCOPES } = c.var.ports.site
    const facts = { title: CATALOGUE_TEXT.title, description: CATALOGUE_TEXT.lead }
    return page(c, facts, <CataloguePage scopes={scopes} />)
  })
  app.get(ROUTES.cookies.path, (c) => {
    const prefix = isSecure(c.var.ports.site) ? '__Host-' : ''
    return page(c, { title: COOKIES_TEXT.title }, <CookiesPage prefix={prefix} />)
  })
  app.get(ROUTES.pricing.path, showPricing)
}

function showHowItWorks(c: WebContext) {
  const { ports, assets } = c.var
  const facts = { title: HOW_IT_WORKS.title, description: HOW_IT_WORKS.lead(ports.site.paid) }
  const body = <HowItWorksPage paid={ports.site.paid} assetUrl={(name) => assetUrl(assets, name)} />
  return page(c, facts, body)
}

const article = (c: WebContext, text: Article) =>
  page(c, { title: text.title, description: text.lead }, <ArticlePage article={text} />)

function showPricing(c: WebContext) {
  if (!c.var.ports.site.paid) return missingPage(c)
  const list = c.var.ports.app.quote.priceList
  const typed = c.req.query('files')?.trim() ?? '500'
  const files = /^\d{1,8}$/.test(typed) && Number(typed) <= 10_000_000 ? Number(typed) : null
  if (c.req.header('X-Fragment')) {
    if (files === null) return c.text(PRICING_TEXT.wrong, 400)
    return htmlAnswer(c, fragment(<PricingResult files={files} list={list} />))
  }
  const body = <PricingPage typed={typed} files={files} list={list} />
  return page(c, { title: PRICING_TEXT.title, status: files === null ? 400 : 200 }, body)
}
