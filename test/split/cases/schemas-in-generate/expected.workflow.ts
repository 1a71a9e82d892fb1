import { capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit } from 'genkit';
const ai = genkit();
const hello = ai.prompt('hello');
const code = ai.definePrompt({
  name: 'code',
  output: {}
});
export const menu = ai.defineFlow({
  name: 'menu'
}, async theme => {
  const first = await ai.generate({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/1')
    }
  });
  const second = await ai.generate<typeof Dish>({
    prompt: theme,
    output: {
      format: 'array',
      schema: __durakitCapturedSchema('/schema/menu/2')
    }
  });
  const third = await ai.generate({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/3')
    }
  } satisfies object);
  const {
    stream,
    response
  } = ai.generateStream({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/4')
    }
  });
  const film = await ai.generateOperation({
    model: 'film',
    prompt: theme,
    output: {
      'schema': __durakitCapturedSchema('/schema/menu/5')
    }
  });
  const plain = await ai.generate({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/6')
    }
  });
  const none = await ai.generate({
    prompt: theme,
    output: {
      schema: undefined,
      jsonSchema: {
        type: 'string'
      }
    }
  });
  return [first, second, third, stream, response, film, plain, none];
});
export const prompted = ai.defineFlow('prompted', async (input: {
  name: string;
}) => {
  const {
    output
  } = await hello(input, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/1')
    }
  });
  const {
    response
  } = hello.stream(input, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/2')
    }
  });
  const rendered = await hello.render(input, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/3')
    }
  });
  const inner = ai.prompt('inner');
  const answer = await inner(input, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/4')
    }
  });
  return [output, response, rendered, answer, await code(input, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/5')
    }
  }), await ai.prompt('last')({}, {
    output: {
      schema: __durakitCapturedSchema('/schema/prompted/6')
    }
  })];
});
