import type { NamesKnown } from '../../src/suggestions/name-in-full'
import { speakersMeant } from '../../src/suggestions/speaker-meant'
import { alone, marked, recordedIn } from './marked'

const meant = (text: string, known: NamesKnown[] = []) =>
  speakersMeant({ ...alone(marked(text)), known }).map(({ value }) => value.names.join('; '))

test.each([
  ['by name', '<Petra Lindqvist> {said} [it was safe].', 'Petra Lindqvist'],
  ['by title and name', '<Mayor Petra Lindqvist> {said} [it was safe].', 'Petra Lindqvist'],
  ['by a surname, in full before', 'Petra Lindqvist came. <Lindqvist> {said} [it was safe].', 'Petra Lindqvist'],
  ['by a surname of the last of two', 'Petra Lind came, then Jon Lind. <Lind> {said} [it was safe].', 'Jon Lind'],
  ['by a possessive', 'Petra Lindqvist came. <Lindqvist’s> {claim} was that [it was safe].', 'Petra Lindqvist'],
  ['with a remark', '<Tomas Brandt, head of the Dockers Union,> {said} [it was safe].', 'Tomas Brandt'],
  ['two people', '<Petra Lindqvist and Olof Sand> {said} [it was safe].', 'Petra Lindqvist; Olof Sand'],
  [
    'a surname and a titled name',
    'Petra Lindqvist came. <Lindqvist and Harbour Minister Olof Sand> {said} [it was safe].',
    'Petra Lindqvist; Olof Sand',
  ],
  ['three people', '<Ann Lee, Bo Dahl, and Cy Mori> {said} [it was safe].', 'Ann Lee; Bo Dahl; Cy Mori'],
  [
    'two people behind a house',
    '<The Harbour House adviser, Ann Lee, and Bo Dahl> {said} [it was safe].',
    'Ann Lee; Bo Dahl',
  ],
  ['somebody of two bodies', '<Ann Lee, head of Justice and Police> {said} [it was safe].', 'Ann Lee'],
  ['two states', '<Norland and Estmark> {said} [it was safe].', 'Norland; Estmark'],
  ['one body with “and”', '<The Ministry of Health and Safety> {said} [it was safe].', 'Ministry of Health and Safety'],
  [
    'two with a remark in brackets each',
    '<Chairman Ann Lee (D-Utah) and Chairman Bo Dahl (R-Ohio)> {said} [no].',
    'Ann Lee; Bo Dahl',
  ],
  ['somebody behind what they are', '<the harbour’s secretary, Petra Lindqvist> {said} [no].', 'Petra Lindqvist'],
  ['somebody behind an office of', '<former secretary of state Petra Lindqvist> {said} [no].', 'Petra Lindqvist'],
  [
    'nobody for whom somebody speaks',
    '<a spokesman for Petra Lindqvist> {said} [no].',
    'a spokesman for Petra Lindqvist',
  ],
  ['an office of somebody', 'Ann Lee came. <Senator Lee’s office> {said} [no].', 'Ann Lee’s office'],
  ['a given name, in full before', 'Petra Lindqvist came. <Petra> {said} [no].', 'Petra Lindqvist'],
  ['a state by its name, whatever else begins with it', 'Norland Today wrote. <Norland> {said} [no].', 'Norland'],
  ['a house without what it is in law', 'Norco PLC grew. <Norco> {said} [no].', 'Norco'],
  ['a university by its kind', 'She left Northmark University. <The university> {said} [no].', 'Northmark University'],
  ['some of a kind', '<Some analysts> {said} [no].', 'analysts'],
  ['a paper of somebody', '<The Northmark Company statement> {said} [it was safe].', 'Northmark Company'],
  ['a title borne elsewhere', 'Harbour Minister Olof Sand came. <The minister> {said} [it was safe].', 'Olof Sand'],
  [
    'a description',
    '<an official who asked not to be named> {said} [it was safe].',
    'an official who asked not to be named',
  ],
  ['a body without a name', '<The ministry> {said} [it was safe].', 'ministry'],
  ['a place that takes “the”', 'The Citadel was silent. <Citadel> {said} [no].', 'The Citadel'],
])('who is meant %s', (_, text, name) => {
  expect(meant(text)[0]).toBe(name)
})

