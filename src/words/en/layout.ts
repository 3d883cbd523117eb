/** The frame of every page. */
export const layout = {
  skip: 'Skip to the text',
  search: 'Search',
  signIn: 'Sign in',
  signOut: 'Sign out',
  undo: 'Undo',
  mainNavigation: 'Main',
  deskNavigation: 'Desk',
  about: 'About',
  neverWhoIsRight: (desk: string) =>
    `${desk} records who said what and who gainsaid it. Its words tell what people did with words (“denies”, “corrects”), never who is right.`,
  data: 'Data:',
  vocabulary: 'What the words mean',
  corrections: 'Corrections',
  transparency: 'Transparency',
  takeTheData: 'Take the data',
  api: 'API',
}
