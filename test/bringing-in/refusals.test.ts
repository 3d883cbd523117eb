import path from 'node:path'
import { Refused } from '../../src/bringing-in/refused'
import { exported, fileIn } from './desks'
import { contents, type QuarrelDesks, quarrelDesks } from './quarrel-desks'
import { broughtIn, linesOf, withTrailer } from './refused-in'

let desks: QuarrelDesks
let lines: string[]
let made: QuarrelDesks['made']

beforeAll(async () => {
  desks = await quarrelDesks()
  made = desks.made
  lines = linesOf(await exported(desks.here, 'claims.jsonl'))
})

afterAll(() => desks.close())

const whole = (of = lines) => withTrailer(of)

/** The number of the line of a row, and the lines with that row changed. */
const at = (type: string, id: number) => lines.findIndex((line) => line.startsWith(`{"type":"${type}","id":${id},`)) + 1
const changedLine = (line: number, change: (text: string) => string) => {
  const text = lines[line - 1] ?? ''
  if (change(text) === text) throw new Error(`line ${line} is as it was`)
  return lines.with(line - 1, change(text))
}

type Case = [what: string, file: () => string, line: () => number | null, why: RegExp, texts?: () => string | null]

const claim = () => at('claim', made.first.claimId)
const denial = () => at('claim', made.second.claimId)
const link = () => at('link', made.denial)
const chain = () => at('chain', made.chain)
const texts = () => path.join(desks.folder, 'texts')

const CASES: Case[] = [
  [
    'a quote that is not in its text',
    () => whole(changedLine(denial(), (text) => text.replace('"exact":"\\"not so\\""', '"exact":"\\"now so\\""'))),
    denial,
    /“"now so"” is not at \d+–\d+ of text 1 of article 1, with what stands beside it/,
    texts,
  ],
  [
    'a quote at another place',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace(
            /"start":(\d+),"end":(\d+),"exact":"\\"not/,
            (_, from, to) => `"start":${Number(from) + 1},"end":${Number(to) + 1},"exact":"\\"not`,
          ),
        ),
      ),
    denial,
    /is not at/,
    texts,
  ],
  [
    'quotes that contradict each other, where the text is not here',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace('"prefix":"five', '"prefix":"fife').replace('“five” 🚢,\\nsaid', '“fife” 🚢,\\nsaid'),
        ),
      ),
    denial,
    /is not at/,
  ],
  [
    'a suffix that is cut',
    () => whole(changedLine(denial(), (text) => text.replace(/"suffix":"([^"\\]*)[^"\\]"/, '"suffix":"$1"'))),
    denial,
    /is not at/,
    texts,
  ],
  [
    'a text with another hash',
    () => whole(),
    () => at('article', made.whole),
    /its SHA-256 is not the one/,
    () => path.join(desks.folder, 'others'),
  ],
  ['a file without its trailer', () => `${lines.join('\n')}\n`, () => lines.length, /without its trailer/],
  ['a file cut within a line', () => whole().slice(0, -40), () => lines.length + 1, /has no end/],
  [
    'a letter changed',
    () => whole().replace('"name":"Ann"', '"name":"Eva"'),
    () => lines.length + 1,
    /SHA-256 is not that/,
  ],
  ['a line taken out', () => whole().replace(`${lines[link() - 1]}\n`, ''), () => lines.length, /counts \d+ rows/],
  ['what is no JSON', () => whole(changedLine(claim(), (text) => text.slice(1))), claim, /not JSON/],
  ['something after the trailer', () => `${whole()}{}\n`, () => lines.length + 2, /after the trailer/],
  [
    'a row twice',
    () => whole(lines.toSpliced(claim(), 0, lines[claim() - 1] ?? '')),
    () => claim() + 1,
    /by number, each once/,
  ],
  ['rows in another order', () => whole([lines[claim() - 1] ?? '', ...lines]), () => 2, /stands before those/],
  [
    'an unknown kind of row',
    () => whole(changedLine(link(), (text) => text.replace('"link"', '"bond"'))),
    link,
    /type “bond”/,
  ],
  [
    'a key that no export has',
    () => whole(changedLine(link(), (text) => text.replace('"reason"', '"because"'))),
    link,
    /reason|because/,
  ],
  [
    'a NUL',
    () => whole(changedLine(link(), (text) => text.replace('Because', 'Be\\u0000ause'))),
    link,
    /reason: There is a NUL/,
  ],
  [
    'half a character',
    () => whole(changedLine(link(), (text) => text.replace('Because', 'Be\\ud800ause'))),
    link,
    /half a character/,
  ],
  [
    'days that are not those of the date',
    () =>
      whole(
        changedLine(denial(), (text) => text.replace('"said_on_latest":"2019-06-30"', '"said_on_latest":"2019-06-29"')),
      ),
    denial,
    /not those of the date/,
  ],
  [
    'a statement twice',
    () =>
      whole(
        changedLine(denial(), (text) =>
          text.replace(`"id":${made.second.statementId},"version"`, `"id":${made.first.statementId},"version"`),
        ),
      ),
    denial,
    /Statement \d+ is here twice/,
  ],
  [
    'a claim that is not there',
    () => whole(changedLine(link(), (text) => text.replace(/"to_claim_id":\d+/, '"to_claim_id":999'))),
    link,
    /claim 999, which is not in this file/,
  ],
  [
    'a text that is not there',
    () => whole(changedLine(denial(), (text) => text.replace('"revision":1', '"revision":2'))),
    denial,
    /text 2 of article 1, which is not in this file/,
  ],
  [
    'a speaker without a row',
    () => whole(lines.toSpliced(at('speaker', made.ann) - 1, 1)),
    () => claim() - 1,
    /names speaker \d+/,
  ],
  [
    'a role of somebody else',
    () => whole(changedLine(denial(), (text) => text.replace('"role_id":null', '"role_id":77'))),
    denial,
    /role 77/,
  ],
  [
    'a link against the rules of its relation',
    () => whole(changedLine(link(), (text) => text.replace('"denies"', '"walks_back"'))),
    link,
    /speaker/,
  ],
  [
    'a chain without its links',
    () => whole(lines.toSpliced(link() - 1, 1)),
    () => chain() - 1,
    /export of a selection/,
  ],
  ['links without their chain', () => whole(lines.toSpliced(chain() - 1, 1)), () => null, /some chain is missing/],
  [
    'a name of nobody’s, where a number is missing',
    () => whole(changedLine(claim(), (text) => text.replace('"created_by_name":null', '"created_by_name":"Eva"'))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what its own rows contradict',
    () => whole(changedLine(claim(), (text) => text.replace('"name":"Ann"', '"name":"Eva"'))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what no Gainsay writes',
    () => whole(changedLine(claim(), (text) => text.replace('{', '{ '))),
    claim,
    /would be exported otherwise/,
  ],
  [
    'what the tables refuse',
    () => whole(changedLine(at('article', made.whole), (text) => text.replace('"language":"en"', '"language":"?"'))),
    () => at('article', made.whole),
    /The tables refuse it: .*articles_language_check/,
  ],
]

test.each(CASES)(
  '%s is refused with its line, and nothing is left of it',
  async (_what, file, line, why, texts = () => null) => {
    const { folder, there, owner } = desks
    const before = await contents(there)
    const refused = await broughtIn(owner, fileIn(folder, 'claims.jsonl', file()), 'lines', { texts: texts() })
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ line: line(), reason: expect.stringMatching(why) })
    expect(await contents(there)).toEqual(before)
  },
)
