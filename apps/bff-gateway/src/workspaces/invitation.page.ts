import { createHash } from 'node:crypto';

/** Joins with the cookies of whoever is signed in; the token stays in the address and is sent nowhere else. */
const SCRIPT = `
const verdict = document.querySelector('output');
document.querySelector('button').addEventListener('click', async () => {
  const token = new URLSearchParams(location.search).get('token');
  const { csrfToken } = await (await fetch('/api/csrf-token')).json();
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
  const answer = await fetch('/api/invitations/accept', { method: 'POST', headers, body: JSON.stringify({ token }) });
  if (answer.ok) verdict.textContent = 'You are a member now.';
  else if (answer.status === 401) verdict.textContent = 'Please sign in first, then press the button again.';
  else verdict.textContent = (await answer.json()).detail;
});
`;

const STYLE = `
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1.5rem }
button { font: inherit; padding: .4rem 1rem } output { display: block; margin-top: 1rem }
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows the page's one script, its style, and calls to the suite itself. */
export const INVITATION_CSP = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Asks whoever opened the link whether to join: a link that is only looked at, by a scanner of mails, uses nothing up. */
export function invitationPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Invitation · Atrium</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>You are invited</h1>
<p>Somebody invites you to a workspace on Atrium. Sign in, then join it with the account you are signed in with.</p>
<button type="button">Join the workspace</button>
<output></output>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
