import { escapeHtml, page } from './page.js';

/** Asks for the code that a device shows (RFC 8628). `form` is the library's hidden part. */
export function deviceCodePage(action: string, xsrf: string, fault?: string): string {
  return page(
    'Connect a device',
    `${fault === undefined ? '<p>Enter the code that your device shows.</p>' : `<p class="wrong" role="alert">${escapeHtml(fault)}</p>`}
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="xsrf" value="${escapeHtml(xsrf)}">
<label for="user_code">Code</label>
<input id="user_code" name="user_code" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus>
<button>Continue</button>
</form>`,
  );
}

/** Asks whether the code is really the one on the person's own device. */
export function deviceConfirmPage(applicationName: string, userCode: string, form: string): string {
  return page(
    'Is this your device?',
    `<p><strong>${escapeHtml(applicationName)}</strong> should show this code:</p>
<p><code>${escapeHtml(userCode)}</code></p>
<p>If you did not start this, or the codes differ, cancel.</p>
${form}
<button form="op.deviceConfirmForm">Continue</button>
<button form="op.deviceConfirmForm" name="abort" value="yes">Cancel</button>`,
  );
}

export function deviceConnectedPage(applicationName: string): string {
  return page(
    'Your device is connected',
    `<p>${escapeHtml(applicationName)} goes on by itself. You can close this page.</p>`,
  );
}
