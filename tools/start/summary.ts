/** What a user is told once everything runs. */
export function summary({
  url,
  dataDirectory,
  mailDirectory,
}: {
  url: string;
  dataDirectory: string;
  mailDirectory?: string;
}): string {
  return `
Atrium runs at ${url}

  Data    ${dataDirectory} (remove it to start afresh)
  Logs    ${dataDirectory}/logs/<app>.log; warnings and errors are also shown here
  Mail    ${mailDirectory ? `${mailDirectory}/*.eml (set SMTP_URL to send it)` : 'sent by SMTP_URL'}

Try next:
  curl -X POST ${url}/api/register/ -H 'Content-Type: application/json' \\
    -d '{"username":"ada","password":"correct horse","email":"ada@example.com","full_name":"Ada Lovelace"}'
  open ${url}/home/
  open ${url}/api/docs

Ctrl-C stops everything.
`;
}
