/** What other programs are told of a page: names of feeds, and what a picture shows for whoever can't see it. */
export const ways = {
  newLinks: 'New links between claims',
  newLinksOf: (what: string) => `New links: ${what}`,
  claimsFound: (search: string | undefined) => (search === undefined ? 'Claims found' : `Claims found: ${search}`),
  feedOf: (title: string, desk: string) => `${title} · ${desk}`,
  pictureOf: (title: string, facts: readonly string[]) => [title, ...facts].join(' · '),
}
