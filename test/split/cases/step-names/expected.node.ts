__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

const PREFIX = 'page';

export const crawl = ai.defineFlow('crawl', async (pages: string[]) => {
  const name = pages.join();
  await ai.run(`page-${pages.length}`, () => pages.length);
  await ai.run(`${PREFIX}/${pages[0]}/${pages[1]}`, () => 1);
  await ai.run('item-' + pages.length, () => 2);
  await ai.run(PREFIX, () => 3);
  await ai.run(name, () => 4);
  await ai.run('same', () => 5);
  await ai.run('same', () => 6);
  await ai.run(name, () => 7);
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/crawl/page-*', async ({
    pages
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => pages.length)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/page/*/*', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 1)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/item-*', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 2)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/page', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 3)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/*', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 4)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/same', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 5)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/same#2', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 6)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/crawl/*#2', async (__durakitCaptured, {}, ...__durakitArguments) => {
    const __durakitResult = await (() => 7)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
