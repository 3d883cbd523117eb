import { always, type Group, type Operator } from './operator'

const sql = (name: string, group: Group, pattern: RegExp, without: Operator['without'] = always): Operator => ({
  name,
  group,
  pattern,
  without,
})

/** Guards that are conditions of a statement. What replaces one still has its parameter in it, so that its type is known. */
export const SQL_OPERATORS: readonly Operator[] = [
  // What readers see.
  sql('a state in SQL', 'what is seen', /(?<![\w.$}])[\w.${}]*state (?:= '(?:published|corrected)'|<> 'spam')/g),
  sql(
    'the states that may be seen',
    'what is seen',
    /(?<![\w.])[\w.]*state = ANY\((\$\d)\)/g,
    ([, parameter]) => `${parameter}::text[] IS NOT NULL`,
  ),
  sql(
    'whether the desk asks',
    'what is seen',
    /(\$\{value\}::boolean|\$\d::boolean|\(\$4)(?= OR )/g,
    ([, asked = '']) => `${asked.includes('::') ? asked : `${asked}::boolean`} IS NOT NULL`,
  ),
  sql('whether it is public', 'what is seen', /\$\{(?:IS_PUBLIC|IS_PUBLIC_ARTICLE)\}/g),
  sql('was it ever public', 'what is seen', /NOT \$\{row\}\.withdrawn_as_draft|(?<=OR )\w+\.published_at IS NOT NULL/g),
  sql('which reply is public', 'what is seen', /(?<='withdrawn' AND )replies\.published_at IS NOT NULL/g),
  sql('a search document', 'what is seen', /EXISTS \(SELECT FROM search_\w+ WHERE (?:[^()]|\([^()]*\))*\)/g),
  {
    name: 'an act that readers are told of',
    group: 'what is seen',
    pattern:
      /\$\{toldToReaders\('history'\)\}|(?<=coalesce\()\$\{of\}\.image->>'state' = 'published'|(?<=OR )told\.image::jsonb <> previous\.image::jsonb/g,
    without: always,
    files: /^src\/(?:proof|exports)\//,
  },
  {
    name: 'what a link or a statement is taken for',
    group: 'what is seen',
    pattern: /WHEN '(draft|withdrawn)' IN \((?:answer\.state, answered\.state|claim_now\.state)\) THEN '\1'/g,
    without: () => '',
  },
  sql('what is public still', 'what is seen', /(?<=AND )\$\{isPublicNow\('\w+'\)\}/g),
  sql('what was public then', 'what is seen', /(?:link|claim|payload)\.image->>'state' = 'published'/g),
  sql('what readers saw', 'what is seen', /(?<=WHERE )CASE WHEN is_withdrawn THEN was_seen ELSE is_seen END/g),
  {
    name: 'articles with something public',
    group: 'what is seen',
    pattern: /(?<=articlesBehind\()`EXISTS[^`]+`/g,
    without: () => `'true'`,
  },
  sql('words of a withdrawn reply', 'what is seen', /(?<=CASE WHEN )replies\.state <> 'withdrawn'/g),
  sql('words of a withdrawn comment', 'what is seen', /(?<=CASE WHEN )withdrawn_at IS NULL(?= THEN)/g),

  // Who asks.
  sql('who is shut out', 'who asks', /(?<=[^\w])(?:\w+\.)?disabled(?:_at|At) IS NULL/g),
  sql('what is worth nothing any more', 'who asks', /(?:\w+\.)?(?:revoked_at|used_at) IS NULL|expires_at > now\(\)/g),
  sql('who works here', 'who asks', /(?:accounts\.)?role <> 'reader'/g),

  // Whose it is.
  sql(
    'one’s own',
    'whose it is',
    /(?<=(?:WHERE|AND) )account_id = (\$\d)/g,
    ([, parameter]) => `${parameter}::integer IS NOT NULL`,
  ),
]
