/** The page that documents the API. Between the parts of a sentence stand links and code. */
export const api = {
  title: 'API',
  description: 'Every operation of Gainsay’s API, with a command to try.',
  opening: [
    'What scripts can read and, with a token, change. The same in a form for machines:',
    '. Whole sets of data are better taken as',
    'exports',
    '.',
  ],
  howItWorks: 'How it works',
  tokens: [
    'What is published can be read without an account. The rest needs a token, made on your',
    'account page',
    'or by',
    ', and sent as',
  ],
  mayDo: [
    'A token may do what its account may: an operation “for editors” takes a token of an editor, a reviewer or an admin. A token may be made for reading alone; anything but',
    'is then refused with 403.',
  ],
  json: 'What comes and goes is JSON in UTF-8. Members that are not known here are refused, not ignored.',
  places: 'Places in a text are counted in Unicode code points of the revision’s text, from 0, the end exclusive.',
  keys: [
    'Every',
    'and',
    'carries an',
    ', made up by you for each new request. When no answer comes, send the same once more under the same key: it is done once, and you get what was answered then, with',
    '. Only what succeeded is remembered, for seven days. Another request under a key that was used is 422; while the first is under way, 409. A key is yours alone: others may use the same.',
  ],
  versions: [
    'A change says in',
    'which version it was made from: the',
    'of your last reading. Without it the answer is 428; if somebody was faster, 412: read again, then send yours again.',
  ],
  limits: [
    'So many requests are taken in a minute of an account, or without one of a network, as',
    'says; how many are left, and for how many seconds, says',
    '. Past them the answer is 429, and',
    'says in how many seconds to go on.',
  ],
  tooManyTitle: 'Too many requests',
  tooMany: (wait: string) => `More than this site takes in a minute. Go on in ${wait}.`,
  again: [
    'Who asks again for what they have sends its',
    'as',
    ', and gets 304 without a body while nothing in it is another.',
  ],
  paging: [
    'Lists come a page at a time, by number. Give',
    'back as',
    'is 50 unless you say otherwise, and 200 at most.',
  ],
  refusalsAre: [
    'Refusals are problem documents (RFC 9457):',
    ', and',
    'with a sentence for each member that was refused. What was withdrawn answers 410 with its public reason.',
  ],
  operations: 'Operations',
  parameters: 'Parameters',
  members: 'Members of the body',
  name: 'Name',
  whatItIs: 'What it is',
  needed: '(needed)',
  example: (summary: string) => `Example: ${summary}`,
  // "Answers 200 with Claim."
  answers: ['Answers', 'with'],
  refusals: 'Refusals',
}
