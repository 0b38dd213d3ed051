import type { PropsWithChildren } from 'hono/jsx'
import { reader } from '../reader.ts'
import { ROUTES, type RouteName, to } from '../routes.ts'
import { NAVIGATION as T } from '../texts/navigation.ts'
import type { Site } from '../web-ports.ts'
import { Demonstration } from './demonstration.tsx'
import { Mark } from './mark.tsx'

export interface PageFacts {
  readonly title: string
  /** Reading and forms: one narrow column. Status and the like are wide. */
  readonly width?: 'narrow' | 'wide' | 'full'
  /** Seconds after which the page reloads itself where there is no script. */
  readonly reloadSeconds?: number
  readonly description?: string
}

interface LayoutProps {
  readonly facts: PageFacts
  readonly site: Site
  readonly path: string
  readonly signedIn: boolean
  readonly style: string
  readonly script: string
  readonly mark: string
  /** The cookie in which the browser may tell its time zone; null before cookies were accepted. */
  readonly zoneCookie: string | null
}

export const Layout = (props: PropsWithChildren<LayoutProps>) => (
  <html
    lang="en-GB"
    data-locale={reader().locale}
    data-zone={reader().zone}
    {...(props.zoneCookie ? { 'data-zone-cookie': props.zoneCookie } : {})}
  >
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${props.facts.title} - ${T.name}`}</title>
      {props.facts.description && <meta name="description" content={props.facts.description} />}
      <link rel="icon" href={props.mark} type="image/svg+xml" />
      <link rel="stylesheet" href={props.style} />
      <script src={props.script} defer />
      {props.facts.reloadSeconds && (
        <noscript>
          <meta http-equiv="refresh" content={String(props.facts.reloadSeconds)} />
        </noscript>
      )}
    </head>
    <body>
      <a class="skip" href="#content">
        {T.skip}
      </a>
      <Demonstration site={props.site} />
      <Header {...props} />
      <main id="content" class={`page ${props.facts.width ?? 'narrow'}`} tabindex={-1}>
        {props.children}
      </main>
      <Footer site={props.site} />
    </body>
  </html>
)

const Header = ({ path, signedIn, site }: LayoutProps) => (
  <header class="masthead">
    <div class="masthead-row">
      <a class="brand" href={to('home')}>
        <Mark />
        <span>{T.name}</span>
      </a>
      <nav aria-label={T.main}>
        <ul class="links">
          <Item path={path} name="backup" text={T.backup} />
          {signedIn && <Item path={path} name="status" text={T.status} />}
          <Item path={path} name="howItWorks" text={T.howItWorks} />
          <Item path={path} name="whatIsBackedUp" text={T.whatIsBackedUp} />
          {site.paid && !signedIn && <Item path={path} name="pricing" text={T.pricing} />}
          {signedIn && <Item path={path} name="account" text={T.account} />}
          {signedIn && (
            <li>
              <form method="post" action={to('signOut')}>
                <button class="plain" type="submit">
                  {T.logOut}
                </button>
              </form>
            </li>
          )}
        </ul>
      </nav>
    </div>
  </header>
)

type PlainRoute = {
  [Name in RouteName]: (typeof ROUTES)[Name]['path'] extends `${string}:${string}` ? never : Name
}[RouteName]

const Item = (props: {
  readonly path: string
  readonly name: PlainRoute
  readonly text: string
}) => {
  const href = ROUTES[props.name].path
  const here = props.path === href ? { 'aria-current': 'page' as const } : {}
  return (
    <li>
      <a href={href} {...here}>
        {props.text}
      </a>
    </li>
  )
}

const FOOT: readonly { readonly name: PlainRoute; readonly text: string }[] = [
  { name: 'questions', text: T.questions },
  { name: 'example', text: T.example },
  { name: 'security', text: T.security },
  { name: 'privacy', text: T.privacy },
  { name: 'cookies', text: T.cookies },
  { name: 'terms', text: T.terms },
]

const Footer = ({ site }: { readonly site: Site }) => (
  <footer class="foot">
    <div class="foot-row">
      <nav aria-label={T.more}>
        <ul class="links">
          {FOOT.map((one) => (
            <Item path="" name={one.name} text={one.text} />
          ))}
        </ul>
      </nav>
      <p>
        {[
          site.operator.name,
          site.operator.address,
          site.operator.vatNumber && `${T.vatNumber} ${site.operator.vatNumber}`,
        ]
          .filter(Boolean)
          .join(', ')}
        {site.operator.email && (
          <>
            {'. '}
            <a href={`mailto:${site.operator.email}`}>{site.operator.email}</a>
          </>
        )}
      </p>
      <p>{T.independent}</p>
      <p data-zone-name>{T.zone(reader().zone)}</p>
    </div>
  </footer>
)
