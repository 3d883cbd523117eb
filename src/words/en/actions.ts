/** What buttons and fields say on many pages. */
export const actions = {
  edit: 'Edit',
  find: 'Find',
  publicReason: 'Public reason',
  save: 'Save',
  search: 'Search',
  show: 'Show',
  withdraw: 'Withdraw',
}
