const OLDEST = [22, 15] as const;

/** What to tell somebody whose Node is too old, else undefined. The oldest is 22.15: it brought `module.registerHooks`. */
export function explainOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return (
    `durakit needs Node ${OLDEST.join('.')} or newer; this is ${version}.\n` +
    'Install a newer one from https://nodejs.org or with your version manager (nvm install 24, fnm install 24),\n' +
    'or for this project alone: npm install --save-dev node@24'
  );
}
