const requestId = 'ff36a3cc-ec34-11e6-b1a0-64510650abcf';
const devices = [{ id: '0197c9a0-8d5e-7c1e-9d6b-3f1f0c2a7b11' }];

function request(intent: string, payload?: object) {
  return { value: { requestId, inputs: [{ intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) }] } };
}

/** One request of each intent, for the API's description. */
export const FULFILLMENT_EXAMPLES = {
  SYNC: request('SYNC'),
  QUERY: request('QUERY', { devices }),
  EXECUTE: request('EXECUTE', {
    commands: [{ devices, execution: [{ command: 'action.devices.commands.OnOff', params: { on: true } }] }],
  }),
  DISCONNECT: request('DISCONNECT'),
};
