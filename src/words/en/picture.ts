/** What stands on the picture of a chain or claim. */
export const picture = {
  tooMany: 'Too many pictures are being drawn at once. Try again in a few seconds.',
  saidBy: 'said by',
  otherName: 'Named on the page',
  otherScript: 'In letters that this picture has not: read it on the page.',
}
