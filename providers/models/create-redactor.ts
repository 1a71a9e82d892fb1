/** Forms of keys and tokens that vendors use, for those that are not known here. */
const SECRET_FORMS: readonly RegExp[] = [
  /(?<=\bBearer\s+)[\w.~+/=-]{6,}/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|fw|r8|csk)[-_][\w-]{12,}/g,
  /\bAIza[\w-]{30,}/g,
  /(?<=[?&](?:key|api[-_]?key|access_token|token)=)[^&\s"']+/gi,
];

/** A function that blots secrets out of a text: the given ones, and whatever has a key's form. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  // longest first: a key may hold another one
  const known = secrets.filter((secret) => secret.length >= 4).sort((left, right) => right.length - left.length);
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
    return SECRET_FORMS.reduce((rest, form) => rest.replace(form, '[redacted]'), withoutKnown);
  };
}
