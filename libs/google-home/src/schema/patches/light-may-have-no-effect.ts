import type { SchemaPatch } from './patch.js';

export const lightMayHaveNoEffect: SchemaPatch = {
  reason:
    'A light without an effect tells no `activeLightEffect`; the schema requires one of three ' +
    '(developers.home.google.com/cloud-to-cloud/traits/lighteffects: "No light effect currently active: {}").',
  files: ['traits/lighteffects/lighteffects.states.schema.json'],
  apply(schema) {
    delete schema.required;
  },
};
