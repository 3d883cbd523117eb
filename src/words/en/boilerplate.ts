/** Why a part of a text is proposed as not the article’s own: the words it was found by, and what they tell. */
export const boilerplate = {
  addressesReader: (words: string) => `“${words}” addresses the reader; nobody speaks.`,
  button: (words: string) => `“${words}” is a button of the page.`,
  buttons: (words: string) => `Buttons in a row, from “${words}”.`,
  thread: (words: string) => `“${words}” is above readers’ comments.`,
  threadUnnamed: (words: string) => `Names, times and buttons to reply, from “${words}”.`,
  list: (words: string) => `“${words}” is above a list of links.`,
  leads: (words: string) => `“${words}” leads to another page.`,
  menu: (words: string) => `“${words}” reads like a menu: names in a row.`,
  lastLines: (words: string) => `Short lines without an end, below the last paragraph, from “${words}”.`,
  section: (words: string) => `“${words}”, alone above the headline, names a part of the site.`,
  credit: (words: string) => `“${words}” says whose picture it is.`,
  notice: (words: string) => `“${words}” is about rights or reprints.`,
  consent: (words: string) => `“${words}” is about the reader’s data.`,
  advertisement: (words: string) => `“${words}” is a label of advertisements.`,
  author: (words: string) => `It tells who wrote the article: “${words}”.`,
  figures: (words: string) => `“${words}” is a ticker: names and figures in a row.`,
}
