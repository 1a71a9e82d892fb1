import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'genkit';
import { Injectable, Inject } from './framework';
const ai = genkit();
@Injectable()
export class Pages {
  @Inject()
  name!: string;
  title(@Inject()
  text: string) {
    return text;
  }
}
export const page = ai.defineFlow('page', async (title: string) => {
  const html = await ai.run('render', __durakitCapturedStep('/step/page/render', () => ({
    title
  })));
  return <Frame>{html}</Frame>;
});
function Frame({
  children
}) {
  return <div>{children}</div>;
}