test('what somebody new is, too, and why', () => {
  const first = (text: string) => speakersMeant(alone(marked(text)))[0]
  expect(first('<Ann Lee> {said} [no].')).toEqual({
    value: { names: ['Ann Lee'], kind: 'person' },
    reason: '“Ann Lee”',
  })
  expect(first('<The port authority> {said} [no].')?.value.kind).toBe('organisation')
  expect(first('<several engineers> {said} [no].')?.value.kind).toBe('group')
  expect(first('<a close friend> {said} [no].')?.value.kind).toBe('described')
  expect(first('<Norland and Estmark> {said} [no].')?.value.kind).toBe('organisation')
  // A surname alone may be anything's, but not of whom the text has named in full.
  expect(first('Mayor Petra Lindqvist came. <Lindqvist> {said} [no].')?.value).toEqual({
    names: ['Petra Lindqvist'],
    kind: 'person',
  })
})

test('those whom the desk knows are meant by their names, aliases and surnames', () => {
  const known = [
    { name: 'The Harbour Board', aliases: ['HB'] },
    { name: 'Sara Ida Berg', aliases: [] },
    { name: 'Countess Dagny', aliases: ['Dagny Falk'] },
  ]
  expect(meant('<HB> {said} [no].', known)[0]).toBe('The Harbour Board')
  expect(meant('<the Harbour Board> {said} [no].', known)[0]).toBe('The Harbour Board')
  expect(meant('<Berg> {said} [no].', known)[0]).toBe('Sara Ida Berg')
  expect(meant('<Falk> {said} [no].', known)[0]).toBe('Countess Dagny')
  expect(meant('<Sara Berg> {said} [no].', known)[0]).toBe('Sara Ida Berg')
  expect(meant('<Ulla Berg> {said} [no].', known)[0]).toBe('Ulla Berg')
})

test('a description longer than any speaker’s name is none', () => {
  expect(meant(`<a man ${'very '.repeat(50)}close to her> {said} [no].`)).toEqual([])
})

test('without words for them it is who spoke last', () => {
  const passage = marked('Ann Lee said it was safe. Bo Dahl said it was not. [It was built in 1950.]')
  const spoke = recordedIn(
    passage,
    { words: 'it was safe', speakers: ['Ann Lee'] },
    { words: 'it was not', speakers: ['Bo Dahl'] },
  )
  expect(speakersMeant({ ...alone(passage), before: spoke }).map(({ value }) => value.names)).toEqual([
    ['Bo Dahl'],
    ['Ann Lee'],
  ])
})

test('a new suit is not of whoever spoke before', () => {
  const passage = marked('Ann Lee said it was safe. <A lawsuit against the Harbour Board> {said} [no].')
  const spoke = recordedIn(passage, { words: 'it was safe', speakers: ['Ann Lee'], source: 'Ann Lee' })
  expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual([
    'A lawsuit against the Harbour Board',
  ])
})

test.each([
  ['a board by its kind', 'The harbour board', 'The board', 'Northmark Harbour Board'],
  ['lawyers by what they are', 'Lee’s lawyers', 'the lawyers', 'Ann Lee’s lawyers'],
  ['a suit by a shorter word for it', 'a lawsuit filed by a clerk', 'The suit', 'Bo Dahl'],
  ['several who are one kind', 'They', 'The two ministers', 'Ann Lee; Bo Dahl'],
  ['by “this”', 'The harbour board', 'This board', 'Northmark Harbour Board'],
  ['a company without its kind in the name', 'Norco', 'The company', 'Norco'],
  ['a newspaper', 'A daily', 'The newspaper', 'Northmark Post'],
  ['a paper by the end of its name', 'A daily', 'the Evening Post', 'Northmark Evening Post'],
  ['whoever wrote the suit', 'A suit', 'Her suit', 'Bo Dahl'],
])('who was told before is meant again: %s', (_, before, again, name) => {
  const passage = marked(`${before} said it was safe. Then Cy Mori said it was not. <${again}> {said} [no].`)
  const speakers = name.split('; ')
  const spoke = recordedIn(
    passage,
    { words: 'it was safe', speakers, source: before },
    { words: 'it was not', speakers: ['Cy Mori'], source: 'Cy Mori' },
  )
  expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(speakers)
})

