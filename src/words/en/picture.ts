/** What stands on the picture of a chain or claim. */
export const picture = {
  saidBy: 'said by',
  otherName: 'Named on the page',
  otherScript: 'In letters that this picture has not: read it on the page.',
}
