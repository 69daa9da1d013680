import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What travels with one request through every service it touches. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C Trace Context of the caller, passed on as it came. */
  readonly traceparent?: string | undefined;
  /** When the caller stops waiting, on this process's monotonic clock (`performance.now()`, milliseconds). */
  readonly deadline?: number | undefined;
  /** Aborted when the caller has gone away, so that nobody works or waits for it. */
  readonly signal?: AbortSignal | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` with its request's context; everything it awaits sees the same one. */
export function runInRequestContext<Result>(context: RequestContext, work: () => Result): Result {
  return storage.run(context, work);
}

/** The context of the request being served, if any. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** Accepts a caller's request id if it is harmless to log, else makes one. */
export function requestIdFrom(candidate: string | undefined): string {
  return candidate !== undefined && /^[\w.:-]{1,128}$/.test(candidate) ? candidate : randomUUID();
}
