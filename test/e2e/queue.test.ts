import { openQueueRestaurant, type Restaurant } from './restaurant';
import type { QueueN8n } from './queue';
import { cardDeclinedStories } from './stories/cardDeclined';
import { fortyTogether } from './stories/together';
import { publishTemplate, withParameters } from './template';

/** The same stories where a main process, a webhook process and two workers share the work. */

describe('in queue mode', () => {
  cardDeclinedStories(openQueueRestaurant);
});

describe('in queue mode, counting by card', () => {
  let restaurant: Restaurant<QueueN8n>;

  beforeAll(async () => {
    restaurant = await openQueueRestaurant();
    await publishTemplate(restaurant, {
      adjust: withParameters('escalationCounter', { countBy: 'card' }),
    });
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  fortyTogether(() => restaurant);
});
