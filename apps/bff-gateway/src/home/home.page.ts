import type { AppStatus } from './suite-status.js';

const STYLE = `
  :root { color-scheme: light dark; --line: light-dark(#ddd, #444); --well: light-dark(#176b3a, #6fd39b); --ill: light-dark(#a61b1b, #ff9a8f) }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1.5rem }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line) }
  .well { color: var(--well) } .ill { color: var(--ill) } li { margin: .3rem 0 }
`;

/** Allows the page's one style block and nothing else. */
export const HOME_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The landing page: what runs here, whether it is well, and where to go. Plain HTML, no script. */
export function homePage(apps: readonly AppStatus[]): string {
  const ill = apps.filter(({ isWell }) => !isWell).length;
  const verdict = ill === 0 ? 'Everything is well.' : `${ill} of ${apps.length} apps are not well.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atrium</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Atrium</h1>
<p>Accounts and single sign-on, workspaces with real-time chat, messages from many platforms and Google Smart Home, behind one address.</p>
<h2>What runs here</h2>
<p class="${ill === 0 ? 'well' : 'ill'}">${verdict}</p>
<table>
<thead><tr><th scope="col">App</th><th scope="col">State</th><th scope="col">Remark</th></tr></thead>
<tbody>
${apps.map(row).join('\n')}
</tbody>
</table>
<h2>Where to go</h2>
<ul>
<li><a href="/api/docs">API documentation</a> to read and try every endpoint</li>
<li><a href="/api/openapi.json">OpenAPI description</a> for generators and tools</li>
<li><a href="/api/asyncapi.json">AsyncAPI description</a> of the sockets and the events</li>
<li><a href="/health">Health</a> of the gateway as JSON</li>
</ul>
</main>
</body>
</html>
`;
}

function row({ name, isWell, remark }: AppStatus): string {
  const state = isWell ? '<td class="well">well</td>' : '<td class="ill">not well</td>';
  return `<tr><th scope="row">${name}</th>${state}<td>${remark}</td></tr>`;
}
