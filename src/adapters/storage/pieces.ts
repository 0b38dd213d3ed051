/**
 * The same bytes with small chunks put together into pieces of up to `bytes`. Larger ones pass as they
 * are, and so does the first: most objects have no other, which then is not copied. A piece is good
 * until the next one is asked for.
 */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let piece: Buffer | null = null
  let full = 0
  let isFirst = true
  for await (const chunk of chunks) {
    if (piece && full + chunk.byteLength > bytes) {
      yield piece.subarray(0, full)
      full = 0
    }
    if (isFirst || chunk.byteLength >= bytes) {
      isFirst = false
      yield chunk
      continue
    }
    piece ??= Buffer.allocUnsafeSlow(bytes)
    piece.set(chunk, full)
    full += chunk.byteLength
  }
  if (piece && full > 0) yield piece.subarray(0, full)
}
