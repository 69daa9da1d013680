import type { HttpClient } from '@atrium/testing';

import type { Route } from '../routes/route.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>> | undefined>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema | undefined>> };
}

/** What `/api/openapi.json` says that endpoints take, besides what rows name. */
export class DocumentedFields {
  private constructor(private readonly description: Description) {}

  static async read(http: HttpClient): Promise<DocumentedFields> {
    return new DocumentedFields((await http.get<Description>('/api/openapi.json')).body);
  }

  ofBody(route: Route): string[] {
    const schema = this.operation(route)?.requestBody?.content['application/json']?.schema;
    const name = schema?.$ref?.split('/').at(-1);
    const resolved = name === undefined ? schema : this.description.components.schemas[name];
    return Object.keys(resolved?.properties ?? {});
  }

  ofQuery(route: Route): string[] {
    const parameters = this.operation(route)?.parameters ?? [];
    return parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  }

  private operation({ method, path }: Route): Operation | undefined {
    return this.description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  }
}
