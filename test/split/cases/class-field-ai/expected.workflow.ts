import { capturedStep as __durakitCapturedStep } from 'durakit/split-runtime';
import { genkit } from 'durakit';
export class Menu {
  static shared = genkit();
  readonly ai = Menu.shared;
  readonly limit: number = 3;
  suggest = this.ai.defineFlow('suggest', async (theme: string) => {
    const dishes = await this.ai.run('load', __durakitCapturedStep('/step/suggest/load', () => ({
      theme,
      this: {
        limit: this.limit
      }
    })));
    return dishes;
  });
  prefix(text: string): string {
    return `${text}-${this.limit}`;
  }
}
export const menu = new Menu();
