import { ROUTES } from '../routes.ts'
import { ADMIN as T } from '../texts/admin.ts'
import { TextField } from '../ui/fields.tsx'
import { Notice } from '../ui/notice.tsx'

/** Asks for the address that the link goes to. The answer is the same whoever asks. */
export const AdminLoginPage = ({ sent }: { readonly sent: boolean }) => (
  <>
    <h1>{T.loginTitle}</h1>
    <p class="lead">{T.loginLead}</p>
    {sent && (
      <Notice tone="note" title={T.sentTitle}>
        <p>{T.sent}</p>
      </Notice>
    )}
    <form method="post" action={ROUTES.adminAskLink.path} class="stack" novalidate>
      <TextField
        name="email"
        label={T.email}
        hint={T.emailHint}
        type="email"
        inputmode="email"
        autocomplete="email"
        value=""
      />
      <button class={sent ? 'button secondary' : 'button primary'} type="submit">
        {T.sendLink}
      </button>
    </form>
  </>
)

/** The link of the letter. Programs that look at links in mail only see this page. */
export const AdminEnterPage = ({ token }: { readonly token: string }) => (
  <>
    <h1>{T.enterTitle}</h1>
    <p class="lead">{T.enterLead}</p>
    <form method="post" action={ROUTES.adminEnter.path} class="one-button">
      <input type="hidden" name="token" value={token} />
      <button class="button primary" type="submit">
        {T.enter}
      </button>
    </form>
  </>
)
