import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ChatSocket } from '@atrium/testing';

interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, { readonly name: string; readonly payload: Payload }>>;
}

interface Payload {
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Kind {
  readonly fields: ReadonlySet<string>;
  readonly isValid: ValidateFunction;
}

/** What `/api/asyncapi.json` says that clients are sent: every frame of a story is held against it. */
export class DocumentedFrames {
  private readonly kinds = new Map<string, Kind>();

  constructor(document: { readonly channels: Readonly<Record<string, Channel>> }) {
    const ajv = addFormats.default(new Ajv({ strict: false }));
    for (const { address, messages } of Object.values(document.channels)) {
      for (const [key, { name, payload }] of Object.entries(messages)) {
        if (!key.startsWith('suite_')) continue;
        const fields = new Set(Object.keys(payload.properties));
        this.kinds.set(`${address} ${name}`, { fields, isValid: ajv.compile(payload) });
      }
    }
  }

  /** What of a socket's frames the document does not say, one sentence each. */
  faultsOf(path: string, { frames, texts }: Pick<ChatSocket, 'frames' | 'texts'>): string[] {
    return frames.flatMap((frame, index) => {
      const kind = this.kinds.get(`${path} ${frame.type as string}`);
      const told = `${path} sent ${texts[index] ?? ''}`;
      if (!kind) return [`${told}, of a type that is not documented there`];
      const unknown = Object.keys(frame).filter((name) => !kind.fields.has(name));
      if (unknown.length > 0) return [`${told} with undocumented fields: ${unknown.join(', ')}`];
      return kind.isValid(frame) ? [] : [`${told}: ${JSON.stringify(kind.isValid.errors)}`];
    });
  }
}
