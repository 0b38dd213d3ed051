import type { FileCount, ScanDocument } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'

/** Records without a count of which the scan still passes for exact. */
export const FEW_GUESSES = 20

/** Without a count: one file where the list says "has files" or does not say. */
export const guessOf = ({ seq, flagged }: ScanDocument): FileCount => ({
  seq,
  files: flagged === false ? 0 : 1,
  guessed: true,
})

/**
 * Guesses the files of the records that are not counted yet, in their order, up to the first that is not
 * wanted. Gives how many.
 */
export async function guessWhile(
  { store }: AppPorts,
  scanId: string,
  isWanted: (document: ScanDocument) => boolean = () => true,
): Promise<number> {
  let guessed = 0
  for (;;) {
    const documents = await store.scan.uncounted(scanId, 500)
    const other = documents.findIndex((document) => !isWanted(document))
    const wanted = other < 0 ? documents : documents.slice(0, other)
    if (wanted.length === 0) return guessed
    await store.scan.count(scanId, wanted.map(guessOf), 0)
    guessed += wanted.length
  }
}
