import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { SigningModule } from '../signing/signing.module.js';
import { EndOwnSessions } from './end-own-sessions.use-case.js';
import { FindSignedIn } from './find-signed-in.use-case.js';
import { LogOut } from './log-out.use-case.js';
import { OpenSession } from './open-session.use-case.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { RefreshSession } from './refresh-session.use-case.js';
import { RefreshTokenRepository } from './refresh-token.repository.js';
import { RevokeSession } from './revoke-session.use-case.js';
import { SessionUpkeep } from './session-upkeep.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { TokenIssuer } from './token-issuer.js';
import { UserUpdatedConsumer } from './user-updated.consumer.js';

@Module({
  imports: [AccountModule, SigningModule, AuditModule],
  controllers: [SessionController, OwnSessionsController],
  providers: [
    SessionRepository,
    RefreshTokenRepository,
    OpenSession,
    RevokeSession,
    RefreshSession,
    LogOut,
    EndOwnSessions,
    FindSignedIn,
    TokenIssuer,
    SessionUpkeep,
    UserUpdatedConsumer,
  ],
  exports: [FindSignedIn, OpenSession, RevokeSession, TokenIssuer],
})
export class SessionModule {}
