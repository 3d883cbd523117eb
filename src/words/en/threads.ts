/** What is told where texts are too much to be compared, or others are at it. */
export const threads = {
  tookTooLong: (seconds: number) =>
    `These texts could not be compared within ${seconds} seconds. Nothing was saved; try again when less is going on here.`,
  tookTooMuch:
    'Comparing these texts needs more memory than there is for it. Nothing was saved; a shorter text can be taken.',
  othersFirst: 'Other long texts are being compared. Nothing was lost; try again in some seconds.',
}
