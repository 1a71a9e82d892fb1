import uriTemplate from 'uri-templates';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Where a resource is: at one URI, or at all that fit an RFC 6570 template (`my://notes/{id}`). The URI wins. */
export interface ResourceLocation {
  readonly uri?: string | undefined;
  readonly template?: string | undefined;
}

/** The variables of a URI that fits (none for a plain one); undefined for a URI that does not. */
export type UriMatcher = (uri: string) => Readonly<Record<string, string>> | undefined;

/** Throws INVALID_ARGUMENT without a location, and for a template that is none. */
export function createUriMatcher({ uri, template }: ResourceLocation): UriMatcher {
  if (uri !== undefined) return (candidate) => (candidate === uri ? {} : undefined);
  if (template === undefined)
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'must specify either url or template options' });
  const parsed = uriTemplate(template);
  return (candidate) => {
    try {
      return parsed.fromUri(candidate);
    } catch (error) {
      // a URI whose percent signs are no escapes
      if (error instanceof Error && error.name === 'URIError') return undefined;
      throw error;
    }
  };
}
