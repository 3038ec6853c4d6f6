/** A file's text as UTF-8, piece by piece; `onShare` hears how much of it has come, 0 to 1. */
export async function readText(file: Blob, onShare: (share: number) => void): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  const reader = file.stream().getReader();
  let bytes = 0;
  let told = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(decoder.decode(piece.value, { stream: true }));
    bytes += piece.value.length;
    const share = bytes / file.size;
    // a hundred steps at most, however small the pieces are
    if (share - told < 0.01) continue;
    told = share;
    onShare(share);
  }
  pieces.push(decoder.decode());
  return pieces.join("");
}