test('no body is a company, and nobody who is one of a kind; nor is what has a capital a noun told before', () => {
  const first = (again: string, ...speakers: string[]) => {
    const passage = marked(`They said it was safe. <${again}> {said} [no].`)
    const spoke = recordedIn(passage, { words: 'it was safe', speakers, source: 'They' })
    return speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names[0]
  }
  expect(first('The company', 'Norco')).toBe('Norco')
  expect(first('The company', 'Ministry of Health')).toBe('company')
  expect(first('The company', 'dock workers')).toBe('company')
  expect(first('The company', 'Ann Lee')).toBe('company')
  expect(first('The Harbour Board', 'Northmark Dock Board')).toBe('Harbour Board')
})

test('an office is of a person, and a minister of a house has a name of their own', () => {
  expect(meant('The Citadel was silent. <the Citadel’s minister> {said} [no].')).not.toContain('The Citadel’s minister')
  expect(meant('Ann Lee came. <Lee’s Harbour Board> {said} [no].')[0]).toBe('Harbour Board')
})

test('what whoever was told before is, too', () => {
  const passage = marked('They said it was safe. Ann Lee said no. <The board> {said} [no]. <The minister>')
  const spoke = recordedIn(
    passage,
    { words: 'it was safe', speakers: ['Harbour Board'], source: 'The board' },
    { words: 'no', speakers: ['Ann Lee'], source: 'the minister' },
  )
  expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value).toEqual({
    names: ['Harbour Board'],
    kind: 'organisation',
  })
})

test('one person who has no name in the words is who spoke last, but no body is', () => {
  const last = (again: string) => {
    const passage = marked(`Ann Lee said it was safe. Norco said so. <${again}> {said} [no].`)
    const spoke = recordedIn(
      passage,
      { words: 'it was safe', speakers: ['Ann Lee'], source: 'Ann Lee' },
      { words: 'so', speakers: ['Norco'], source: 'Norco' },
    )
    return speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names
  }
  expect(last('the former CEO')).toEqual(['Ann Lee'])
  expect(last('The candidate')).toEqual(['Ann Lee'])
  for (const body of ['ministry', 'study', 'treaty', 'hospital', 'regulator', 'country'])
    expect(last(`The ${body}`)).toEqual([body])
  expect(last('A candidate')).toEqual(['A candidate'])
})

test('what is known at the desk is no body of a text’s, though it ends alike', () => {
  expect(meant('<The Supreme Court> {said} [no].', [{ name: 'Norland Supreme Court', aliases: [] }])[0]).toBe(
    'Supreme Court',
  )
})

test('an initial makes nobody somebody else', () => {
  expect(meant('<Ann B. Lee> {said} [no].', [{ name: 'Ann Lee', aliases: [] }])[0]).toBe('Ann Lee')
  expect(meant('<Ann Lee> {said} [no].', [{ name: 'Ann B. Lee', aliases: [] }])[0]).toBe('Ann B. Lee')
})

test('“the statement” is of whoever spoke last', () => {
  const passage = marked('Ann Lee said it was safe. <The statement> {added} [that it was new].')
  const spoke = recordedIn(passage, { words: 'it was safe', speakers: ['Ann Lee'] })
  expect(speakersMeant({ ...alone(passage), before: spoke })[0]).toEqual({
    value: { names: ['Ann Lee'], kind: 'person' },
    reason: 'whose statement it is',
  })
})
