/** The JSON in a short, unmasked text frame. */
export function readTextFrame(frame: Buffer): unknown {
  const headerLength = frame[1] === 126 ? 4 : 2;
  return JSON.parse(frame.subarray(headerLength).toString());
}
