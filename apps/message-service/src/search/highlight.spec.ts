import { expect, it } from '@jest/globals';

import { START, STOP, toHighlight } from './highlight.js';

it.each([
  [`a ${START}word${STOP} here`, 'a <mark>word</mark> here'],
  [`<script>${START}alert${STOP}(1)</script>`, '&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;'],
  [`"it's" <mark>${START}R&D${STOP}`, '&quot;it&#39;s&quot; &lt;mark&gt;<mark>R&amp;D</mark>'],
  ['', ''],
])('%j is shown as %j', (headline, html) => {
  expect(toHighlight(headline)).toBe(html);
});
