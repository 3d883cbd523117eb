/** What is known of a speaker, and what the desk does with it. */
export const speaker = {
  alsoKnownAs: (names: string) => `Also known as ${names}`,
  speaksFor: '; speaks for',
  listed: 'Persons, organisations and groups whose claims are recorded here.',
  speaksForThem: (title: string) => `speaks for them as ${title}`,
  publishesAs: (outlet: string) => `Publishes articles here as the outlet ${outlet}`,
  same: 'The same as another?',
  mergedInto: (count: number) => `Merged into this speaker: ${count}`,
  editMerged: (name: string) => `Edit the merged ${name}`,
  unmergeOf: (name: string) => `Un-merge ${name}`,
  unmerge: 'Un-merge',
}
