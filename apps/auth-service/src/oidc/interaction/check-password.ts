import { Injectable } from '@nestjs/common';
import { verify } from '@node-rs/argon2';

import { PasswordLoginRepository } from './password-login.repository.js';

/** Of no password; verified when there is no account, so that this takes as long as a wrong password. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cy1zYWx0LTE2Yg$Yk3bU0c0Jt2y6v9oH1mQm1r4J3H3Y1k2c5f6a7s8d9A';

/** Decides whose a username (or e-mail address) and password are. */
@Injectable()
export class CheckPassword {
  constructor(private readonly logins: PasswordLoginRepository) {}

  /** The user id; undefined, without saying why, when they are nobody's. */
  async execute(login: string, password: string): Promise<string | undefined> {
    const found = await this.logins.find(login);
    const isRight = await verify(found?.passwordHash ?? NOBODYS_HASH, password.normalize('NFKC'));
    return isRight ? found?.userId : undefined;
  }
}
