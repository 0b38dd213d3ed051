import { to } from '../routes.ts'

/** An error as people read it: what happened, what is safe, what to do now. */
export interface Fault {
  readonly title: string
  readonly happened: string
  readonly safe: string
  readonly todo: string
  readonly link: { readonly href: string; readonly text: string }
}

const STATUS = { href: to('status'), text: 'Go to Status' }
const HOME = { href: to('home'), text: 'Go to the first page' }
const KEPT = 'Nothing has changed. Your backups and your books in Xero are as they were.'

export const FAULTS = {
  missing: {
    title: 'There is no such page',
    happened: 'The address leads nowhere on this site. It may have been cut short.',
    safe: KEPT,
    todo: 'Check the address, or start from the first page.',
    link: HOME,
  },
  notFound: {
    title: 'There is nothing here',
    happened: '',
    safe: 'Nothing has changed. What is yours is listed on Status.',
    todo: 'Open it from the Status page.',
    link: STATUS,
  },
  refused: {
    title: 'That could not be done',
    happened: '',
    safe: KEPT,
    todo: 'Go back and try again.',
    link: STATUS,
  },
  disconnected: {
    title: 'Xero is disconnected',
    happened: 'Xero no longer lets us read this organisation.',
    safe: 'Every file that was backed up so far is kept. A paused backup goes on where it stopped.',
    todo: 'Log in to Xero again and choose the same organisation.',
    link: { href: to('backup'), text: 'Connect Xero again' },
  },
  later: {
    title: 'Not possible right now',
    happened: 'Another service that we need did not answer in time.',
    safe: 'Nothing was lost. Backups that run go on by themselves.',
    todo: 'Wait a minute and load the page again.',
    link: STATUS,
  },
  bug: {
    title: 'Something failed on our side',
    happened: 'The page met a fault of ours. It has been written to our log.',
    safe: 'Your backups are kept, and nothing was charged by this.',
    todo: 'Try again in a few minutes. If it stays, write to us with the reference below.',
    link: STATUS,
  },
} as const satisfies Readonly<Record<string, Fault>>
