const LINE_END = '\r\n';

/**
 * Passes an HTTP answer on with these header lines added right after its status line, and whatever follows unread.
 * @param write gets bytes that stay its own for the first piece, and the caller's for all others.
 */
export function insertHeaders(lines: readonly string[], write: (bytes: Buffer) => boolean): (bytes: Buffer) => boolean {
  if (lines.length === 0) return write;
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('A line break in a header that is inserted');
  const inserted = Buffer.from(lines.map((line) => line + LINE_END).join(''));
  let start: Buffer | undefined = Buffer.alloc(0);
  return (bytes) => {
    if (!start) return write(bytes);
    start = Buffer.concat([start, bytes]);
    const end = start.indexOf(LINE_END);
    if (end === -1) return true;
    const answer = Buffer.concat([
      start.subarray(0, end + LINE_END.length),
      inserted,
      start.subarray(end + LINE_END.length),
    ]);
    start = undefined;
    return write(answer);
  };
}
