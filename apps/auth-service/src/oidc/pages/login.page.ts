import { escapeHtml, page } from './page.js';

export interface LoginPage {
  readonly applicationName: string;
  readonly csrfToken: string;
  /** What the person typed last, or the client's hint. */
  readonly login: string;
  /** Why the last try failed. */
  readonly fault?: string | undefined;
}

/** Asks for username or e-mail address and password, or lets the person choose a code instead. */
export function loginPage({ applicationName, csrfToken, login, fault }: LoginPage): string {
  const focus = login === '' ? ['autofocus', ''] : ['', 'autofocus'];
  return page(
    'Sign in',
    `<p>to continue to <strong>${escapeHtml(applicationName)}</strong></p>
${fault === undefined ? '' : `<p class="wrong" role="alert">${escapeHtml(fault)}</p>`}
<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken)}">
<label for="login">Username or e-mail address</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" maxlength="254" required ${focus[0]}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required ${focus[1]}>
<button name="action" value="login">Sign in</button>
<button name="action" value="deny" formnovalidate>Cancel</button>
</form>
<p><a href="?with=code">E-mail me a code</a></p>`,
  );
}
