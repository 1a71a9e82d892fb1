__durakitRegisterSteps(); import { genkit } from 'genkit';
import { Injectable, Inject } from './framework';
import { render } from './render';

const ai = genkit({});

@Injectable()
export class Pages {
  @Inject() name!: string;

  title(@Inject() text: string) {
    return text;
  }
}

export const page = ai.defineFlow('page', async (title: string) => {
  const html = await ai.run('render', async () => render(<h1 className="title">{title}</h1>));
  return <Frame>{html}</Frame>;
});

function Frame({ children }) {
  return <div>{children}</div>;
}
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/page/render', async ({
    title
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => render(<h1 className="title">{title}</h1>))(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
