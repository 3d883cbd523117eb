import fc from 'fast-check'
import { operationOf, summaryOf, withoutValues } from '../../src/database/statement-text'

test.each([
  [
    `SELECT 'it''s' AS a, 12, 1.5e3, name2 FROM claims WHERE id = $1`,
    'SELECT ? AS a, ?, ?, name2 FROM claims WHERE id = $1',
  ],
  [
    `SELECT E'it\\'s', 'plain\\' FROM t -- 'a secret'\n WHERE "a 'name' 1" = 2`,
    `SELECT ?, ? FROM t WHERE "a 'name' 1" = ?`,
  ],
  ['SELECT $$a secret$$, $x$an $$other$$ one$x$ FROM t', 'SELECT ?, ? FROM t'],
  [`SELECT /* 'Nora' */ B'101', X'ff', N'né', U&'\\00e9' FROM t`, 'SELECT ?, ?, ?, ? FROM t'],
  [`SELECT 'never closed`, 'SELECT ?'],
  ['SELECT $1, $2::integer[] LIMIT 20', 'SELECT $1, $2::integer[] LIMIT ?'],
  [
    "COPY (SELECT * FROM claims WHERE words ~ 'Nora 12') TO STDOUT",
    'COPY (SELECT * FROM claims WHERE words ~ ?) TO STDOUT',
  ],
])('%s', (sql, bare) => {
  expect(withoutValues(sql)).toBe(bare)
})

const quoted = (value: string) => fc.constantFrom(`'${value.replaceAll("'", "''")}'`, `$q$${value}$q$`)

test('whatever is quoted in a statement, nothing of it is left, and all that stands around it is', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('$q$'))
  const values = fc.array(value.chain(quoted), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(values, (values) => {
      const sql = `SELECT ${values.join(', ')} FROM claims AS c2 WHERE c2.id = $1`
      expect(withoutValues(sql)).toBe(`SELECT ${values.map(() => '?').join(', ')} FROM claims AS c2 WHERE c2.id = $1`)
    }),
  )
})

test('what is long is cut, and a statement has a summary of few words', () => {
  expect(withoutValues(`SELECT ${'name, '.repeat(1_000)}`)).toHaveLength(1_001)
  expect(summaryOf('SELECT "a"."id" FROM "accounts" "a" WHERE id = 3')).toBe('SELECT accounts')
  expect(summaryOf(`INSERT INTO claims (words) VALUES ('from Nora')`)).toBe('INSERT claims')
  expect(summaryOf('UPDATE captures SET state = $1')).toBe('UPDATE captures')
  expect(summaryOf('COMMIT')).toBe('COMMIT')
  expect(operationOf('  with a as (select 1) select * from a')).toBe('WITH')
})
