import { CITATION_FORMATS, type Cited, citedInWords } from '../../src/reading/citation'

const CHAIN: Cited = {
  key: 'gainsay-chain-12',
  title: 'Did Russia pull its specialists out of Venezuela?',
  isQuoted: true,
  author: null,
  saidOn: null,
  kind: 'chain of 6 claims, 2–4 June 2019',
  report: null,
  desk: 'The Daily',
  url: 'https://gainsay.example/chains/12',
}
const CLAIM: Cited = {
  ...CHAIN,
  key: 'gainsay-claim-17',
  title: 'it had removed “most of their people”\n from Venezuela',
  author: 'Donald Trump',
  saidOn: '2019-06-03',
  kind: 'tweet',
  report: 'as reported by The Moscow Times, 4 June 2019',
  url: 'https://gainsay.example/claims/17',
}
const TODAY = '2026-11-29'

test('in words: who said it, when, and where it is kept', () => {
  expect(citedInWords(CHAIN)).toBe(
    '“Did Russia pull its specialists out of Venezuela?” Chain of 6 claims, 2–4 June 2019. The Daily, https://gainsay.example/chains/12',
  )
  expect(CITATION_FORMATS.txt.write({ ...CLAIM, title: 'so it was' }, TODAY)).toBe(
    'Donald Trump, 2019-06-03: “so it was”. Tweet, as reported by The Moscow Times, 4 June 2019. The Daily, https://gainsay.example/claims/17 (as of 2026-11-29).\n',
  )
})

test('words of an article stand in no quotation marks, and those that bring their own get no more', () => {
  const told = (title: string, isQuoted: boolean) => citedInWords({ ...CLAIM, title, isQuoted, report: null })
  expect(told('most had left', false)).toMatch(/^Donald Trump, 2019-06-03: most had left\. Tweet\./)
  expect(told('“Most had left.”', true)).toMatch(/: “Most had left\.” Tweet\./)
  expect(told('Most had left,', true)).toMatch(/: “Most had left,”\. Tweet\./)
})

test('a year that is not known is none, and least of all this one', () => {
  for (const format of ['bib', 'ris', 'txt'] as const) {
    const written = CITATION_FORMATS[format].write({ ...CLAIM, saidOn: null }, TODAY)
    expect(written.replaceAll('2026-11-29', '').replace('2026/11/29', '')).not.toContain('2026')
  }
})

test('as BibTeX, with what TeX would take for commands written out', () => {
  expect(CITATION_FORMATS.bib.write(CLAIM, TODAY)).toBe(
    [
      '@misc{gainsay-claim-17,',
      '  author = {{Donald Trump}},',
      '  title = {{it had removed “most of their people” from Venezuela}},',
      '  date = {2019-06-03},',
      '  year = {2019},',
      '  howpublished = {Tweet},',
      '  note = {As reported by The Moscow Times, 4 June 2019},',
      '  publisher = {{The Daily}},',
      '  url = {https://gainsay.example/claims/17},',
      '  urldate = {2026-11-29},',
      '}',
      '',
    ].join('\n'),
  )
  const hostile = CITATION_FORMATS.bib.write({ ...CHAIN, title: '\\end{x} 100% of $5 & #1_a ~^' }, TODAY)
  expect(hostile).toContain(
    String.raw`title = {{\textbackslash{}end\textbraceleft{}x\textbraceright{} 100\% of \$5 \& \#1\_a \textasciitilde{}\textasciicircum{}}}`,
  )
  expect(hostile).not.toContain('date = {null}')
})

test('as RIS, a field a line', () => {
  expect(CITATION_FORMATS.ris.write(CLAIM, TODAY).split('\r\n')).toEqual([
    'TY  - ELEC',
    'ID  - gainsay-claim-17',
    'AU  - Donald Trump',
    'TI  - it had removed “most of their people” from Venezuela',
    'DA  - 2019/06/03',
    'PY  - 2019',
    'M3  - Tweet',
    'N1  - As reported by The Moscow Times, 4 June 2019',
    'PB  - The Daily',
    'UR  - https://gainsay.example/claims/17',
    'Y2  - 2026/11/29',
    'ER  - ',
    '',
  ])
})
