import { benchCopies } from '../../bench/anchoring/copies'

test('on the demonstration corpus copies made by every edit are told from all other articles', async () => {
  delete process.env.GAINSAY_REAL_ARTICLES
  const lines: string[] = []
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    expect(await benchCopies({ short: true })).toBe(true)
  } finally {
    write.mockRestore()
  }
  expect(lines.join('')).toContain('5 texts, 65 copies made of them')
})
