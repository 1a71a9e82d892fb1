import { durakit, type Durakit } from 'durakit';
import { mark } from '../mark.js';

interface Order {
  log: string;
  amount: number;
}

class Kitchen {
  private readonly factor = 3;

  constructor(private readonly ai: Durakit) {}

  define() {
    return this.ai.defineFlow('main', async (order: Order) => {
      const doubled = await this.double(order);
      return this.ai.run('cook', async () => {
        await mark(order.log, 'cook');
        return doubled * this.factor;
      });
    });
  }

  private async double({ log, amount }: Order): Promise<number> {
    return this.ai.run('double', async () => {
      await mark(log, 'double');
      return (amount ?? 21) * 2;
    });
  }
}

export const main = new Kitchen(durakit({ name: 'class-based' })).define();
