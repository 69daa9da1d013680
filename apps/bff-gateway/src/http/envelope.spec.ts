import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { dataEnvelope } from './envelope.js';

it('The envelope of a list is JSON around JSON, whatever it is', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const envelope: unknown = JSON.parse(dataEnvelope(Buffer.from(json)).toString());
      expect(envelope).toEqual({ status: 'success', data: JSON.parse(json) as unknown });
    }),
  );
});
