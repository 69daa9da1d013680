import { Credential } from '../account/credential.entity.js';
import { Identity } from '../account/identity.entity.js';
import { Mail } from '../mail/mail.entity.js';
import { Otp } from '../otp/otp.entity.js';
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
import { CreateSso1795342200000 } from './migrations/1795342200000-create-sso.js';

export const entities = [Credential, Identity, SigningKey, Session, RefreshToken, Mail, Otp, SsoLink, UsedState];

export const migrations = [
  CreateAccount1795255200000,
  CreateSigningKey1795255260000,
  CreateSession1795255320000,
  CreateMail1795255380000,
  CreateOtp1795255440000,
  CreateSso1795342200000,
];
