/** Taking in more than a pasted text: what was read of it, imports of many. */
export const importing = {
  triedTooOften: 'This could not be read to its end, several times over.',
  needs: (outlet: boolean, day: boolean) =>
    outlet && day
      ? 'Its outlet and its day of publication are not known.'
      : outlet
        ? 'Its outlet is not known.'
        : 'Its day of publication is not known.',
}
