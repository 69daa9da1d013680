import { defineTrait } from '../define-trait.js';

/** A camera or doorbell that notifies of what it sees. The trait has neither states nor commands. */
export const objectDetection = defineTrait({ name: 'ObjectDetection', isQueryOnly: true });
