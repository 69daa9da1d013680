/** What a third-party client can be allowed, as the consent page puts it to the person. */
export const SCOPES = {
  openid: 'know who you are',
  profile: 'see your name and username',
  email: 'see your e-mail address',
  offline_access: 'keep this access while you are away',
  introspection: 'check whether tokens are valid',
  smarthome: 'see and control your devices',
  'messages:read': 'read your messages',
  'messages:write': 'send messages in your name',
  'workspaces:read': 'see your workspaces, their channels and activities',
  'workspaces:write': 'create workspaces and channels in your name',
} as const;

export type Scope = keyof typeof SCOPES;

/** True for a scope that this suite knows. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
