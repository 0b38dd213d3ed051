/** Words around every form. */
export const FORMS = {
  again: 'Something needs another look',
  wrong: 'Wrong:',
} as const
