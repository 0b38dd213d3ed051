export const OUTBOX = {
  title: 'Outbox',
  lead: 'Letters that this demonstration would have sent. None of them leaves this machine.',
  empty: 'No letter yet. One is written when a scan or a backup ends.',
  to: 'To',
  at: 'Written',
  subject: 'Subject',
  back: 'All letters',
  html: 'As HTML',
  text: 'As text',
} as const
