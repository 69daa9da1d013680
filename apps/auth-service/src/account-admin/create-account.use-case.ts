import { Injectable } from '@nestjs/common';
import type { CreateAccountRequest, RegisteredAccount } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { Register } from '../account/register.use-case.js';
import { StaffGate } from './staff-gate.js';

/** Registers somebody with flags, which only staff may choose. */
@Injectable()
export class CreateAccount {
  constructor(
    private readonly gate: StaffGate,
    private readonly register: Register,
  ) {}

  /** Rejects with FORBIDDEN, USERNAME_TAKEN or EMAIL_TAKEN. */
  async execute(caller: Caller, request: CreateAccountRequest): Promise<RegisteredAccount> {
    if (!(await this.gate.isStaff(caller))) {
      throw new DomainError('FORBIDDEN', 'You do not have permission to perform this action.');
    }
    return this.register.execute(Object.assign({}, request, { createdBy: caller.userId }));
  }
}
