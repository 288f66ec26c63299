import { ledgerContract } from '../../contract/ledger';
import { statusContract } from '../../contract/ledgerStatus';
import { sqlitePlace } from './places';

ledgerContract('SQLite', async () => sqlitePlace());
statusContract('SQLite', async () => sqlitePlace());
