import { refuse } from '../core/errors.ts'
import type { WebContext } from './web-env.ts'

/** A form's fields as texts; a field that was sent several times keeps all its values. */
export interface Form {
  /** The first value, or an empty text. */
  text(name: string): string
  all(name: string): readonly string[]
}

/** Reads a posted form. Files are no part of any form here and count as absent. */
export async function readForm(c: WebContext): Promise<Form> {
  const body = await c.req.parseBody({ all: true }).catch((cause: unknown) => {
    throw refuse('The form could not be read.', 'Go back and send it again.', { cause })
  })
  return formOf((name) => [body[name] ?? []].flat().filter((value) => typeof value === 'string'))
}

/** The same over the address's query. */
export const readQuery = (c: WebContext): Form => formOf((name) => c.req.queries(name) ?? [])

const formOf = (all: (name: string) => readonly string[]): Form => ({
  all,
  text: (name) => all(name)[0] ?? '',
})
