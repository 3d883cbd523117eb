import { locale } from './locale'

/** What is wrong with a field or a member that was sent. */
export const refusals = {
  unknownMembers: (names: string) => `Unknown: ${names}.`,
  notTaken: 'This is not taken here.',
  missing: 'This is missing.',
  noneOf: (values: string) => `This is none of ${values}.`,
  tooShort: 'This is too short.',
  tooLong: 'This is too long.',
  notWrittenSo: 'This is not written as it has to be.',
  versionMissing: 'The version is missing.',
  notStorable: 'This holds a character that is no text (NUL or half of a surrogate pair).',
  missingText: 'This is missing, or is no text.',
  needed: 'This is needed.',
  noLanguageTag: 'This is no language tag; write en, es or pt-BR.',
  hasToBe: (what: string) => `This has to be ${what}.`,
  below: (least: string) => `This is below ${least}.`,
  above: (most: string) => `This is above ${most}.`,
  types: {
    array: 'a list',
    boolean: 'true or false',
    int: 'a whole number',
    number: 'a number',
    object: 'an object',
    record: 'an object',
    string: 'a text',
  },
  longerThan: (most: number) => `This is longer than ${most.toLocaleString(locale)} characters.`,
}
