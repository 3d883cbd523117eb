/** The page of checkpoints, keys and redactions. Between the parts of a sentence stand links, code, days and counts. */
export const transparency = {
  title: 'Transparency',
  opening:
    'Everything done here is written into a history that is only ever added to. These pages let you hold us to that, without taking our word for it.',
  proves: 'What it proves',
  provesHow: [
    'Each minute the new rows of history (who did what to which claim, link, article or speaker, and when) take their places in a hash tree. A',
    'checkpoint',
    'says how many rows there are and what the hash over all of them is, and is signed. Whoever keeps one can tell, months later, if any row before it was changed, added, moved or removed, even by us.',
  ],
  provesNot:
    'It does not prove that what was written is true, nor anything about what came after the checkpoint. What somebody has a right to see erased can be erased: then the words go, their row stays, and it is told below.',
  checkpoints: 'Checkpoints',
  older: 'Older checkpoints',
  // "The newest is of 1,024 rows, made on 4 June 2019: take it."
  newestIs: ['The newest is of', ', made on', ':', 'take it', '.'],
  noneYet: 'Nothing has been sealed yet. The first checkpoint comes within a minute of the first change.',
  noneBefore: 'There are none before this place.',
  // "root …, signed by …": the hash at the tree’s root, and the ids of keys.
  root: 'root',
  signedBy: 'signed by',
  keys: 'Our public keys',
  noKeys: 'None has signed anything yet.',
  copyKeys:
    'Copy these once, and keep them somewhere else than here: whoever could change these pages could change the keys on them too.',
  listedSince: 'listed since',
  checkpointOf: (rows: string) => `the checkpoint of ${rows}`,
  severalKeys:
    'Each checkpoint lists, in the text that is signed, the keys whose word counts from the next one on. If you have one of these keys, the first checkpoint that lists another is how you know that one to be ours.',
  keysAsText: ['As text:', '. Ed25519, written as in'],
  check: 'Keep one, and check it later',
  keepOne: 'Keep a checkpoint where we can’t reach it: a file of yours, a mail to yourself, a newspaper.',
  askProof:
    'Later, ask for the proof that history has only grown since. The number stands in the second line of what you kept.',
  checkIt: 'Check it with a small program of ours that needs Node.js alone, and that you can read:',
  alsoExports: [
    'The same program checks',
    'exports',
    ': that nothing in them was changed, and, if you hold the articles, that each quotation stands where it says. The formats are those of certificate transparency (RFC 6962) and of',
    ', so other people’s programs can check them as well.',
  ],
  redactions: 'Redactions',
  redactionsMean:
    'Where a court or somebody’s right asks for it, words are erased for good: in the claim, in the article, in history. That it was done, when and why, stays here, and the rows of history stay under the tree.',
  noRedactions: 'Nothing has been redacted.',
  earlierRedactions: 'Earlier redactions',
  description:
    'Signed checkpoints of everything that was done here, and how to check that none of it was changed later.',
  notSealedYet: 'History has not been sealed yet. Come back in a minute.',
  noCheckpointYet: 'No checkpoint has this row yet. Come back in a minute.',
}
