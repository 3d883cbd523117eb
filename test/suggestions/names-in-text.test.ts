import { tokenizedText } from '../../src/attribution/tokenized-text'
import { namesIn } from '../../src/suggestions/names-in-text'

const namesOf = (text: string) => namesIn(tokenizedText(text)).map(({ name }) => name)

test.each([
  ['On Monday Mayor Petra Lindqvist met Olof Sand.', ['Petra Lindqvist', 'Olof Sand']],
  ['The Bank of Northmark said so.', ['Bank of Northmark']],
  ['He chose Plan B. Ann Lee left.', ['Plan B', 'Ann Lee']],
  ['It was World War I. Norland won.', ['World War I', 'Norland']],
  ['Then Ann Lee MP and the Norland FM left.', ['Ann Lee']],
  ['He spoke to Ludwig van Dam in Dublin.', ['Ludwig van Dam', 'Dublin']],
  ['Pumps Fail Twice Before Mayor Speaks\nThe pumps failed.', []],
  ['In June the U.S. Senate voted.', ['U.S. Senate']],
  ['Yes. However, it rained.', []],
  ['Then Alan T. Dahl left.', ['Alan T. Dahl']],
  ['The State Department met “Maybe Ann Lee” there.', ['State Department', 'Ann Lee']],
  ['', []],
])('names in %j', (text, names) => {
  expect(namesOf(text)).toEqual(names)
})

test.each([
  ['Mayor Petra Lindqvist spoke.', { title: 'Mayor', isPerson: true }],
  ['The spokesman Tomas Brandt spoke.', { title: '', isPerson: true }],
  ['Northmark Shipping Company spoke.', { title: '', isPerson: false }],
  ['In Rosalia they spoke.', { title: '', isPerson: false }],
  ['Then Prime Minister Rosalia spoke.', { title: 'Prime Minister', isPerson: true }],
])('what is known of the name in %j', (text, known) => {
  expect(namesIn(tokenizedText(text)).at(-1)).toMatchObject(known)
})
