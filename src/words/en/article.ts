/** Articles and what is known of them. */
export const article = {
  unknownOutlet: 'outlet not known',
}
