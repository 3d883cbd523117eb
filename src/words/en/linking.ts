/** The page on which two claims are linked. */
export const linking = {
  thisOne: 'This one',
  otherClaim: 'The other claim',
  theOther: 'The other',
  find: 'Find it by its words or its speaker',
  // "No claim is found by these words. Fewer words find more; no words show the newest."
  noneFound: ['No claim is found by these words. Fewer words find more;', 'no words show the newest', '.'],
  found: 'Found',
  sameArticleFirst: 'In the same article first, then the newest',
  sameArticle: 'same article',
  howRelate: 'How do they relate?',
  answers: 'This claim answers the other',
  answered: 'The other answers this claim',
  answering: 'The answering claim …',
  why: 'Why, in a sentence',
  link: 'Link',
}
