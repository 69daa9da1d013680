/** The JSON in one unmasked text frame. */
export function readTextFrame(frame: Buffer): unknown {
  return readTextFrames(frame)[0];
}

/** The JSON in unmasked text frames that were written together. */
export function readTextFrames(bytes: Buffer): unknown[] {
  const found: unknown[] = [];
  for (let at = 0; at < bytes.length;) {
    const [headerLength, length] = sizeAt(bytes, at);
    found.push(JSON.parse(bytes.subarray(at + headerLength, at + headerLength + length).toString()));
    at += headerLength + length;
  }
  return found;
}

function sizeAt(bytes: Buffer, at: number): [headerLength: number, length: number] {
  const short = bytes[at + 1] ?? 0;
  if (short < 126) return [2, short];
  return short === 126 ? [4, bytes.readUInt16BE(at + 2)] : [10, Number(bytes.readBigUInt64BE(at + 2))];
}
