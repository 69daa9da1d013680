import { page } from './page.js';

/** Asks whether to end the session. `form` is the library's hidden part. */
export function logoutPage(form: string): string {
  return page(
    'Sign out?',
    `<p>Applications that you signed in to with this browser are signed out as well.</p>
${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button form="op.logoutForm">Stay signed in</button>`,
  );
}

export function signedOutPage(): string {
  return page('You are signed out', '<p>You can close this page.</p>');
}
