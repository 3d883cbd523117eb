/** Forms that are kept as they are typed, and not recorded yet. */
export const unsaved = {
  keptAsTyped: 'Kept as you typed, and not recorded yet. Nobody else sees it.',
  discardOf: (form: string, kept: string) => `Discard: ${form}, ${kept}`,
  discard: 'Discard',
  kept: ['Kept as you typed,', '. It is not recorded yet.'],
  discardIt: 'Discard it',
  besides: 'Unfinished besides',
  here: 'Unfinished here',
  unfinished: 'Unfinished',
}
