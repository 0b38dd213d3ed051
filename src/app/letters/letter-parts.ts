/** The facts of an installation that every letter carries. */
export interface LetterSite {
  /** Without a trailing slash: `https://backup.example.com`. */
  readonly baseUrl: string
  readonly operator: { readonly name: string; readonly address: string; readonly email: string }
}

/** A letter in its parts, all plain text; both versions are made from the same parts. */
export interface LetterParts {
  readonly subject: string
  /** The one sentence that is the news. */
  readonly news: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** What happens next, one paragraph each. */
  readonly next: readonly string[]
  readonly button: string
  readonly link: string
  /** A second, quiet link under the button. */
  readonly further?: { readonly text: string; readonly link: string }
}
