/** Whom to log in as, and what to connect, by email, tenant id or name; the first of each by default. */
export interface Choice {
  readonly email?: string | undefined
  readonly organisation?: string | undefined
  readonly cancel?: boolean | undefined
}

/**
 * Does what a person does in a browser: opens the authorize address, logs in, picks and allows.
 * Resolves to the address that the browser would be sent back to.
 */
export async function approve(authorizeUrl: string, choice: Choice = {}): Promise<string> {
  const login = await fetch(authorizeUrl)
  const loginHtml = await login.text()
  if (!login.ok) throw new Error(`The login page answered ${login.status}: ${loginHtml}`)
  const user = pick(loginHtml, 'user', choice.email)
  const consent = await post(new URL('../login', authorizeUrl), { ticket: ticket(loginHtml), user })
  const consentHtml = await consent.text()
  const answer = await post(new URL('../consent', authorizeUrl), {
    ticket: ticket(consentHtml),
    tenant: pick(consentHtml, 'tenant', choice.organisation),
    decision: choice.cancel ? 'cancel' : 'allow',
  })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`The consent page answered ${answer.status}`)
  return location
}

function post(url: URL, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}

function ticket(page: string): string {
  return /name="ticket" value="([^"]*)"/.exec(page)?.[1] ?? ''
}

/** The value of the radio button whose label or value holds the wanted text. */
function pick(page: string, name: string, wanted: string | undefined): string {
  const choices = [
    ...page.matchAll(new RegExp(`name="${name}" value="([^"]*)"[^>]*>(.*?)</label>`, 'gs')),
  ]
  const found = choices.find(
    ([, value, label]) => wanted === undefined || value === wanted || label?.includes(wanted),
  )
  if (found?.[1] === undefined) throw new Error(`There is no ${name} "${wanted ?? ''}" to choose`)
  return found[1]
}
