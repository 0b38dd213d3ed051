import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from '../web-env.ts'

/** A person's form may change what their live pages show: all of it is read anew. */
export const forgetAfterForms: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next()
  if (c.req.method !== 'GET' && c.var.person) c.var.live.forget(c.var.person.id)
}
