const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `18 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${(Math.floor(milliseconds / 100) / 10).toFixed(1)} s`;
  if (milliseconds < HOUR) return formatTwo([milliseconds, MINUTE, 'min'], [SECOND, 's']);
  if (milliseconds < DAY) return formatTwo([milliseconds, HOUR, 'h'], [MINUTE, 'min']);
  return formatTwo([milliseconds, DAY, 'd'], [HOUR, 'h']);
}

function formatTwo([milliseconds, unit, name]: [number, number, string], [smaller, smallerName]: [number, string]): string {
  const rest = Math.floor((milliseconds % unit) / smaller);
  return `${Math.floor(milliseconds / unit)} ${name}${rest === 0 ? '' : ` ${rest} ${smallerName}`}`;
}
