import { it } from '@jest/globals';
import { createDataSource } from '@atrium/persistence';
import { proveMigrations } from '@atrium/testing';

import { entities, migrations } from '../src/database/schema.js';

it('migrations can be undone and done again', () =>
  proveMigrations('message', (url) =>
    createDataSource({ url, poolMax: 2, applicationName: 'test', entities, migrations }),
  ));
