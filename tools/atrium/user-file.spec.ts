import { expect, it } from '@jest/globals';
import { readUserFile } from './user-file.ts';

it('reads JSON Lines, and says which line is none', () => {
  expect(readUserFile('{"username":"a"}\n\n[1]\n{"x"\r\n{"username":"b"}')).toEqual([
    { number: 1, fields: { username: 'a' } },
    { number: 3, fault: 'This is not a JSON object.' },
    { number: 4, fault: 'This is not a JSON object.' },
    { number: 5, fields: { username: 'b' } },
  ]);
});

it.each(['\n', '\r\n'])('reads CSV whose lines end with %j', (end) => {
  const lines = ['\uFEFFusername,first_name', 'a,"A, ""the"" first"', 'b,', '', 'c', '"d","two', 'lines"', 'e,E'];
  expect(readUserFile(lines.join(end))).toEqual([
    { number: 2, fields: { username: 'a', first_name: 'A, "the" first' } },
    { number: 3, fields: { username: 'b', first_name: '' } },
    { number: 5, fault: 'There are 1 fields instead of 2.' },
    { number: 6, fields: { username: 'd', first_name: `two${end}lines` } },
    { number: 8, fields: { username: 'e', first_name: 'E' } },
  ]);
});

it('refuses a quote in the middle', () => {
  expect(() => readUserFile('a,b\n"x"y,z')).toThrow('Line 2: a quote is not where CSV has one.');
});

it('finds nobody in an empty file', () => {
  expect(readUserFile('')).toEqual([]);
});
