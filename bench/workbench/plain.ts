/** As a US keyboard writes it: the desk finds words by it, and proposes names as the text has them. */
export const plain = (value: string): string =>
  value.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim()
