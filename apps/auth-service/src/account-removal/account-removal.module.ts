import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { OidcModule } from '../oidc/oidc.module.js';
import { SessionModule } from '../session/session.module.js';
import { SsoModule } from '../sso/sso.module.js';
import { UserDeletedConsumer } from './user-deleted.consumer.js';

@Module({
  imports: [AccountModule, AuditModule, SessionModule, SsoModule, OidcModule],
  providers: [UserDeletedConsumer],
})
export class AccountRemovalModule {}
