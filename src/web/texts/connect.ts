export const CONNECT = {
  title: 'Back up your Xero organisation',
  lead: 'Every attached file as it is, and your complete accounting data as an Excel workbook, in one ZIP.',
  stepsTitle: 'What happens',
  steps: (paid: boolean): readonly { readonly title: string; readonly text: string }[] => [
    {
      title: 'Connect',
      text: 'You log in at Xero and choose an organisation. We get leave to read it, never to change it.',
    },
    {
      title: 'Scan',
      text: 'We count your documents and files. It takes minutes for most books. You can close the page: we email you.',
    },
    paid
      ? {
          title: 'Choose and pay',
          text: 'You choose which files to keep and see the price for exactly those, before you pay anything.',
        }
      : {
          title: 'Choose',
          text: 'You choose which files to keep. There is nothing to pay on this installation.',
        },
    {
      title: 'Download',
      text: 'The backup runs as fast as Xero allows, from minutes to days. We email you when it is ready.',
    },
  ],
  cookiesTitle: 'Before you connect',
  cookiesText:
    'This site sets only strictly necessary cookies, which it cannot work without: one to keep you signed in, one during the login, one that remembers this answer, and one with your time zone. None of them follows you.',
  cookiesLink: 'Each cookie, and how long it lives',
  accept: 'Accept and continue',
  loginTitle: 'Connect',
  loginText:
    'Xero asks for your password and your consent on its own page. We never see the password.',
  login: 'Log in to Xero',
  signedInTitle: 'You are connected',
  signedInText: (name: string): string => `You are signed in as ${name}.`,
  toStatus: 'Continue to Status',
  safety: [
    'Read-only: we ask for no permission to write.',
    'You can disconnect at any time, here or in Xero.',
    'Your keys to Xero are stored encrypted.',
  ],
} as const
