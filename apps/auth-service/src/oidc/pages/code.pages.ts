import { escapeHtml, page } from './page.js';

export interface CodePage {
  readonly applicationName: string;
  readonly csrfToken: string;
  /** What the person typed last, or the client's hint. */
  readonly email: string;
  /** Why the last try failed. */
  readonly fault?: string | undefined;
}

/** Asks where to send a sign-in code. */
export function addressPage({ applicationName, csrfToken, email, fault }: CodePage): string {
  return page(
    'Sign in with a code',
    `<p>to continue to <strong>${escapeHtml(applicationName)}</strong></p>
${wrong(fault)}
<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken)}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" value="${escapeHtml(email)}" autocomplete="email" maxlength="254" required autofocus>
<button name="action" value="send-code">E-mail me a code</button>
<button name="action" value="deny" formnovalidate>Cancel</button>
</form>
${WITH_PASSWORD}`,
  );
}

/** Asks for the code, in the same words whether or not there was an account to send it to. */
export function codePage({ applicationName, csrfToken, email, fault }: CodePage): string {
  return page(
    'Enter the code',
    `<p>to continue to <strong>${escapeHtml(applicationName)}</strong></p>
<p>If <strong>${escapeHtml(email)}</strong> has an account, it gets an e-mail with six digits, which are good for five minutes.</p>
${wrong(fault)}
<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken)}">
<input type="hidden" name="email" value="${escapeHtml(email)}">
<label for="otp">Six-digit code</label>
<input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus>
<button name="action" value="enter-code">Sign in</button>
<button name="action" value="send-code" formnovalidate>Send another code</button>
<button name="action" value="deny" formnovalidate>Cancel</button>
</form>
<p><a href="?with=code">Use another address</a></p>
${WITH_PASSWORD}`,
  );
}

const WITH_PASSWORD = '<p><a href="?with=password">Use a password</a></p>';

function wrong(fault: string | undefined): string {
  return fault === undefined ? '' : `<p class="wrong" role="alert">${escapeHtml(fault)}</p>`;
}
