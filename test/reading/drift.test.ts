import { driftsOf } from '../../src/reading/drift'
import type { WordingRow } from '../../src/reading/drift.queries'

const report = (statementId: number, content: string[], more: Partial<WordingRow> = {}): WordingRow => ({
  claimId: 7,
  statementId,
  articleId: statementId,
  content,
  wording: 'indirect',
  outlet: 'The Daily',
  publishedOn: '2019-06-04',
  language: 'en',
  reports: 2,
  ...more,
})

test('reports of one claim stand side by side, what the first has not is marked', () => {
  const [drift] = driftsOf([
    report(1, ['Russia removed most of its people']),
    report(2, ['Russia removed some of its military people'], { outlet: null, publishedOn: null }),
  ])
  expect(drift?.wordings.map(({ outlet, published, pieces }) => [outlet, published?.words ?? null, pieces])).toEqual([
    ['The Daily', 'Tuesday 4 June 2019', [{ words: 'Russia removed most of its people', isNew: false }]],
    [
      'outlet not known',
      null,
      [
        { words: 'Russia removed ', isNew: false },
        { words: 'some', isNew: true },
        { words: ' of its ', isNew: false },
        { words: 'military ', isNew: true },
        { words: 'people', isNew: false },
      ],
    ],
  ])
})

test('of a claim with many reports it is said how many are compared', () => {
  const [drift] = driftsOf([report(1, ['safe'], { reports: 9 }), report(2, ['sound'], { reports: 9 })])
  expect(drift?.leftOut).toBe('The earliest 6 of 9 reports are compared here.')
})

test('a wording that many print stands once, and a claim that all word alike has no drift', () => {
  const alike = [report(1, ['It is safe']), report(2, ['it is safe'])]
  expect(driftsOf(alike)).toEqual([])
  const [drift] = driftsOf([...alike, report(3, ['Quite harmless', 'they said'])])
  expect(drift?.wordings.map(({ statementId, pieces }) => [statementId, pieces])).toEqual([
    [1, [{ words: 'It is safe', isNew: false }]],
    // Nothing of it is in the first.
    [3, [{ words: 'Quite harmless […] they said', isNew: true }]],
  ])
})
