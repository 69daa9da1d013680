import { isScope, SCOPES } from '@atrium/contracts';

import { escapeHtml, page } from './page.js';

export interface ConsentPage {
  readonly applicationName: string;
  /** Where the person is sent afterwards, for them to judge. */
  readonly destination: string;
  readonly scopes: readonly string[];
  readonly csrfToken: string;
}

/** Says who wants what, in plain words, and asks. */
export function consentPage({ applicationName, destination, scopes, csrfToken }: ConsentPage): string {
  const name = escapeHtml(applicationName);
  return page(
    `Allow ${name}?`,
    `<p><strong>${name}</strong> would like to:</p>
<ul>
${scopes.map((scope) => `<li>${escapeHtml(isScope(scope) ? SCOPES[scope] : scope)}</li>`).join('\n')}
</ul>
<p>${destination === '' ? '' : `Afterwards you return to ${escapeHtml(destination)}. `}You can take this back at any time.</p>
<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken)}">
<button name="action" value="allow">Allow</button>
<button name="action" value="deny">Cancel</button>
</form>`,
  );
}
