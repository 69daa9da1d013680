import { Injectable } from '@nestjs/common';
import { People } from '@atrium/directory';

/** Addresses of people who are named beside what they wrote. */
@Injectable()
export class Addresses {
  constructor(private readonly people: People) {}

  /**
   * Tells how to name each row's person, given their id and their address as far as it is known. Whoever is not known
   * yet is looked up in the directory, all at once; who is not there either has no address.
   */
  async of<Row>(
    rows: readonly Row[],
    personOf: (row: Row) => readonly [id: string, email: string | null],
  ): Promise<(row: Row) => string> {
    const people = rows.map(personOf);
    const unknown = new Set(people.filter(([, email]) => email === null).map(([id]) => id));
    const directory = unknown.size === 0 ? undefined : await this.people.find([...unknown]);
    return (row) => {
      const [id, email] = personOf(row);
      return email ?? directory?.get(id)?.email ?? '';
    };
  }
}
