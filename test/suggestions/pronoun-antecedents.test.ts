import { speakersMeant } from '../../src/suggestions/speaker-meant'
import { alone, marked, recordedIn } from './marked'

describe('pronouns', () => {
  test('mean who spoke last, then who is named', () => {
    const passage = marked('Ann Lee said it was safe. Then Bo Dahl left. <She> {said} [it was late].')
    const spoke = recordedIn(passage, { words: 'it was safe', speakers: ['Ann Lee'] })
    expect(speakersMeant({ ...alone(passage), before: spoke })).toMatchObject([
      { value: { names: ['Ann Lee'] }, reason: '“She”: the last who spoke' },
      { value: { names: ['Bo Dahl'] }, reason: '“She” behind “Bo Dahl”' },
    ])
  })

  test('of another gender than a given name’s mean somebody else', () => {
    const passage = marked('Hannah Lee said no. Bernard Dahl said yes. <She> {said} [it was late].')
    const spoke = recordedIn(
      passage,
      { words: 'no', speakers: ['Hannah Lee'] },
      { words: 'yes', speakers: ['Bernard Dahl'] },
    )
    expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(['Hannah Lee'])
  })

  test('of another gender than theirs mean somebody else', () => {
    const passage = marked('Bo Dahl said no. Ann Lee said she knew. She said yes. <He> {said} [it was late].')
    const spoke = recordedIn(
      passage,
      { words: 'no', speakers: ['Bo Dahl'], source: 'Bo Dahl' },
      { words: 'she knew', speakers: ['Ann Lee'], source: 'Ann Lee' },
      { words: 'yes', speakers: ['Ann Lee'], source: 'She' },
    )
    expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(['Bo Dahl'])
  })

  test('of one person mean whoever speaks for several', () => {
    const passage = marked('Ann Lee said no. A spokesman for the dockers said yes. <She> {said} [it was late].')
    const spoke = recordedIn(
      passage,
      { words: 'no', speakers: ['Ann Lee'] },
      { words: 'yes', speakers: ['a spokesman for the dockers'] },
    )
    expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(['a spokesman for the dockers'])
  })

  test('of another gender than a given name’s mean others first, unless they were told by it', () => {
    const passage = marked('Bernard Lee said no. She said so. <She> {said} [it was late].')
    const once = recordedIn(passage, { words: 'no', speakers: ['Bernard Lee'] })
    const told = recordedIn(
      passage,
      { words: 'no', speakers: ['Bernard Lee'] },
      { words: 'so', speakers: ['Bernard Lee'], source: 'She' },
    )
    const first = (before: typeof once) =>
      speakersMeant({ ...alone(passage), before }).map(({ value }) => value.names[0])
    expect(first(once)).toEqual(['Bernard Lee'])
    expect(first(told)).toEqual(['Bernard Lee'])
  })

  test('of one person mean no group and not two', () => {
    const passage = marked(
      'Ann Lee said no. Critics said yes. Bo Dahl and Cy Mori said so. <She> {said} [it was late].',
    )
    const spoke = recordedIn(
      passage,
      { words: 'no', speakers: ['Ann Lee'] },
      { words: 'yes', speakers: ['critics'] },
      { words: 'so', speakers: ['Bo Dahl', 'Cy Mori'] },
    )
    expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(['Ann Lee'])
  })

  test('within another’s words mean whom these name', () => {
    const passage = marked('Ann Lee said that Bo Dahl swore <he> {thought} [it was new].')
    const spoke = recordedIn(passage, { words: 'Bo Dahl swore he thought it was new', speakers: ['Ann Lee'] })
    expect(speakersMeant({ ...alone(passage), before: spoke })[0]?.value.names).toEqual(['Bo Dahl'])
  })

  test('mean whoever is named with such a name, of two that are', () => {
    const passage = marked('Hannah Lee met Bernard Dahl. <She> {said} [it was late].')
    expect(speakersMeant(alone(passage))[0]?.value.names).toEqual(['Hannah Lee'])
  })

  test('“it” means no person', () => {
    const passage = marked('Ann Lee left the Northmark Company. <It> {said} [it was sorry].')
    expect(speakersMeant(alone(passage)).map(({ value }) => value.names)).toEqual([['Northmark Company']])
  })

  test('where nobody was named mean nobody', () => {
    expect(speakersMeant(alone(marked('<He> {said} [it was late].')))).toEqual([])
  })
})
