import { z } from 'zod';

/** What of a provider's claims matters here (OpenID Connect Core, section 5.1). Others are dropped, long ones too. */
export const providerProfile = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  preferred_username: z.string().max(150).optional().catch(undefined),
  given_name: z.string().max(150).optional().catch(undefined),
  family_name: z.string().max(150).optional().catch(undefined),
});

export type ProviderProfile = z.infer<typeof providerProfile>;

export interface ProviderTokens {
  readonly accessToken: string;
  /** Undefined when the provider gives none. */
  readonly refreshToken: string | undefined;
  /** In seconds; undefined when the provider does not say. */
  readonly expiresIn: number | undefined;
}

/** Who has signed in at the provider, and what it lets the suite do for them. */
export interface ProviderLogin {
  readonly profile: ProviderProfile;
  readonly tokens: ProviderTokens;
}
