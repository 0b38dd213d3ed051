import type { MiddlewareHandler } from 'hono'
import { asReader, readerOf } from '../reader.ts'
import type { WebEnv } from '../web-env.ts'
import { readCookie } from './cookies.ts'

/** Answers in the figures and the time zone of whoever asks. */
export const findReader: MiddlewareHandler<WebEnv> = (c, next) =>
  asReader(readerOf(c.req.header('accept-language'), readCookie(c, 'zone')), next)
