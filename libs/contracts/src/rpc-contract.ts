import type { ErrorCode } from './error-codes.js';

/** `<service>.rpc.<verb>.v<version>`: what a NATS permission names and a queue group serves. */
export type RpcSubject = `${string}.rpc.${string}.v${number}`;

/**
 * Who may call: `user` needs a valid access token, `service` the suite's own internal token,
 * `anyone` nothing (log in, register, public keys).
 */
export type RpcAccess = 'user' | 'service' | 'anyone';

/** A request class: its class-validator decorators are the contract's validation at the receiving end. */
export type RequestClass<Request extends object> = new () => Request;

/** One remote procedure: subject, request, reply and refusals, imported as a value by both of its ends. */
export interface RpcContract<Request extends object, Response, Code extends ErrorCode> {
  readonly subject: RpcSubject;
  readonly request: RequestClass<Request>;
  readonly access: RpcAccess;
  /** The refusals a caller has to expect beside the ones any call may meet. */
  readonly errors: readonly Code[];
  /** How long a caller waits, in milliseconds. */
  readonly timeoutMs: number;
  /** Type only: never set. Carries `Response` so that callers and handlers are checked against it. */
  readonly response?: Response;
}

/** Names the reply type of a contract; there is nothing behind it at run time. */
export interface ReplyType<Response> {
  readonly type?: Response;
}

/** `reply<MessageView>()`: the reply type of a contract, for the compiler. */
export function reply<Response>(): ReplyType<Response> {
  return {};
}

/** Declares a remote procedure. Calls time out after two seconds unless the contract says otherwise. */
export function defineRpc<Request extends object, Response, const Code extends ErrorCode = never>(definition: {
  subject: RpcSubject;
  request: RequestClass<Request>;
  response: ReplyType<Response>;
  access: RpcAccess;
  errors?: readonly Code[];
  timeoutMs?: number;
}): RpcContract<Request, Response, Code> {
  const { subject, request, access, errors = [], timeoutMs = 2_000 } = definition;
  return { subject, request, access, errors, timeoutMs };
}
