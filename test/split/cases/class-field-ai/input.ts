import { genkit } from 'durakit';
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
