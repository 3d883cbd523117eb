/** The page of the desk’s settings. */
export const settings = {
  title: 'Settings of the desk',
  name: 'Name of the desk',
  nameHint: 'At the top of every page, and in mails.',
  licence: 'Licence of the data',
  licenceName: 'Licence, by its short name',
  licenceHint:
    'For what the desk writes: who said what, when, and what gainsays it. Quoted words stay their speakers’ and outlets’. Empty says nothing.',
  licenceUrl: 'Its address',
  review: 'Review before publication',
  reviewLabel: 'What an editor saves is a draft until somebody else has reviewed it',
  reviewHint:
    'Then a reviewer publishes, and nobody their own work. What is published already stays so; withdrawing is always possible at once.',
  languages: 'Languages of the articles you read, the most frequent first',
  languagesHint:
    'Language tags, as in en, es, pt-BR. The first stands in the import form, the others are offered there.',
  outlets: [
    'What readers may see of an outlet’s articles is settled for each outlet:',
    'outlets and their rights',
    '.',
  ],
  licenceExample: 'CC BY 4.0',
  languagesExample: 'en, es',
  saved: 'Settings saved.',
  settings: 'Settings',
  nameField: 'Name',
  licenceField: 'Licence',
  licenceUrlField: 'Address of the licence',
  languagesField: 'Languages',
  giveLanguages: 'Give a list of language tags: en, es, pt-BR.',
  giveOneLanguage: 'Give one language at least: en.',
  mostLanguages: (most: number) => `At most ${most} languages.`,
  languageTwice: 'A language is given twice.',
  nameTheLicence: 'Name the licence that stands at this address.',
  giveName: 'Give the desk’s name; it stands on every page.',
  longLanguages: 'This is longer than 500 characters.',
}
