/** A page as it stood at a time that is over. */
export const past = {
  // "This is how it stood at the end of 4 June 2019 (UTC), worked out from history. …"
  howItStood: [
    'This is how it stood',
    ', worked out from history. People, outlets and articles are named as they are now; what has been withdrawn since is left out.',
  ],
  notSettled: (until: string) => `What was being saved just then may still come into it until ${until}.`,
  now: 'See it as it is now',
  changed: 'What was changed',
}
