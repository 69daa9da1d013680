import { createUser, type CreateUserRequest } from '@atrium/contracts';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';
import { parseConfig, startService, type StartedService } from '@atrium/service';
import { startTestService, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { userService } from '../src/user-service.js';

/** The service with people who have profiles in it. */
export class UserServiceUnderTest {
  /** Calls the service over NATS. */
  readonly rpc: RpcClient;

  private constructor(readonly suite: ServiceUnderTest<StartedService>) {
    this.rpc = suite.service.app.get(RpcClient, { strict: false });
  }

  /** Starts the service on a fresh database and a NATS server of its own. */
  static async start(): Promise<UserServiceUnderTest> {
    return new UserServiceUnderTest(
      await startTestService('users', (environment) =>
        startService(userService, parseConfig(userService.config, environment)),
      ),
    );
  }

  get events() {
    return this.suite.events;
  }

  stop(): Promise<void> {
    return this.suite.stop();
  }

  /** Somebody who has a profile and is signed in. */
  async person(firstName: string, flags: Pick<CreateUserRequest, 'isStaff' | 'isActive'> = {}): Promise<TestPerson> {
    const person = this.suite.mint.person(firstName);
    const { userId: id, username, email } = person;
    await this.rpc.call(createUser, { id, username, email, firstName, lastName: 'Doe', ...flags }, AS_SERVICE);
    return person;
  }
}
