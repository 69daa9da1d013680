import { Credential } from '../account/credential.entity.js';
import { Identity } from '../account/identity.entity.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { LoginThrottle } from '../login/login-throttle.entity.js';
import { Mail } from '../mail/mail.entity.js';
import { Application } from '../oidc/application/application.entity.js';
import { OidcRecord } from '../oidc/storage/oidc-record.entity.js';
import { Otp } from '../otp/otp.entity.js';
import { PasswordReset } from '../password/password-reset.entity.js';
import { RefreshToken } from '../session/refresh-token.entity.js';
import { Session } from '../session/session.entity.js';
import { SigningKey } from '../signing/signing-key.entity.js';
import { SsoLink } from '../sso/sso-link.entity.js';
import { UsedState } from '../sso/used-state.entity.js';
import { CreateAccount1795255200000 } from './migrations/1795255200000-create-account.js';
import { CreateSigningKey1795255260000 } from './migrations/1795255260000-create-signing-key.js';
import { CreateSession1795255320000 } from './migrations/1795255320000-create-session.js';
import { CreateMail1795255380000 } from './migrations/1795255380000-create-mail.js';
import { CreateOtp1795255440000 } from './migrations/1795255440000-create-otp.js';
import { CreateOidcRecord1795260000000 } from './migrations/1795260000000-create-oidc-record.js';
import { CreateOauthApplication1795260060000 } from './migrations/1795260060000-create-oauth-application.js';
import { CreateLoginThrottle1795341600000 } from './migrations/1795341600000-create-login-throttle.js';
import { CreateAuditEvent1795341660000 } from './migrations/1795341660000-create-audit-event.js';
import { DescribeSession1795341720000 } from './migrations/1795341720000-describe-session.js';
import { CreatePasswordReset1795341780000 } from './migrations/1795341780000-create-password-reset.js';
import { CreateSso1795342200000 } from './migrations/1795342200000-create-sso.js';
import { ClaimSsoRenewal1795431000000 } from './migrations/1795431000000-claim-sso-renewal.js';
import { CountOtpMisses1795431060000 } from './migrations/1795431060000-count-otp-misses.js';
import { ProveEmail1795431120000 } from './migrations/1795431120000-prove-email.js';
import { KeepOwnClient1795431180000 } from './migrations/1795431180000-keep-own-client.js';

export const entities = [
  Credential,
  Identity,
  SigningKey,
  Session,
  RefreshToken,
  Mail,
  Otp,
  OidcRecord,
  Application,
  LoginThrottle,
  AuditEvent,
  PasswordReset,
  SsoLink,
  UsedState,
];

export const migrations = [
  CreateAccount1795255200000,
  CreateSigningKey1795255260000,
  CreateSession1795255320000,
  CreateMail1795255380000,
  CreateOtp1795255440000,
  CreateOidcRecord1795260000000,
  CreateOauthApplication1795260060000,
  CreateLoginThrottle1795341600000,
  CreateAuditEvent1795341660000,
  DescribeSession1795341720000,
  CreatePasswordReset1795341780000,
  CreateSso1795342200000,
  ClaimSsoRenewal1795431000000,
  CountOtpMisses1795431060000,
  ProveEmail1795431120000,
  KeepOwnClient1795431180000,
];
