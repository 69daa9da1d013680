/** One line of a file of users: its fields by name, or what is wrong with it. */
export interface UserLine {
  /** Counted from 1, as editors do. */
  number: number;
  fields?: Readonly<Record<string, unknown>>;
  fault?: string;
}

/** Reads JSON Lines (https://jsonlines.org), or CSV (RFC 4180) whose first record names the fields. */
export function readUserFile(text: string): UserLine[] {
  return text.trimStart().startsWith('{') ? readJsonLines(text) : readCsv(text);
}

function readJsonLines(text: string): UserLine[] {
  return text.split(/\r?\n/).flatMap((line, index): UserLine[] => {
    if (line.trim() === '') return [];
    const number = index + 1;
    try {
      const fields: unknown = JSON.parse(line);
      if (typeof fields === 'object' && fields !== null && !Array.isArray(fields))
        return [{ number, fields: { ...fields } }];
    } catch {
      // Said below.
    }
    return [{ number, fault: 'This is not a JSON object.' }];
  });
}

function readCsv(text: string): UserLine[] {
  const [header, ...records] = csvRecords(text.replace(/^\uFEFF/, ''));
  if (!header) return [];
  return records.map(({ number, values }) => {
    if (values.length !== header.values.length) {
      return { number, fault: `There are ${values.length} fields instead of ${header.values.length}.` };
    }
    return { number, fields: Object.fromEntries(header.values.map((name, index) => [name.trim(), values[index]])) };
  });
}

interface CsvRecord {
  number: number;
  values: string[];
}

/** A field is quoted, with quotes in it doubled, or bare; a comma, a line break or the end follows. */
const CSV_FIELD = /("(?:[^"]|"")*"|(?:[^",\r\n][^,\r\n]*)?)(,|\r?\n|$)/y;

function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let values: string[] = [];
  let number = 1;
  let line = 1;
  CSV_FIELD.lastIndex = 0;
  while (CSV_FIELD.lastIndex < text.length || values.length > 0) {
    const [whole, field = '', end] = CSV_FIELD.exec(text) ?? [];
    if (whole === undefined) throw new Error(`Line ${line}: a quote is not where CSV has one.`);
    values.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    line += whole.split('\n').length - 1;
    if (end === ',') continue;
    if (values.length > 1 || values[0] !== '') records.push({ number, values });
    values = [];
    number = line;
  }
  return records;
}
