import { escapeHtml, page } from './page.js';

/** Says what went wrong where nobody could be sent back to the application. */
export function errorPage(error: string, description = ''): string {
  return page(
    'That did not work',
    `<p class="wrong" role="alert">${escapeHtml(description === '' ? error : description)}</p>
<p>Go back to the application and try again. If it happens again, tell its makers this: <strong>${escapeHtml(error)}</strong></p>`,
  );
}
