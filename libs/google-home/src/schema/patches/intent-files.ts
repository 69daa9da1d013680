const INTENTS = ['sync', 'query', 'execute', 'disconnect'] as const;

export const REQUESTS = INTENTS.map((intent) => `intents/${intent}/${intent}.request.schema.json`);
export const RESPONSES = ['sync', 'query', 'execute'].map(
  (intent) => `intents/${intent}/${intent}.response.schema.json`,
);
