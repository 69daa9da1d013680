import { describe, expect, it } from '@jest/globals';

import { compileTemplate } from './template.js';

const PAYLOAD = JSON.stringify({ state: 'On', a: { b: [1, 2.456] }, 'x-y': true });

describe('a template', () => {
  it.each([
    ['{{ value_json.state }}', 'On'],
    ['{{value_json.a.b[1]}}', 2.456],
    ['{{ value_json.a.b[1] | round(1) }}', 2.5],
    ['{{ value_json.a.b[1] | int }}', 2],
    [`{{ value_json['x-y'] }}`, true],
    ['{{ value_json.state | lower }}', 'on'],
    ['{{- value_json.state | upper -}}', 'ON'],
    ['{{ value }}', PAYLOAD],
    ['', PAYLOAD],
    ['{{ value_json.missing.too }}', undefined],
    ['{{ value_json.a }}', undefined],
    ['{{ value_json.__proto__ }}', undefined],
    ['{{ value_json.constructor }}', undefined],
  ])('%s reads', (source, expected) => {
    expect(compileTemplate(source)?.(PAYLOAD)).toBe(expected);
  });

  it('reads nothing from what is no JSON', () => {
    expect(compileTemplate('{{ value_json.a }}')?.('ON')).toBeUndefined();
  });

  it.each([
    '{% if value_json.a %}ON{% endif %}',
    '{{ value_json.a + 1 }}',
    '{{ value_json.a | eval }}',
    '{{ value_json.a | constructor }}',
    '{{ states("light.x") }}',
    'ON {{ value }}',
  ])('%s is not run', (source) => {
    expect(compileTemplate(source)).toBeUndefined();
  });
});
