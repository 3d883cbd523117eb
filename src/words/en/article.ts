/** Articles and what is known of them. */
export const article = {
  statement: (number: number) => `Statement ${number}`,
  unknownOutlet: 'outlet not known',
}
