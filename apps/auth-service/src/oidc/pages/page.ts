import { createHash } from 'node:crypto';

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:0 auto;padding:2rem 1rem}
label{display:block;margin:.8rem 0 .2rem}
input:not([type=hidden]){font:inherit;width:100%;box-sizing:border-box;padding:.5rem}
button{font:inherit;padding:.5rem 1.2rem;margin:1rem .5rem 0 0}
.wrong{color:light-dark(#a61b1b,#ff9a8f)} code{font-size:1.6rem;letter-spacing:.1em}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Text made harmless for HTML, inside elements and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page; title and body are HTML, so what they hold of others must be escaped. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Atrium</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

/**
 * What every page is sent with. Nothing but the page's own style is allowed; where the library has to pass a form on,
 * it adds the hash of its one script, and the form has a button for browsers without scripts.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: forms of these pages would then be sent with `Origin: null`.
  'referrer-policy': 'same-origin',
};

/** The policy; `formTargets` limits where the page's forms, and what they are redirected to, may lead. */
export function contentSecurityPolicy(formTargets?: readonly string[]): string {
  const directives = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "script-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return [...directives, ...(formTargets ? [`form-action ${formTargets.join(' ')}`] : [])].join('; ');
}
