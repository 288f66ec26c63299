import type { Filters } from '../../../nodes/core/gateway/filter';

export const NO_FILTERS: Filters = {
  eventTypes: [],
  mode: 'both',
  accounts: [],
  products: [],
  locations: [],
};
