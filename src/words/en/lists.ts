/** The ways on from a page of a long list, and back. */
export const lists = {
  pages: 'Pages',
  fromTheStart: 'From the start',
  more: 'More',
}
