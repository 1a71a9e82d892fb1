import { transformSync, type Loader } from 'esbuild';
import type { SplitResult } from '../split/split-result.ts';

/** The part of webpack's loader context that is used. */
interface LoaderContext {
  readonly resourcePath: string;
  getOptions(): { readonly modules: ReadonlyMap<string, SplitResult> };
  callback(error: Error | null, code: string, map?: object): void;
}

/** Gives the bundler a module's workflow program in the place of its source. TypeScript and JSX become JavaScript here. */
export default function splitLoader(this: LoaderContext, source: string): void {
  const program = this.getOptions().modules.get(this.resourcePath)?.workflowProgram;
  const code = program === undefined ? source : `${program.code}\n//# sourceMappingURL=${toDataUrl(program.map)}`;
  const output = transformSync(code, {
    sourcefile: this.resourcePath,
    sourcemap: 'external',
    sourcesContent: false,
    loader: toLoader(this.resourcePath),
    target: 'es2022',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  this.callback(null, output.code, JSON.parse(output.map) as object);
}

function toLoader(file: string): Loader {
  if (/\.[mc]?ts$/.test(file)) return 'ts';
  return file.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function toDataUrl(map: object): string {
  return `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}
