import type { Component } from '../component.js';
import { climateComponent } from './climate.js';
import { coverComponent } from './cover.js';
import { fanComponent } from './fan.js';
import { lightComponent } from './light.js';
import { lockComponent } from './lock.js';
import { binarySensorComponent, sensorComponent } from './sensor.js';
import { switchComponent } from './switch.js';

/** What is understood of Home Assistant's components, by the names that discovery topics carry. */
export const COMPONENTS: ReadonlyMap<string, Component> = new Map([
  ['light', lightComponent],
  ['switch', switchComponent],
  ['lock', lockComponent],
  ['cover', coverComponent],
  ['fan', fanComponent],
  ['climate', climateComponent],
  ['sensor', sensorComponent],
  ['binary_sensor', binarySensorComponent],
]);
