import type { App, OrganisationView } from '../app/app.ts'
import type { Installation } from '../compose.ts'
import { refuse } from '../core/errors.ts'
import type { Demonstration } from './demonstration.ts'
import { loginInBrowser, loginToDemonstration } from './login.ts'
import type { Reporter } from './reporter.ts'

const TERMINAL_PERSON = 'person of the terminal'

/** Whoever logged in last on this data folder, while a connection of theirs is active; else a login. */
export async function signIn(job: {
  readonly installation: Installation
  readonly demonstration: Demonstration | null
  readonly url: string
  readonly reporter: Reporter
  readonly signal: AbortSignal
}): Promise<string> {
  const { app, ports } = job.installation
  const known = await ports.store.setting(TERMINAL_PERSON)
  const views = known ? await app.status.organisations(known) : []
  if (known && views.some((view) => view.state === 'active')) return known
  const tell = (url: string): void => job.reporter.show({ stage: 'connect', url })
  const login = job.demonstration
    ? await loginToDemonstration(app, job.demonstration)
    : await loginInBrowser(app, job.url, tell, job.signal)
  await ports.store.saveSetting(TERMINAL_PERSON, login.person.id)
  return login.person.id
}

/** The one organisation that is connected, or the one whose name has the wanted text in it. */
export async function pickOrganisation(
  app: App,
  personId: string,
  name: string | null,
): Promise<OrganisationView> {
  const views = await app.status.organisations(personId)
  const active = views.filter((view) => view.state === 'active')
  const wanted = name?.toLowerCase()
  const found = wanted ? active.filter((view) => view.name.toLowerCase().includes(wanted)) : active
  if (found.length === 1 && found[0]) return found[0]
  const names = active.map((view) => view.name).join(', ')
  throw refuse(
    found.length === 0
      ? 'No connected organisation has that name.'
      : 'Several organisations are connected.',
    `Choose one with --organisation: ${names}.`,
  )
}
