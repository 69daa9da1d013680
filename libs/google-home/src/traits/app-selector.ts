import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext } from '../trait.js';

interface Application {
  readonly key: string;
  readonly names: readonly { readonly name_synonym: readonly string[] }[];
}

interface Wanted {
  readonly newApplication?: string;
  readonly newApplicationName?: string;
}

/** A television or the like whose applications can be opened. */
export const appSelector = defineTrait({
  name: 'AppSelector',
  initialState: (attributes) => ({ currentApplication: applicationsOf(attributes)[0]?.key ?? '' }),
  commands: [
    command<Wanted>({
      name: 'appSelect',
      reduce: (wanted, context) => ({ currentApplication: find(wanted, context) }),
    }),
    command<Wanted>({ name: 'appInstall', takesTime: true, reduce: () => ({}) }),
    command<Wanted>({ name: 'appSearch', reduce: () => ({}) }),
  ],
});

function applicationsOf(attributes: Attributes) {
  return (attributes as { availableApplications: readonly Application[] }).availableApplications;
}

function find({ newApplication, newApplicationName }: Wanted, { attributes }: CommandContext): string {
  const name = newApplicationName?.toLowerCase();
  const isWanted = ({ key, names }: Application) =>
    key === newApplication ||
    names.some(({ name_synonym }) => name_synonym.some((synonym) => synonym.toLowerCase() === name));
  const found = applicationsOf(attributes).find(isWanted);
  if (!found) {
    throw new CommandRefused('noAvailableApp');
  }
  return found.key;
}
