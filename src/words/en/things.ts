/** Rows by their numbers, as they stand in a sentence or at its end. */
export const things = {
  account: (id: number) => `account ${id}`,
  article: (id: number) => `article ${id}`,
  chain: (id: number) => `chain ${id}`,
  claim: (id: number) => `claim ${id}`,
  comment: (id: number) => `comment ${id}`,
  correction: (id: number | string) => `correction ${id}`,
  history: (id: number) => `row ${id} of history`,
  link: (id: number) => `link ${id}`,
  outlet: (id: number) => `outlet ${id}`,
  reply: (id: number) => `reply ${id}`,
  settings: (id: number) => `settings ${id}`,
  speaker: (id: number) => `speaker ${id}`,
  statement: (id: number) => `statement ${id}`,
}
