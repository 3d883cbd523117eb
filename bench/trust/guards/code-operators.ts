import { always, never, type Operator } from './operator'

/** A parenthesised part with up to three more levels in it. */
const INNER = String.raw`(?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*`

/** A condition that only says that there is nothing: without it the next line could not go on, and would fail. */
const NOTHING = {
  condition: /^(?:!\w+(?: \|\| !\w+)*|\w+ === null|!\w+ \|\| \w+\.componentId === null|\w+\.length === 0)$/,
  why: 'tells that nothing is there; what follows could not go on without it',
}

/** Guards in TypeScript: what is asked before something is done or shown, and the refusals that are thrown. */
export const CODE_OPERATORS: readonly Operator[] = [
  // What readers see.
  {
    name: 'whether whoever asks may edit',
    group: 'what is seen',
    pattern: /visitorOf\(res\)\.mayEdit|\bvisitor\.may(?:Edit|Review|Administer)\b/g,
    without: always,
  },
  {
    name: 'whether whoever asks may edit',
    group: 'what is seen',
    pattern: /const \{ (account, )?mayEdit \} = visitorOf\(res\)/g,
    without: ([, account]) => `${account ? 'const { account } = visitorOf(res); ' : ''}const mayEdit = true`,
  },
  {
    name: 'whether whoever asks may edit',
    group: 'what is seen',
    pattern: /(?<![.\w])(!?)mayEdit(?= &&| \?|\))/g,
    without: ([, not]) => (not ? 'false' : 'true'),
    files: /\.(?:routes|pages|middleware)\.ts$/,
  },
  {
    name: 'whether whoever asks may edit',
    group: 'what is seen',
    pattern: /(?<=if \()(!?)mayEdit(?= \|\||\))|(?<=^ +)mayEdit(?= \? eventsOf)/gm,
    without: ([, not]) => (not ? 'false' : 'true'),
    files: /^src\/(?:reading\/histories|records\/record-parts)\.queries\.ts$/,
  },
  {
    name: 'a row of history as readers may see it',
    group: 'what is seen',
    pattern:
      /(?<=if \()now\?\.state === 'draft'(?=\) return null)|(?<=const isHidden = )now\?\.state === 'withdrawn'|(?<=return image && )\(!\('state' in image\) \|\| image\.state === 'published'\)|(?<=const told = )telling\.mayEdit(?= \?)/g,
    without: ([found]) => (found.startsWith('now') ? 'false' : 'true'),
    files: /history\.pages/,
  },
  {
    name: 'not yet public',
    group: 'what is seen',
    pattern: new RegExp(String.raw`if \((${INNER})\)\s+throw notYet\(`, 'g'),
    without: ([found, condition]) => found.replace(`if (${condition})`, `if (false && (${condition}))`),
  },
  {
    name: 'another article of a story',
    group: 'what is seen',
    pattern: /\(isPublic \|\| (?:mayEdit|isDesk)\)(?= && !isWithdrawn)/g,
    without: always,
  },
  {
    name: 'whether drafts may be seen',
    group: 'what is seen',
    pattern: /(?:asked\.)?visible\.includes\((?:'draft'|row\.\w+)\)/g,
    without: always,
  },
  {
    name: 'a row as it may be shown',
    group: 'what is seen',
    pattern: new RegExp(String.raw`(?<!function )\bshown\((${INNER}), asked\.visible, WHAT\)`, 'g'),
    without: ([, row]) => `(${row})`,
  },
  {
    name: 'rights of an article',
    group: 'what is seen',
    pattern: /(?<=const excerptsOnly = )[^\n]+|coalesce\(articles\.rights, outlets\.rights\) = 'full'/g,
    without: ([found]) => (found.startsWith('coalesce') ? 'true' : 'false'),
  },
  {
    name: 'a refusal: not to be seen',
    group: 'what is seen',
    pattern: new RegExp(String.raw`if \((${INNER})\)\s+(?:\{\s+)?throw (?:notFound|gone|withdrawn)\(`, 'g'),
    without: ([found, condition]) => found.replace(`if (${condition})`, `if (false && (${condition}))`),
    unless: NOTHING,
  },

  // Who asks.
  {
    name: 'an audience',
    group: 'who asks',
    pattern: new RegExp(String.raw`(?<!function )(!?)\badmits\(${INNER}\)`, 'g'),
    without: ([, not]) => (not ? 'false' : 'true'),
  },
  { name: 'who is shut out', group: 'who asks', pattern: /, disabledAt: IsNull\(\)/g, without: () => '' },
  {
    name: 'a refusal: not allowed',
    group: 'who asks',
    pattern: new RegExp(String.raw`if \((${INNER})\)\s+(?:\{\s+)?throw new Problem\(\s*40[13],`, 'g'),
    without: ([found, condition]) => found.replace(`if (${condition})`, `if (false && (${condition}))`),
  },
  {
    name: 'from this very site',
    group: 'who asks',
    pattern: /if \(isAskedFromHere\(.*\)\) return next\(\)\s+throw new Problem\(403.*/g,
    without: () => 'return next()',
    files: /same-origin/,
  },
  {
    name: 'which site',
    group: 'who asks',
    pattern:
      /site === 'same-origin' \|\| site === 'none'|(?<=return )new URL\(origin\)\.host === host|if \(origin === undefined \|\| host === undefined\) return false/g,
    without: ([found]) => (found.startsWith('if') ? '' : 'true'),
    files: /same-origin/,
  },
  {
    name: 'a session made only at sign-in',
    group: 'who asks',
    pattern: /if \(kept\.isBeginning\)/g,
    without: () => 'if (true)',
    files: /sessions\.middleware/,
  },
  {
    name: 'a password changed meanwhile',
    group: 'who asks',
    pattern: /if \(still\.length > 0\)|(?<=WHERE id = \$1) AND password_hash = \$2(?= RETURNING| AND disabled)/g,
    without: ([found]) => (found.startsWith('if') ? 'if (true)' : ' AND $2::text IS NOT NULL'),
  },
  {
    name: 'what ends with it',
    group: 'who asks',
    pattern: /^ +await (?:endAllSessions|revokeLinks)\(db, \w+\)$|^ +await db\.query\('DELETE FROM sessions[^\n]+$/gm,
    without: () => '',
  },

  // Whose it is.
  {
    name: 'one’s own',
    group: 'whose it is',
    pattern: /(?<=return )row\?\.id === id \?/g,
    without: () => 'row ?',
    files: /notifications\.queries/,
  },

  // What the desk allows.
  {
    name: 'whether the desk reviews',
    group: 'what the desk allows',
    pattern: /(!?)\(?await asksForReview\(db\)\)?/g,
    without: ([, not]) => (not ? 'true' : 'false'),
  },
  {
    name: 'what it hangs on',
    group: 'what the desk allows',
    pattern:
      /hangsOn\.includes\('draft'\)|before\.state === 'draft'(?= \|\|)|(?:claim\.)?withdrawnAsDraft(?= \|\||\))/g,
    without: never,
  },
  {
    name: 'what it comes back as',
    group: 'what the desk allows',
    pattern:
      /(?<=state = )(?:link\.)?withdrawnAsDraft(?= \?)|(?<=withdrawn_as_draft: )cameAsDraft\(\w+\)|(?<=const state = )reply\.publishedAt === null/g,
    without: never,
  },
  {
    name: 'closed to changes',
    group: 'what the desk allows',
    pattern: /if \(closed\)/g,
    without: () => 'if (false)',
  },
  {
    name: 'a rule',
    group: 'what the desk allows',
    pattern: new RegExp(
      String.raw`^ +(?:await )?require(?:MayPublish|Role|RoleStill|StillMay|MayActAtOnce|MaySplit|NotJoined|Draft)\(${INNER}\)$`,
      'gm',
    ),
    without: () => '',
  },
  {
    name: 'a refusal: not possible now',
    group: 'what the desk allows',
    pattern: new RegExp(
      String.raw`if \((${INNER})\)\s+(?:\{\s+)?throw (?:notInState\(|new Problem\(\s*(?:404|409),)`,
      'g',
    ),
    without: ([found, condition]) => found.replace(`if (${condition})`, `if (false && (${condition}))`),
  },
  {
    name: 'a rule of a published row',
    group: 'what the desk allows',
    pattern: /^ +requirePublished\('[^\n]+$/gm,
    without: () => '',
    files: /places\.routes/,
  },
  {
    name: 'already so',
    group: 'what the desk allows',
    pattern: /(?<=if \()!?account\.disabledAt(?=\) return)/g,
    without: never,
  },
  {
    name: 'the last admin, and oneself',
    group: 'what the desk allows',
    pattern: /(?<=if \()problem(?=\) return \{ problems: \{ (?:role|form): problem)/g,
    without: never,
    files: /administer/,
  },

  // Which version.
  {
    name: 'a version',
    group: 'which version',
    pattern: new RegExp(String.raw`^ +require(?:Version|Published|Withdrawn|SentBack)\((?!')${INNER}\)$`, 'gm'),
    without: () => '',
  },
  {
    name: 'a refusal: changed meanwhile',
    group: 'which version',
    pattern: new RegExp(String.raw`if \((${INNER})\)\s+(?:\{\s+)?throw stale\(`, 'g'),
    without: ([found, condition]) =>
      // What changes the row is in the condition: it is still done, and its outcome left aside.
      condition?.includes('changeVersion(')
        ? found.replace(`if (${condition})`, `if ((${condition}) && false)`)
        : found.replace(`if (${condition})`, `if (false && (${condition}))`),
  },
]
