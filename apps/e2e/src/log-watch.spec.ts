import { expect, it } from '@jest/globals';

import { LogWatch } from './support/log-watch.js';

function checking(line: string): () => void {
  const watch = new LogWatch();
  watch.keepSecret('a code', '123456');
  watch.keepSecret('a password', 'correct horse (battery)');
  watch.read('{"msg":"ready"}');
  watch.read(line);
  return () => watch.check();
}

it.each([
  ['{"otp":"123456"}', 'a code'],
  ['code is 123456', 'a code'],
  ['{"body":{"password":"correct horse (battery)"}}', 'a password'],
  ['{"token":"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.abc"}', 'a signed token'],
  ['{"authorization":"Bearer 3f2a9c7d51"}', 'an Authorization header'],
])('A log that says %s is found out', (line, kind) => {
  expect(checking(line)).toThrow(`${kind}: `);
  expect(checking(line)).not.toThrow(/123456|battery|eyJ|3f2a9c7d51/);
});

it.each(['{"seconds":0.123456}', '{"id":"7123456"}', '{"realm":"Bearer realm"}', '{"msg":"token refused"}'])(
  'A log that says %s holds no secret',
  (line) => {
    expect(checking(line)).not.toThrow();
  },
);
