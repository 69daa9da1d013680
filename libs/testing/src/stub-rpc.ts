import type { NatsConnection } from '@nats-io/transport-node';
import type { ErrorCode, RpcContract } from '@atrium/contracts';

/**
 * Answers a remote procedure in the place of the service that owns it, over a real connection. What `answer` throws is
 * the test's own mistake and ends the test run.
 */
export async function stubRpc<Request extends object, Response>(
  connection: NatsConnection,
  contract: RpcContract<Request, Response, ErrorCode>,
  answer: (request: Request) => Response,
): Promise<void> {
  connection.subscribe(contract.subject, {
    callback: (error, message) => {
      if (error) throw error;
      message.respond(JSON.stringify(answer(message.json<Request>())));
    },
  });
  // The server knows the subscription once it has answered a ping.
  await connection.flush();
}
