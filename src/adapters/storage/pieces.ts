/**
 * The same bytes with small chunks put together into pieces of up to `bytes`; larger ones pass as they
 * are. A piece is good until the next one is asked for.
 */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let piece: Buffer | null = null
  let full = 0
  for await (const chunk of chunks) {
    if (piece && full + chunk.byteLength > bytes) {
      yield piece.subarray(0, full)
      full = 0
    }
    if (chunk.byteLength >= bytes) {
      yield chunk
      continue
    }
    piece ??= Buffer.allocUnsafeSlow(bytes)
    piece.set(chunk, full)
    full += chunk.byteLength
  }
  if (piece && full > 0) yield piece.subarray(0, full)
}
