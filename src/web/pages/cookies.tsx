import { counted } from '../figures.ts'
import { COOKIES, type CookieName } from '../middleware/cookies.ts'
import { COOKIES_TEXT as T } from '../texts/reading.ts'

const NAMES: readonly CookieName[] = ['session', 'login', 'consent', 'zone', 'operator']

/** `__Host-` stands before each name on an https site. */
export const CookiesPage = ({ prefix }: { readonly prefix: string }) => (
  <article class="reading">
    <h1>{T.title}</h1>
    <p class="lead">{T.lead}</p>
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{T.name}</th>
          <th scope="col">{T.purpose}</th>
          <th scope="col">{T.life}</th>
        </tr>
      </thead>
      <tbody>
        {NAMES.map((name) => (
          <tr>
            <th scope="row">
              <code>{prefix + COOKIES[name].name}</code>
            </th>
            <td data-label={T.purpose}>{T.purposes[name]}</td>
            <td data-label={T.life}>{life(COOKIES[name].lifeSeconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p>{T.note}</p>
  </article>
)

function life(seconds: number): string {
  if (seconds >= 86_400) return counted(seconds / 86_400, 'day')
  return seconds >= 3_600 ? counted(seconds / 3_600, 'hour') : counted(seconds / 60, 'minute')
}
