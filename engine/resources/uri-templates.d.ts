/** The package has no types of its own; this is the part that is used. */
declare module 'uri-templates' {
  /** Throws for a template that is none. */
  export default function uriTemplate(template: string): {
    readonly fromUri: (uri: string) => Record<string, string> | undefined;
  };
}
