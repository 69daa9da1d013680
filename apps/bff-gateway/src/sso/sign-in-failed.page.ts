/** Text made harmless between tags. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Tells a person that nobody was signed in, why, and how to begin again. It needs neither style nor script. */
export function signInFailedPage(why: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Signing in did not work - Atrium</title>
</head>
<body>
<main>
<h1>Signing in did not work</h1>
<p role="alert">${escapeHtml(why)}.</p>
<p><a href="/admin/login/">Start again</a></p>
</main>
</body>
</html>
`;
}
