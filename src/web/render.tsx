import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { assetUrl } from './assets.ts'
import { htmlAnswer } from './html-answer.ts'
import { hasConsent } from './middleware/consent.ts'
import { COOKIES, cookieName } from './middleware/cookies.ts'
import { isSecure } from './middleware/headers.ts'
import { Layout, type PageFacts } from './ui/layout.tsx'
import type { WebContext } from './web-env.ts'

export interface PageOptions extends PageFacts {
  readonly status?: ContentfulStatusCode
}

/** Answers with a whole page around `body`. */
export function page(
  c: WebContext,
  options: PageOptions,
  body: Child,
): Response | Promise<Response> {
  const { ports, assets, person } = c.var
  const layout = (
    <Layout
      facts={options}
      site={ports.site}
      path={c.req.path}
      signedIn={Boolean(person)}
      style={assetUrl(assets, 'site.css')}
      script={assetUrl(assets, 'live.js')}
      mark={assetUrl(assets, 'mark.svg')}
      zoneCookie={hasConsent(c) ? zoneCookie(c) : null}
    >
      {body}
    </Layout>
  )
  return htmlAnswer(c, `<!doctype html>${layout}`, options.status)
}

/** The cookie as a script has to write it, all but its value. */
function zoneCookie(c: WebContext): string {
  const secure = isSecure(c.var.ports.site) ? '; Secure' : ''
  const life = COOKIES.zone.lifeSeconds
  return `${cookieName(c, 'zone')}; Path=/; Max-Age=${life}; SameSite=Lax${secure}`
}

/** A piece of a page as text, for the event streams and the live preview. */
export const fragment = (body: Child): string => String(body)
