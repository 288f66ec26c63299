import { openRestaurant } from './restaurant';
import { cardDeclinedStories } from './stories/cardDeclined';

cardDeclinedStories(openRestaurant);
