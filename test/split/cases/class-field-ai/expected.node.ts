__durakitRegisterSteps(); import { genkit } from 'durakit';
import { query } from './database';

export class Menu {
  static shared = genkit({});
  readonly ai = Menu.shared;
  readonly limit: number = 3;

  suggest = this.ai.defineFlow('suggest', async (theme: string) => {
    const dishes = await this.ai.run('load', async () => query(theme, this.limit, this.prefix('a')));
    return dishes;
  });

  prefix(text: string): string {
    return `${text}-${this.limit}`;
  }
}

export const menu = new Menu();
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/suggest/load', async ({
    theme,
    this: __durakitThis
  }, {}, ...__durakitArguments) => {
    return async function () {
      const __durakitResult = await (async () => query(theme, this.limit, this.prefix('a')))(...__durakitArguments);
      return {
        result: __durakitResult
      };
    }.call(Object.assign(Object.create(Menu.prototype), {
      ...__durakitThis
    }));
  });
}
