/** How often the engine may be taken away before it is given up. */
const TRIES = 4;

/**
 * Does what needs n8n's expressions, such as signing in with a credential. While it publishes a workflow, n8n 2.41 runs
 * a trigger's webhook hooks and its first poll at once on one expression engine, and takes it away when either is done
 * (“No bridge acquired for this context”): then it is asked for again. n8n gives it back when the other is done.
 */
export async function withExpressions<T>(context: object, work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !String(error).includes('No bridge acquired')) throw error;
      await acquire(context);
    }
  }
}

/** No public way leads to the engine. */
async function acquire(context: object): Promise<void> {
  const expression = inside(inside(context, 'workflow'), 'expression');
  const acquireIsolate = inside(expression, 'acquireIsolate');
  if (typeof acquireIsolate === 'function') {
    await Reflect.apply(acquireIsolate, expression, []);
  }
}

const inside = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
