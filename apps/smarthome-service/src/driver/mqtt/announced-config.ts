import { isPlain } from './abbreviations.js';
import { compileTemplate, type Template } from './template.js';

/** An announcement that cannot be understood, and why. */
export class UnsupportedAnnouncement extends Error {
  override readonly name = 'UnsupportedAnnouncement';
}

/** What a device announced, with long keys; whatever it holds came from the device. */
export class AnnouncedConfig {
  constructor(readonly fields: Readonly<Record<string, unknown>>) {}

  text(key: string): string | undefined {
    const value = this.fields[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  }

  textOr(key: string, otherwise: string): string {
    return this.text(key) ?? otherwise;
  }

  number(key: string, otherwise: number): number {
    const value = Number(this.fields[key]);
    return this.fields[key] !== undefined && Number.isFinite(value) ? value : otherwise;
  }

  is(key: string): boolean {
    return this.fields[key] === true;
  }

  texts(key: string): string[] {
    const value = this.fields[key];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  /** The template under the first of these keys that is there. Throws UnsupportedAnnouncement. */
  template(...keys: string[]): Template {
    const source = keys.map((key) => this.text(key)).find((text) => text !== undefined);
    const template = compileTemplate(source);
    if (!template) throw new UnsupportedAnnouncement(`The template ${source ?? ''} is not supported`);
    return template;
  }

  part(key: string): AnnouncedConfig {
    const value = this.fields[key];
    return new AnnouncedConfig(isPlain(value) ? value : {});
  }

  parts(key: string): AnnouncedConfig[] {
    const value = this.fields[key];
    return Array.isArray(value) ? value.filter(isPlain).map((one) => new AnnouncedConfig(one)) : [];
  }
}
