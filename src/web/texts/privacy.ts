import type { KeepingRules } from '../../app/app-life.ts'
import { counted } from '../figures.ts'
import { daysInWords, warningWords } from './days.ts'
import type { Article } from './reading.ts'

interface Controller {
  readonly name: string
  readonly address: string
  readonly email: string
}

/** What is held, for how long, and how it ends: by the settings of this installation. */
export const privacy = (paid: boolean, rules: KeepingRules, operator: Controller): Article => ({
  title: 'Privacy',
  lead: 'What we hold about you, why, for how long, and how you end it.',
  sections: [
    {
      heading: 'Who we are',
      paragraphs: [
        `${[operator.name, operator.address].filter(Boolean).join(', ')} runs this site. Write to ${operator.email}.`,
      ],
    },
    {
      heading: 'What we hold',
      paragraphs: [],
      points: [
        'Your name and email address, from your Xero login, to know you and to write to you.',
        'The name, country and currency of each organisation you connect.',
        'Its accounting data and files, for the backups that you ask for.',
        ...(paid ? ['Orders and invoice details, as tax law asks of us.'] : []),
        'A record of what was done and when, such as “connected” or “terms accepted”.',
      ],
    },
    {
      heading: 'How long',
      paragraphs: [],
      points: [
        `A backup and its files: ${daysInWords(rules.standardDays)} from its end, or as long as you choose, at most ${daysInWords(rules.mostDays)}. ${warningWords(rules)}`,
        ...(rules.idleDays > 0
          ? [
              `Access to Xero: until you disconnect, or until nobody has used the organisation for ${counted(rules.idleDays, 'day')}.`,
            ]
          : ['Access to Xero: until you disconnect.']),
        ...(paid
          ? [
              'Which files you have paid for, as fingerprints that tell nothing of their content: until you delete everything of the organisation.',
              'Amounts, dates and countries of payments: as long as tax law asks.',
            ]
          : []),
        'Your name and address: until you delete your account.',
      ],
    },
    {
      heading: 'Who else receives it',
      paragraphs: [
        paid
          ? 'Stripe receives the invoice details, the organisation’s name, how many attachments are backed up, and what you enter on its page, to take the payment and to make the invoice. Xero learns that you use this service. Nobody else receives anything, and nothing is used for advertising.'
          : 'Xero learns that you use this service. Nobody else receives anything, and nothing is used for advertising.',
      ],
    },
    {
      heading: 'How you end it',
      paragraphs: [
        'Disconnect an organisation on Status, and choose what becomes of its backups. Delete a single backup on its page. Delete your account on the Account page: then everything goes. Each deletion has a receipt.',
      ],
    },
    {
      heading: 'Your rights',
      paragraphs: [
        'You may ask for access, correction, deletion and a copy, object to a use, and complain to your data protection authority.',
      ],
    },
  ],
})
