import { ledgerContract } from '../../contract/ledger';
import { statusContract } from '../../contract/ledgerStatus';
import { sharedLedgerContract } from '../../contract/sharedLedger';
import { sqlitePlace } from './places';

ledgerContract('SQLite', async () => sqlitePlace());
statusContract('SQLite', async () => sqlitePlace());
sharedLedgerContract('SQLite', async () => sqlitePlace());
