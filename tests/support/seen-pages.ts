import type { OrganisationView } from '../../src/app/app.ts'
import { SCENES, type Scene } from './scenes.ts'

/** All of Status on one page: a card for each state. */
const EVERY_STATE = 'every state'

export const PAGES: readonly (readonly [Scene | typeof EVERY_STATE, string])[] = [
  ['scan done', '/'],
  ['scan done', '/backup'],
  ['scan done', '/how-it-works'],
  ['scan done', '/what-is-backed-up'],
  ['scan done', '/pricing'],
  ['scan done', '/pricing?files=many'],
  ['scan done', '/questions'],
  ['scan done', '/security'],
  ['scan done', '/privacy'],
  ['scan done', '/cookies'],
  ['scan done', '/terms'],
  ['scan done', '/example'],
  ['complete', '/account'],
  ['complete', '/account/erase'],
  ['complete', '/receipts/del_1'],
  ['scan done', '/outbox'],
  ['scan done', '/outbox/letter-1'],
  ['scan done', '/nowhere'],
  ['running', '/connections/con_1/disconnect'],
  ['failed', '/connections/con_1/disconnect'],
  ['nothing connected', '/status'],
  [EVERY_STATE, '/status'],
  ['scan done', '/filters/scn_1'],
  ['scan done', '/filters/scn_1?chosen=1&from=2026-02-01&to=2026-01-01'],
  ['scan done', '/filters/scn_1?chosen=1&types=bills&from=2026-01-01&to=2026-12-31'],
  ['scan done', '/orders/ord_1'],
  ['scan done', '/orders/ord_1/details'],
  ['running', '/backups/bak_1'],
  ['running', '/backups/bak_1/cancel'],
  ['backup pending', '/backups/bak_1'],
  ['packaging', '/backups/bak_1'],
  ['paused by the customer', '/backups/bak_1'],
  ['deleted', '/backups/bak_1'],
  ['complete', '/backups/bak_1/delete'],
  ['waiting', '/backups/bak_1'],
  ['paused', '/backups/bak_1'],
  ['complete', '/backups/bak_1'],
  ['complete with exceptions', '/backups/bak_1'],
  ['failed', '/backups/bak_1'],
  ['ending soon', '/backups/bak_1'],
  ['retry under way', '/backups/bak_1'],
  ['retry under way', '/backups/bak_1/cancel'],
  ['scan done', '/admin/login'],
  ['scan done', '/admin/enter?token=abc'],
  ['scan done', '/admin'],
  ['scan done', '/admin/orders'],
  ['scan done', '/admin/orders/ord_1'],
  ['scan done', '/admin/orders/ord_1/refund?how=all'],
]

/** Between them they show every colour there is. */
export const isColourful = ([scene, path]: (typeof PAGES)[number]): boolean =>
  [
    ...['/', '/backup', '/pricing?files=many', '/filters/scn_1', '/orders/ord_1', '/nowhere'],
    ...['/connections/con_1/disconnect', '/outbox', '/account', '/status'],
  ].includes(path) || ['waiting', 'paused', 'complete with exceptions', 'failed'].includes(scene)

/** What is connected when the page is looked at. */
export const organisationsOf = (scene: (typeof PAGES)[number][0]): readonly OrganisationView[] =>
  scene === EVERY_STATE ? everyState() : SCENES[scene]

/** A card for each state, with ids of its own. */
const everyState = (): readonly OrganisationView[] =>
  Object.entries(SCENES).flatMap(([scene, organisations]) =>
    organisations.map((one: OrganisationView, nth) => ({
      ...one,
      connectionId: `${scene.replaceAll(' ', '-')}-${nth}`,
      name: `${one.name}: ${scene}`,
    })),
  )
