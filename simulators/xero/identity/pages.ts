import type { Books, WorldUser } from '../worlds/world.ts'

const STYLE = `
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem }
  header { border-left: .5rem solid #0a7ea4; padding-left: .75rem }
  fieldset { border: 1px solid #888; border-radius: .4rem; margin: 1rem 0; padding: 1rem }
  label { display: block; padding: .35rem 0 } button { font: inherit; padding: .5rem 1.25rem; margin-right: .5rem }
  small { display: block } code { overflow-wrap: anywhere }`

function escapeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} | Xero simulator</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><header><strong>Xero simulator</strong><small>A stand-in for practice. This is not Xero, and no real account is used.</small></header>
<main><h1>${escapeHtml(title)}</h1>${main}</main></body></html>`
}

function choice(name: string, value: string, label: string, note: string, first: boolean): string {
  return `<label><input type="radio" name="${name}" value="${escapeHtml(value)}" required${first ? ' checked' : ''}> ${escapeHtml(label)} <small>${escapeHtml(note)}</small></label>`
}

/** Who logs in; `action` is the address that the form is sent to. */
export function loginPage(action: string, ticket: string, users: readonly WorldUser[]): string {
  const choices = users.map((user, at) =>
    choice('user', user.id, `${user.givenName} ${user.familyName}`, user.email, at === 0),
  )
  return page(
    'Log in to the Xero simulator',
    `<form method="post" action="${action}"><input type="hidden" name="ticket" value="${ticket}">
<fieldset><legend>Log in as</legend>${choices.join('')}</fieldset><button type="submit">Log in</button></form>`,
  )
}

export interface Consent {
  readonly action: string
  readonly ticket: string
  readonly clientName: string
  readonly user: WorldUser
  readonly organisations: readonly Books[]
  readonly scopes: readonly string[]
}

/** Which organisation is connected, and whether at all. */
export function consentPage(consent: Consent): string {
  const choices = consent.organisations.map((books, at) =>
    choice(
      'tenant',
      books.tenantId,
      books.name,
      `${books.countryCode}, ${books.baseCurrency}`,
      at === 0,
    ),
  )
  const scopes = consent.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
  return page(
    `${consent.clientName} wants access`,
    `<p>You are ${escapeHtml(consent.user.email)}.</p>
<form method="post" action="${consent.action}"><input type="hidden" name="ticket" value="${consent.ticket}">
<fieldset><legend>Select an organisation to connect</legend>${choices.join('')}</fieldset>
<button type="submit" name="decision" value="allow">Allow access</button><button type="submit" name="decision" value="cancel" formnovalidate>Cancel</button>
<details><summary>What is asked for</summary><ul>${scopes.join('')}</ul></details></form>`,
  )
}

/** Xero shows these to the person; nothing is sent back to the app. */
export function errorPage(error: string, detail: string): string {
  return page(
    'Sorry, something went wrong',
    `<p>Error: <code>${escapeHtml(error)}</code></p><p>${escapeHtml(detail)}</p>`,
  )
}
