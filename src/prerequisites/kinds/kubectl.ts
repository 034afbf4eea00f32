/** `kubectl`, the words, and the namespace where it is not `default`; every word is safe in a shell. */
export function kubectl(namespace: string | undefined, ...words: readonly string[]): string {
  const place = namespace === undefined || namespace === 'default' || namespace === '' ? [] : ['-n', namespace];
  return ['kubectl', ...place, ...words].map(quoted).join(' ');
}

/** A word of a command as a shell takes it, whatever a manifest holds. */
function quoted(word: string): string {
  if (/^[\w./:=@%,+-]+$/.test(word)) return word;
  // eslint-disable-next-line no-control-regex -- a name with a line break must not end the line
  return `'${word.replace(/[\u0000-\u001f\u007f]/g, '?').replace(/'/g, '\'\\\'\'')}'`;
}

/** A name as an id and a text hold it: on one line, and shortened. */
export function shown(name: string): string {
  // eslint-disable-next-line no-control-regex -- see above
  const line = name.replace(/[\u0000-\u001f\u007f]/g, '?');
  return line.length > 253 ? `${line.slice(0, 253)}…` : line;
}
