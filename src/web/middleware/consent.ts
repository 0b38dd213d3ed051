import type { WebContext } from '../web-env.ts'
import { readCookie, writeCookie } from './cookies.ts'

/** Whether the person has accepted the necessary cookies on this browser. */
export const hasConsent = (c: WebContext): boolean => readCookie(c, 'consent') === 'accepted'

export const rememberConsent = (c: WebContext): void => writeCookie(c, 'consent', 'accepted')
