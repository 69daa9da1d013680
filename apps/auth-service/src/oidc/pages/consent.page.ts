import { isScope, SCOPES } from '@atrium/contracts';

import { escapeHtml, page } from './page.js';

export interface ConsentPage {
  readonly applicationName: string;
  /** Whose systems learn of the person's devices, when these are asked for: the company, not its product. */
  readonly linkedTo: string;
  /** Who decides. */
  readonly person: { readonly username: string; readonly email: string } | undefined;
  /** Where the person is sent afterwards, for them to judge. */
  readonly destination: string;
  readonly scopes: readonly string[];
  readonly csrfToken: string;
}

/** Says who wants what, in plain words, and asks. */
export function consentPage(asked: ConsentPage): string {
  const { applicationName, linkedTo, person, destination, scopes, csrfToken } = asked;
  const name = escapeHtml(applicationName);
  return page(
    `Allow ${name}?`,
    `<p><strong>${name}</strong> would like to:</p>
<ul>
${scopes.map((scope) => `<li>${escapeHtml(isScope(scope) ? SCOPES[scope] : scope)}</li>`).join('\n')}
</ul>
${scopes.includes('smarthome') ? devicesNotice(escapeHtml(linkedTo)) : ''}
<p>${destination === '' ? '' : `Afterwards you return to ${escapeHtml(destination)}. `}You can take this back at any time.</p>
<form method="post">
<input type="hidden" name="csrf" value="${escapeHtml(csrfToken)}">
<button name="action" value="allow">Allow</button>
<button name="action" value="deny">Cancel</button>
</form>
${signedInAs(person)}`,
  );
}

/** What leaves this suite with the scope `smarthome`, and what may be done; Google asks for such a statement. */
function devicesNotice(company: string): string {
  return `<p>Your account will be linked to ${company}. ${company} learns the names, rooms, types and abilities of your
devices and of those that others share with you, and their states whenever these change.</p>
<p>By signing in, you are authorizing ${company} to control your devices.</p>`;
}

function signedInAs(person: ConsentPage['person']): string {
  if (!person) return '';
  return `<p>You are signed in as <strong>${escapeHtml(person.username)}</strong> (${escapeHtml(person.email)}).
<a href="?with=password">Use another account</a></p>`;
}
