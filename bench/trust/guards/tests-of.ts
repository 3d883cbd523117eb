import type { Guard } from './find-guards'

const ZONE_PAGES = [
  'test/workbench/marking-zones.test.ts',
  'test/workbench/proposed-zones.test.ts',
  'test/workbench/statements-in-zones.test.ts',
]

/**
 * The tests that tell stories of what a file does, nearest first: what the sweep does not ask (what is let through, and
 * what two do at once) is told there.
 */
const TESTS: readonly [files: RegExp, tests: string[]][] = [
  [/^src\/accounts\/one-time-link/, ['test/accounts/one-time-links.test.ts', 'test/accounts/forgotten.test.ts']],
  [/^src\/accounts\/still-may/, ['test/accounts/still-may.test.ts']],
  [/^src\/idempotency\//, ['test/accounts/role-loss.test.ts', 'test/idempotency']],
  [/^src\/accounts\//, ['test/accounts', 'test/api/accounts.test.ts']],
  [/^src\/web\/same-origin/, ['test/accounts/policy.test.ts']],
  [/^src\/discussion\//, ['test/discussion', 'test/reviewing/publishing.test.ts']],
  [/^src\/corrections\//, ['test/corrections', 'test/reviewing/publishing.test.ts']],
  [/^src\/api\/(?:replies|corrections)/, ['test/corrections', 'test/api']],
  [/^src\/api\/review/, ['test/api/review.test.ts', 'test/reviewing', 'test/api']],
  [/^src\/api\/join/, ['test/api/joins.test.ts', 'test/desk/joining.test.ts']],
  [/^src\/api\/zones/, ['test/api/zones.test.ts', ...ZONE_PAGES]],
  [/^src\/api\/articles/, ['test/api', 'test/workbench/withdrawing-articles.test.ts']],
  [/^src\/api\/(?:claims|speakers)/, ['test/api', 'test/speakers/stories.test.ts']],
  [/^src\/api\//, ['test/api']],
  [/^src\/reviewing\//, ['test/reviewing', 'test/api/review.test.ts', 'test/corrections/replies.test.ts']],
  [/^src\/claims\/drafts/, ['test/reviewing', 'test/api/review.test.ts', 'test/corrections/replies.test.ts']],
  [/^src\/claims\/zones/, [...ZONE_PAGES, 'test/api/zones.test.ts']],
  [/^src\/claims\/likenesses/, ['test/claims', 'test/desk', 'test/api/joins.test.ts']],
  [/^src\/claims\//, ['test/reviewing', 'test/workbench', 'test/api/stories.test.ts', 'test/desk', 'test/chains']],
  [
    /^src\/links\/(?:un)?join|^src\/links\/put/,
    [
      'test/desk/joining.test.ts',
      'test/desk/splitting.test.ts',
      'test/reviewing/at-once.test.ts',
      'test/joining',
      'test/trust/races.test.ts',
    ],
  ],
  [/^src\/links\/merge/, ['test/speakers', 'test/api/stories.test.ts']],
  [/^src\/links\//, ['test/reviewing', 'test/workbench', 'test/api/stories.test.ts', 'test/chains', 'test/desk']],
  [/^src\/chains\//, ['test/chains', 'test/reviewing/chains.test.ts', 'test/joining', 'test/desk/splitting.test.ts']],
  [/^src\/speakers\//, ['test/speakers', 'test/api/stories.test.ts']],
  [/^src\/articles\/outlets/, ['test/settings', 'test/api/articles.test.ts']],
  [/^src\/articles\//, ['test/workbench', 'test/api/articles.test.ts', 'test/desk', 'test/articles']],
  [/^src\/settings\//, ['test/settings', 'test/api/stories.test.ts']],
  [/^src\/desk\//, ['test/desk', 'test/corrections']],
  [/^src\/workbench\//, ['test/workbench']],
  [/^src\/reading\/articles/, ['test/reading', 'test/workbench/withdrawing-articles.test.ts']],
  [/^views\/speakers\/desk/, ['test/speakers', 'test/reviewing/at-once.test.ts']],
  [/^src\/reading\/|^views\//, ['test/reading', 'test/speakers', 'test/corrections']],
  [/^src\/versions\/as-of/, ['test/reading/as-of.test.ts']],
  [/^src\/(?:versions|undoing)\//, ['test/undoing', 'test/reading', 'test/web']],
  [/^src\/web\/navigation/, ['test/reading', 'test/accounts']],
  [/^src\/search\//, ['test/search']],
  [/^src\/records\//, ['test/records', 'test/speakers', 'test/reading']],
  [/^src\/exports\//, ['test/exports']],
]

export function testsOf({ file }: Pick<Guard, 'file'>): string[] {
  return TESTS.find(([files]) => files.test(file))?.[1] ?? ['test']
}
