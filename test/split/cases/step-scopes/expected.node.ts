__durakitRegisterSteps(); import { genkit } from 'durakit';

const ai = genkit({});

export async function loadAll(id: string) {
  return ai.run('load', async () => id);
}

async function hidden(id: string) {
  return ai.run('load', async () => id);
}

export const service = {
  async fetchOne(id: string) {
    return ai.run('load', async () => id);
  },
};

export class Store {
  async read(id: string) {
    return ai.run('load', async () => id);
  }
}

export default async (id: string) => ai.run('load', async () => id);

export const flow = ai.defineFlow('outer', async (id: string) => {
  const inner = async () => ai.run('load', async () => id);
  return [await inner(), await hidden(id), await loadAll(id), await service.fetchOne(id), await new Store().read(id)];
});
import { registerStep as __durakitRegisterStep } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterStep('/step/loadAll/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/app/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/service.fetchOne/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/Store.read/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/default/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
  __durakitRegisterStep('/step/outer/load', async ({
    id
  }, {}, ...__durakitArguments) => {
    const __durakitResult = await (async () => id)(...__durakitArguments);
    return {
      result: __durakitResult
    };
  });
}
