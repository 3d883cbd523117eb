import { typedLinks } from '../../src/workbench/link-fields'

describe('links as a form has them', () => {
  const link = (claimId: number, relation: string, direction: string) => ({ claimId, relation, direction })
  test.each<[string, Parameters<typeof typedLinks>[0], object]>([
    ['none ticked', { 'relation-4': 'denies' }, { links: [] }],
    ['an empty box', { link: '' }, { links: [] }],
    ['one', { link: '4', 'relation-4': 'denies' }, { links: [link(4, 'denies', 'answers')] }],
    [
      'the other way about',
      { link: '4', 'relation-4': 'denies', 'direction-4': 'answered' },
      { links: [link(4, 'denies', 'answered')] },
    ],
    [
      'a direction that is none',
      { link: '4', 'relation-4': 'denies', 'direction-4': 'up' },
      { links: [link(4, 'denies', 'answers')] },
    ],
    [
      'the same twice',
      { link: ['4', '4', '5'], 'relation-4': 'denies', 'relation-5': 'corrects' },
      { links: [link(4, 'denies', 'answers'), link(5, 'corrects', 'answers')] },
    ],
    ['of no relation', { link: '4' }, { problems: { 'link-4': 'Say how the two relate.' } }],
    [
      'of an inherited one',
      { link: '4', 'relation-4': 'toString' },
      { problems: { 'link-4': 'Say how the two relate.' } },
    ],
    [
      'the largest number',
      { link: '2147483647', 'relation-2147483647': 'denies' },
      { links: [link(2147483647, 'denies', 'answers')] },
    ],
    ...['2147483648', '0', '-1', '04', '1e3', '4 ', 'x'].map((value): [string, { link: string }, object] => [
      `no number: ${value}`,
      { link: value },
      { problems: { link: 'This is no claim’s number.' } },
    ]),
    [
      'one right beside one wrong',
      { link: ['4', 'x'], 'relation-4': 'denies' },
      { problems: { link: 'This is no claim’s number.' } },
    ],
    [
      'very many',
      { link: Array.from({ length: 21 }, (_, n) => `${n + 1}`) },
      { problems: { link: 'At most 20 links at once.' } },
    ],
  ])('%s', (_what, typed, expected) => {
    expect(typedLinks(typed)).toEqual(expected)
  })
})
